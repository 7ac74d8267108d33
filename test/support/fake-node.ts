import { randomUUID } from 'node:crypto';
import { Metadata, credentials, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import type { ControlMessage__Output } from '../../proto/generated/gateway/v1/ControlMessage.ts';
import type { Hello } from '../../proto/generated/gateway/v1/Hello.ts';
import type { NodeMessage } from '../../proto/generated/gateway/v1/NodeMessage.ts';
import type { Push__Output } from '../../proto/generated/gateway/v1/Push.ts';
import { loadContract } from '../../proto/load.ts';
import { until } from './until.ts';

/** A node that speaks the stream by hand and answers only when told to. */
export interface FakeNode {
  readonly nodeId: string;
  readonly pushes: Push__Output[];
  /** How the stream ended, null while it is open. */
  ended(): { readonly code: number; readonly details: string } | null;
  heartbeatIntervalMs(): number;
  send(message: NodeMessage): void;
  /** The push with this place in the order of arrival, waited for. */
  push(index: number): Promise<Push__Output>;
  ack(push: Push__Output): void;
  nack(push: Push__Output, ...problems: string[]): void;
  close(): void;
}

/** Opens a stream. `hello` null sends none. */
export function connectFakeNode(options: {
  readonly address: string;
  readonly token: string | null;
  readonly hello?: Partial<Hello> | null;
}): FakeNode {
  const contract = loadContract();
  const client = new contract.ConfigService(options.address, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': -1,
  });
  const metadata = new Metadata();
  if (options.token !== null) metadata.set('authorization', `Bearer ${options.token}`);
  const stream: ClientDuplexStream<NodeMessage, ControlMessage__Output> = client.Stream(metadata);
  const nodeId = options.hello?.nodeId ?? randomUUID();
  const pushes: Push__Output[] = [];
  let ended: { code: number; details: string } | null = null;
  let heartbeatIntervalMs = 0;
  stream.on('data', (message: ControlMessage__Output) => {
    if (message.welcome) heartbeatIntervalMs = message.welcome.heartbeatIntervalMs;
    if (message.push) pushes.push(message.push);
  });
  stream.on('error', ({ code, details }: ServiceError) => (ended ??= { code, details }));
  stream.on('end', () => (ended ??= { code: 0, details: '' }));
  if (options.hello !== null)
    stream.write({ hello: { nodeId, name: 'fake', software: '0.0.0', version: '', digest: '', address: '', ...options.hello } });
  return {
    nodeId,
    pushes,
    ended: () => ended,
    heartbeatIntervalMs: () => heartbeatIntervalMs,
    send: (message) => void stream.write(message),
    async push(index) {
      await until(() => pushes.length > index, `push ${index}`);
      return pushes[index] as Push__Output;
    },
    ack: ({ nonce, version }) => void stream.write({ ack: { nonce, version } }),
    nack: ({ nonce, version }, ...problems) => void stream.write({ nack: { nonce, version, problems } }),
    close() {
      stream.cancel();
      client.close();
    },
  };
}
