/** A snapshot from a literal, for tests and benchmarks that need no control plane. */
import { createHash, randomBytes } from 'node:crypto';
import type {
  Application,
  ApplicationKey,
  Credential,
  CredentialModeName,
  Grant,
  Item,
  ItemState,
  ItemType,
  Registry,
  Server,
  ServerLimits,
  Snapshot,
  SnapshotSource,
  Transport,
} from '../../data-plane/config/snapshot.ts';
import { compilePolicy, defaultPolicy } from '../../data-plane/guardrails/index.ts';
import type { Policy } from '../../data-plane/guardrails/policy.ts';
import { aggregatedNames } from '../../data-plane/lib/aggregated-name.ts';
import { definitionDigest } from '../../data-plane/lib/definition.ts';

/** One item as a test writes it: its definition, and what differs from an enabled one. */
export interface ItemLiteral {
  readonly type?: ItemType;
  readonly definition: Record<string, unknown>;
  readonly state?: ItemState;
  readonly readOnly?: boolean;
}

/** One server as a test writes it. */
export interface ServerLiteral {
  readonly name: string;
  readonly url?: string;
  readonly transport?: Transport;
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly enabled?: boolean;
  readonly items?: readonly ItemLiteral[];
  readonly credential?: Record<string, string>;
  readonly credentialMode?: CredentialModeName;
  readonly limits?: Partial<ServerLimits>;
  readonly instructions?: string;
  readonly era?: 'legacy' | 'modern';
}

/** One grant of an application, to a registry by name. */
export interface GrantLiteral {
  readonly registry: string;
  readonly servers?: readonly string[];
  /** `{server}/{item name}`. */
  readonly items?: readonly string[];
  readonly readOnly?: boolean;
}

/** A whole config. */
export interface SnapshotLiteral {
  readonly version?: string;
  readonly publicUrl?: string;
  readonly sealingKeys?: readonly Buffer[];
  readonly allowedPrivateTargets?: readonly string[];
  readonly registries: readonly {
    readonly name: string;
    readonly enabled?: boolean;
    readonly servers: readonly ServerLiteral[];
    /** Default: no rules. `default` for the default policy. */
    readonly policy?: Policy | 'default';
    readonly refuseAfterSilenceMs?: number;
  }[];
  readonly applications: readonly {
    readonly name: string;
    readonly keys: readonly string[];
    readonly enabled?: boolean;
    readonly grants?: readonly GrantLiteral[];
    readonly requestsPerMinute?: number;
    readonly maxConcurrent?: number;
    readonly maySpeakForUsers?: boolean;
  }[];
}

const FIXED_KEY = randomBytes(32);

