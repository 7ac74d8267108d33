/**
 * Many simulated nodes in one process: each a stream that acknowledges every push at once. Tells when the last of them
 * acknowledged a version, on the clock all processes share.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Metadata, credentials, type ClientDuplexStream } from '@grpc/grpc-js';
import type { ControlMessage__Output } from '../../proto/generated/gateway/v1/ControlMessage.ts';
import type { NodeMessage } from '../../proto/generated/gateway/v1/NodeMessage.ts';
import { loadContract, messageType } from '../../proto/load.ts';

const [address = '', count = '1000', token = ''] = process.argv.slice(2);
const NODES_A_CHANNEL = 20;
const contract = loadContract();
const metadata = new Metadata();
metadata.set('authorization', `Bearer ${token}`);
const nodes = Array.from({ length: Number(count) }, () => ({ id: randomUUID(), version: '', digest: '' }));
const acknowledged = new Map<string, number>();
const lastAtNs = new Map<string, string>();
const waiting = new Map<string, (atNs: string) => void>();
let bytes = 0;
let pushes = 0;
let welcomes = 0;
let onWelcomed: (() => void) | null = null;
let streams: ClientDuplexStream<NodeMessage, ControlMessage__Output>[] = [];
let clients: InstanceType<typeof contract.ConfigService>[] = [];
const control = messageType('ControlMessage');
const decodeNs = { total: 0n };

function connectAll(): void {
  welcomes = 0;
  for (let from = 0; from < nodes.length; from += NODES_A_CHANNEL) {
    const client = new contract.ConfigService(address, credentials.createInsecure(), {
      'grpc.use_local_subchannel_pool': 1,
      'grpc.max_receive_message_length': -1,
    });
    clients.push(client);
    for (const node of nodes.slice(from, from + NODES_A_CHANNEL)) streams.push(open(client, node));
  }
}

function open(
  client: InstanceType<typeof contract.ConfigService>,
  node: (typeof nodes)[number],
): ClientDuplexStream<NodeMessage, ControlMessage__Output> {
  const definition = contract.ConfigService.service.Stream;
  const stream = client.makeBidiStreamRequest<NodeMessage, ControlMessage__Output>(
    definition.path,
    definition.requestSerialize,
    (buffer) => {
      bytes += buffer.length;
      const beforeNs = process.hrtime.bigint();
      const message = control.deserialize(buffer);
      decodeNs.total += process.hrtime.bigint() - beforeNs;
      return message;
    },
    metadata,
  );
  stream.on('error', () => {});
  stream.on('data', ({ push, welcome }: ControlMessage__Output) => {
    if (welcome && ++welcomes === nodes.length) onWelcomed?.();
    if (!push) return;
    pushes += 1;
    node.version = push.version;
    node.digest = push.digest;
    stream.write({ ack: { nonce: push.nonce, version: push.version } });
    const sofar = (acknowledged.get(push.version) ?? 0) + 1;
    acknowledged.set(push.version, sofar);
    if (sofar < nodes.length) return;
    const atNs = process.hrtime.bigint().toString();
    lastAtNs.set(push.version, atNs);
    waiting.get(push.version)?.(atNs);
  });
  stream.write({ hello: { nodeId: node.id, name: 'bench', software: '0.0.0', version: node.version, digest: node.digest, address: '' } });
  return stream;
}

setInterval(() => {
  for (const stream of streams) stream.write({ heartbeat: { inFlight: 0, spooledRecords: 0 } });
}, 10_000);

for await (const line of createInterface({ input: process.stdin })) {
  const [command, version = ''] = line.split(' ');
  if (command === 'connect') {
    for (const stream of streams) stream.cancel();
    for (const client of clients) client.close();
    streams = [];
    clients = [];
    const startedMs = performance.now();
    const welcomed = new Promise<void>((resolve) => (onWelcomed = resolve));
    connectAll();
    await welcomed;
    process.stdout.write(`${JSON.stringify({ connectMs: performance.now() - startedMs })}\n`);
  } else if (command === 'await') {
    const atNs = lastAtNs.get(version) ?? (await new Promise<string>((resolve) => waiting.set(version, resolve)));
    process.stdout.write(`${JSON.stringify({ atNs, bytes, pushes, decodeMs: Number(decodeNs.total) / 1e6 })}\n`);
    bytes = 0;
    pushes = 0;
  } else process.exit(0);
}
