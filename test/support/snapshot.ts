/** Small configs for tests that need no control plane. */
import { createHash } from 'node:crypto';
import type {
  Application,
  ApplicationKey,
  CredentialModeName,
  Issuer,
  Registry,
  Server,
  Snapshot,
} from '../../data-plane/config/snapshot.ts';
import { compilePolicy } from '../../data-plane/guardrails/index.ts';

/** A server with everything at its default. */
export function makeServer(overrides: Partial<Server> & { readonly name: string }): Server {
  return {
    id: `srv_${overrides.name}`,
    registryId: 'reg_1',
    enabled: true,
    transport: 'streamable_http',
    url: `https://${overrides.name}.example/mcp`,
    command: [],
    environment: {},
    credentialMode: 'internal',
    credential: null,
    providerId: null,
    resourceUri: null,
    exchangesSubjectToken: false,
    era: null,
    limits: { timeoutMs: null, maxResponseBytes: null, maxConcurrent: null, requestsPerMinute: null },
    instructions: null,
    authorizationServers: [],
    scopes: [],
    items: [],
    itemByName: new Map(),
    ...overrides,
  };
}

/** A registry `tools` of the project `prj_1`. */
export function makeRegistry(
  servers: readonly Server[],
  mode: CredentialModeName = 'internal',
  overrides: Partial<Registry> = {},
): Registry {
  return {
    id: 'reg_1',
    project: { id: 'prj_1', name: 'one', allowedPrivateTargets: ['127.0.0.1'] },
    name: 'tools',
    enabled: true,
    credentialMode: mode,
    policy: compilePolicy({ id: 'pol_1', rules: [] }),
    refuseAfterSilenceMs: null,
    recordPayloads: false,
    servers,
    serverByName: new Map(servers.map((server) => [server.name, server])),
    itemByAggregatedName: new Map(),
    ...overrides,
  };
}

/** An application of the project `prj_1`. */
export function makeApplication(overrides: Partial<Application> = {}): Application {
  return {
    id: 'app_1',
    projectId: 'prj_1',
    name: 'agent',
    enabled: true,
    requestsPerMinute: null,
    maxConcurrent: null,
    grants: new Map(),
    ...overrides,
  };
}

/** A key and its record. */
export function makeKey(
  application: Application,
  letter = 'a',
  overrides: Partial<ApplicationKey> = {},
): { key: string; record: ApplicationKey } {
  const key = `pck_${letter.repeat(43)}`;
  const hash = createHash('sha256').update(key).digest('hex');
  return { key, record: { id: `key_${letter}`, application, hash, expiresAtMs: null, maySpeakForUsers: false, ...overrides } };
}

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly registries?: readonly Registry[];
  readonly applications?: readonly Application[];
  readonly keys?: readonly ApplicationKey[];
  readonly revokedKeys?: readonly ApplicationKey[];
  readonly issuers?: readonly Issuer[];
  readonly authorizationServer?: Snapshot['authorizationServer'];
  readonly revocations?: Snapshot['revocations'];
  readonly publicUrl?: string;
}

/** A snapshot of these parts. */
export function makeSnapshot(parts: SnapshotParts): Snapshot {
  const registries = parts.registries ?? [];
  const servers = registries.flatMap((registry) => registry.servers);
  return {
    version: '1',
    digest: '',
    sealingKeys: [Buffer.alloc(32, 1)],
    cacheKeys: [Buffer.alloc(32, 2)],
    publicUrl: parts.publicUrl ?? null,
    authorizationServer: parts.authorizationServer ?? null,
    registryByName: new Map(registries.map((registry) => [registry.name, registry])),
    registryById: new Map(registries.map((registry) => [registry.id, registry])),
    serverById: new Map(servers.map((server) => [server.id, server])),
    itemById: new Map(),
    keyByHash: new Map((parts.keys ?? []).map((key) => [key.hash, key])),
    revokedKeyByHash: new Map((parts.revokedKeys ?? []).map((key) => [key.hash, key])),
    applicationById: new Map((parts.applications ?? []).map((application) => [application.id, application])),
    issuerByUrl: new Map((parts.issuers ?? []).map((issuer) => [`${issuer.projectId}\0${issuer.issuer}`, issuer])),
    revocations: parts.revocations ?? new Map(),
  };
}