/** Builds the snapshot; ids are made from names, so that tests can name what they expect. */
export function snapshotOf(literal: SnapshotLiteral): Snapshot {
  const project = { id: 'prj', name: 'project', allowedPrivateTargets: literal.allowedPrivateTargets ?? ['127.0.0.0/8', '::1/128'] };
  const registries = literal.registries.map((registry): Registry => {
    const offered = registry.servers.flatMap((server) =>
      (server.items ?? []).map((item) => ({ server: server.name, type: item.type ?? ('tool' as const), name: itemName(item) })),
    );
    const names = aggregatedNames(offered);
    let next = 0;
    const servers = registry.servers.map((server): Server => {
      const id = `srv:${registry.name}/${server.name}`;
      const items = (server.items ?? []).map((item): Item => {
        const type = item.type ?? 'tool';
        const name = itemName(item);
        return {
          id: `itm:${registry.name}/${server.name}/${name}`,
          serverId: id,
          type,
          name,
          aggregatedName: names[next++] as string,
          state: item.state ?? 'enabled',
          digest: definitionDigest(type === 'resource_template' ? 'resource-template' : type, item.definition),
          definition: item.definition,
          readOnly: item.readOnly ?? false,
        };
      });
      const credential: Credential | null =
        server.credential === undefined
          ? null
          : { id: `crd:${server.name}`, version: 1, type: 'static_headers', headers: server.credential };
      return {
        id,
        registryId: `reg:${registry.name}`,
        name: server.name,
        enabled: server.enabled ?? true,
        transport: server.transport ?? 'streamable_http',
        url: server.url ?? '',
        command: server.command ?? [],
        environment: server.environment ?? {},
        credentialMode: server.credentialMode ?? 'internal',
        credential,
        providerId: null,
        resourceUri: null,
        era: server.era ?? null,
        limits: { timeoutMs: null, maxResponseBytes: null, maxConcurrent: null, requestsPerMinute: null, ...server.limits },
        instructions: server.instructions ?? null,
        authorizationServers: [],
        scopes: [],
        exchangesSubjectToken: false,
        items,
        itemByName: new Map(items.map((item) => [`${item.type}\0${item.name}`, item])),
      };
    });
    return {
      id: `reg:${registry.name}`,
      project,
      name: registry.name,
      enabled: registry.enabled ?? true,
      credentialMode: 'internal',
      policy: compilePolicy(registry.policy === 'default' ? defaultPolicy('pol') : (registry.policy ?? { id: 'pol', rules: [] })),
      refuseAfterSilenceMs: registry.refuseAfterSilenceMs ?? null,
      recordPayloads: false,
      servers,
      serverByName: new Map(servers.map((server) => [server.name, server])),
      itemByAggregatedName: new Map(
        servers.flatMap((server) => server.items).map((item) => [`${item.type}\0${item.aggregatedName}`, item]),
      ),
    };
  });
  const applications = literal.applications.map((application): { application: Application; keys: readonly ApplicationKey[] } => {
    const grants = new Map<string, Grant[]>();
    for (const [index, grant] of (application.grants ?? registries.map(({ name }): GrantLiteral => ({ registry: name }))).entries()) {
      const registryId = `reg:${grant.registry}`;
      const made: Grant = {
        id: `grt:${application.name}/${index}`,
        registryId,
        serverIds: grant.servers === undefined ? null : new Set(grant.servers.map((name) => `srv:${grant.registry}/${name}`)),
        itemIds: grant.items === undefined ? null : new Set(grant.items.map((name) => `itm:${grant.registry}/${name}`)),
        readOnly: grant.readOnly ?? false,
      };
      grants.set(registryId, [...(grants.get(registryId) ?? []), made]);
    }
    const made: Application = {
      id: `app:${application.name}`,
      projectId: project.id,
      name: application.name,
      enabled: application.enabled ?? true,
      requestsPerMinute: application.requestsPerMinute ?? null,
      maxConcurrent: application.maxConcurrent ?? null,
      grants,
    };
    return {
      application: made,
      keys: application.keys.map((key, index) => ({
        id: `key:${application.name}/${index}`,
        application: made,
        hash: createHash('sha256').update(key).digest('hex'),
        expiresAtMs: null,
        maySpeakForUsers: application.maySpeakForUsers ?? false,
      })),
    };
  });
  const servers = registries.flatMap((registry) => registry.servers);
  return {
    version: literal.version ?? '1',
    digest: '',
    sealingKeys: literal.sealingKeys ?? [FIXED_KEY],
    cacheKeys: [FIXED_KEY],
    publicUrl: literal.publicUrl ?? null,
    authorizationServer: null,
    registryByName: new Map(registries.map((registry) => [registry.name, registry])),
    registryById: new Map(registries.map((registry) => [registry.id, registry])),
    serverById: new Map(servers.map((server) => [server.id, server])),
    itemById: new Map(servers.flatMap((server) => server.items).map((item) => [item.id, item])),
    keyByHash: new Map(applications.flatMap(({ keys }) => keys).map((key) => [key.hash, key])),
    revokedKeyByHash: new Map(),
    applicationById: new Map(applications.map(({ application }) => [application.id, application])),
    issuerByUrl: new Map(),
    revocations: new Map(),
  };
}

const itemName = ({ type, definition }: ItemLiteral): string =>
  String(definition[type === 'resource' ? 'uri' : type === 'resource_template' ? 'uriTemplate' : 'name']);

/** A source whose snapshot a test swaps, and whose contact with the control plane it cuts. */
export interface TestSnapshots extends SnapshotSource {
  swap(next: Snapshot | null): void;
  silentForMs: number;
}

/** A source that holds one snapshot. */
export function snapshotSource(first: Snapshot | null): TestSnapshots {
  let current = first;
  const listeners = new Set<(previous: Snapshot | null, next: Snapshot) => void>();
  return {
    silentForMs: 0,
    current: () => current,
    silenceMs() {
      return this.silentForMs;
    },
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    swap(next) {
      const previous = current;
      current = next;
      if (next !== null) for (const listener of listeners) listener(previous, next);
    },
  };
}
