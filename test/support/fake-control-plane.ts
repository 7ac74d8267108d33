import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import type { ControlMessage } from '../../proto/generated/gateway/v1/ControlMessage.ts';
import type { Hello__Output } from '../../proto/generated/gateway/v1/Hello.ts';
import type { NodeMessage__Output } from '../../proto/generated/gateway/v1/NodeMessage.ts';
import type { Push } from '../../proto/generated/gateway/v1/Push.ts';
import { bodyHash, digestLine, encodeResource, type ResourceKind } from '../../proto/codec.ts';
import { loadContract } from '../../proto/load.ts';
import { emptySet, type ResourceSet, type SetMember } from '../../proto/resource-set.ts';
import { until } from './until.ts';

/** A control plane that pushes what a test tells it to. */
export interface FakeControlPlane {
  readonly address: string;
  readonly hellos: Hello__Output[];
  /** ACKs and NACKs, in order. */
  readonly replies: { readonly version: string; readonly nonce: string; readonly problems: readonly string[] | null }[];
  push(push: Push): void;
  /** The answer with this place in the order of arrival, waited for. */
  reply(index: number): Promise<FakeControlPlane['replies'][number]>;
  /** Ends all streams. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Starts one on a port of loopback, a free one unless given. */
export async function startFakeControlPlane(port = 0): Promise<FakeControlPlane> {
  const streams = new Set<ServerDuplexStream<NodeMessage__Output, ControlMessage>>();
  const hellos: Hello__Output[] = [];
  const replies: FakeControlPlane['replies'] = [];
  const server = new Server({ 'grpc.max_send_message_length': -1 });
  server.addService(loadContract().ConfigService.service, {
    Stream(stream: ServerDuplexStream<NodeMessage__Output, ControlMessage>) {
      streams.add(stream);
      stream.on('data', ({ hello, ack, nack }: NodeMessage__Output) => {
        if (hello) {
          hellos.push(hello);
          stream.write({ welcome: { heartbeatIntervalMs: 1_000 } });
        }
        if (ack) replies.push({ ...ack, problems: null });
        if (nack) replies.push({ ...nack });
      });
      for (const event of ['end', 'error', 'cancelled', 'close']) stream.on(event, () => streams.delete(stream));
    },
  });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, taken) =>
      error === null ? resolve(taken) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${bound}`,
    hellos,
    replies,
    push(push) {
      for (const stream of streams) stream.write({ push });
    },
    async reply(index) {
      await until(() => replies.length > index, `answer ${index}`);
      return replies[index] as FakeControlPlane['replies'][number];
    },
    hangUp() {
      for (const stream of streams) stream.end();
    },
    stop: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

type Literal = { readonly kind: ResourceKind; readonly message: Record<string, unknown> };

/** The resources of a small config that a node can apply: one project, registry, server and tool, one application with a key and a grant. */
export const SMALL_CONFIG: readonly Literal[] = [
  { kind: 'Fleet', message: { sealingKeys: [Buffer.alloc(32, 1)], cacheKeys: [Buffer.alloc(32, 2)] } },
  { kind: 'Project', message: { id: 'prj', name: 'acme' } },
  { kind: 'Policy', message: { id: 'pol', projectId: 'prj', rules: Buffer.from('{"rules":[]}') } },
  { kind: 'Registry', message: { id: 'reg', projectId: 'prj', name: 'acme', enabled: true, credentialMode: 'internal', policyId: 'pol' } },
  {
    kind: 'Credential',
    message: {
      id: 'crd',
      projectId: 'prj',
      version: 1,
      type: 'static_headers',
      headers: { authorization: 'Bearer sekret-of-the-upstream' },
    },
  },
  {
    kind: 'Server',
    message: {
      id: 'srv',
      registryId: 'reg',
      name: 'things',
      enabled: true,
      transport: 'streamable_http',
      url: 'http://127.0.0.1:9/mcp',
      credentialId: 'crd',
    },
  },
  {
    kind: 'Item',
    message: {
      id: 'itm',
      serverId: 'srv',
      type: 'tool',
      name: 'echo',
      state: 'enabled',
      digest: 'd',
      definition: Buffer.from('{"name":"echo"}'),
    },
  },
  { kind: 'Application', message: { id: 'app', projectId: 'prj', name: 'agent', enabled: true } },
  { kind: 'ApplicationKey', message: { id: 'key', applicationId: 'app', hash: 'a'.repeat(64) } },
  { kind: 'Grant', message: { id: 'grt', applicationId: 'app', registryId: 'reg' } },
];

/** Makes pushes of a config that a test changes step by step. */
export class ConfigScript {
  #set: ResourceSet<SetMember & { readonly body: Buffer }> = emptySet();

  /** A push of the config with some resources put in and taken out. An empty base makes it whole. */
  push(
    version: string,
    baseVersion: string,
    upserts: readonly Literal[],
    removals: readonly { kind: ResourceKind; id: string }[] = [],
  ): Push {
    const made = upserts.map(({ kind, message }) => {
      const body = encodeResource(kind, message);
      const id = kind === 'Fleet' ? 'fleet' : String(message['id']);
      return { kind, id, body, line: digestLine(kind, id, bodyHash(body)) };
    });
    const { set } = this.#set.with(
      made,
      removals.map(({ kind, id }) => `${kind} ${id}`),
    );
    this.#set = set;
    const sent = baseVersion === '' ? [...set.values()] : made;
    return {
      nonce: `nonce-${version}`,
      version,
      baseVersion,
      digest: set.digest,
      upserts: sent.map(({ kind, id, body }) => ({ kind, id, body })),
      removals: [...removals],
      builtAtMs: 1,
    };
  }
}
