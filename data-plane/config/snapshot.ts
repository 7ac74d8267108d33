/**
 * The config a node enforces, as the request path reads it: immutable, with every lookup a map.
 *
 * Built whole from the resources of a push (`build.ts`), swapped in whole, never changed afterwards.
 */
import type { CompiledPolicy } from '../guardrails/index.ts';

/** How a registry or server obtains the upstream credential. */
export type CredentialModeName = 'internal' | 'oauth_passthrough' | 'token_broker';
/** What a server offers that can be governed. */
export type ItemType = 'tool' | 'prompt' | 'resource' | 'resource_template';
/** State of an item that reached the nodes. */
export type ItemState = 'enabled' | 'disabled' | 'quarantined';
/** How a server is reached. */
export type Transport = 'streamable_http' | 'sse' | 'stdio';

/** A tenant. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly allowedPrivateTargets: readonly string[];
}

/** A trust boundary and the servers in it. */
export interface Registry {
  readonly id: string;
  readonly project: Project;
  readonly name: string;
  readonly enabled: boolean;
  readonly credentialMode: CredentialModeName;
  readonly policy: CompiledPolicy;
  /** Null: never. */
  readonly refuseAfterSilenceMs: number | null;
  readonly recordPayloads: boolean;
  /** Every server of the registry, disabled ones too, ordered by name. */
  readonly servers: readonly Server[];
  readonly serverByName: ReadonlyMap<string, Server>;
  /** `{type}\0{aggregated name}` to item, for the aggregated endpoint; all states. */
  readonly itemByAggregatedName: ReadonlyMap<string, Item>;
}

/** Bounds of one server; null where the node's default holds. */
export interface ServerLimits {
  readonly timeoutMs: number | null;
  readonly maxResponseBytes: number | null;
  readonly maxConcurrent: number | null;
  readonly requestsPerMinute: number | null;
}

/** An upstream MCP server. */
export interface Server {
  readonly id: string;
  readonly registryId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly transport: Transport;
  readonly url: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly credentialMode: CredentialModeName;
  /** Null where none is configured. */
  readonly credential: Credential | null;
  readonly providerId: string | null;
  readonly resourceUri: string | null;
  readonly era: 'legacy' | 'modern' | null;
  readonly limits: ServerLimits;
  readonly instructions: string | null;
  readonly authorizationServers: readonly string[];
  readonly scopes: readonly string[];
  /** Broker mode: the caller's own token is exchanged at the provider (RFC 8693). */
  readonly exchangesSubjectToken: boolean;
  /** Every pushed item of this server, ordered by type and name. */
  readonly items: readonly Item[];
  /** `{type}\0{own name}` to item. */
  readonly itemByName: ReadonlyMap<string, Item>;
}

/** A tool, prompt, resource or template. */
export interface Item {
  readonly id: string;
  readonly serverId: string;
  readonly type: ItemType;
  /** As the server knows it. */
  readonly name: string;
  /** `{server}__{name}` within 64 characters, the same on every node. URIs are kept as they are where unique. */
  readonly aggregatedName: string;
  readonly state: ItemState;
  readonly digest: string;
  /** The approved definition, parsed. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly readOnly: boolean;
}

/** What calls. */
export interface Application {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly requestsPerMinute: number | null;
  readonly maxConcurrent: number | null;
  /** Grants by registry id. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
}

/** One key of an application. */
export interface ApplicationKey {
  readonly id: string;
  readonly application: Application;
  readonly hash: string;
  /** Null: never. */
  readonly expiresAtMs: number | null;
  readonly maySpeakForUsers: boolean;
}

/** What an application may use. Null narrowing means all. */
export interface Grant {
  readonly id: string;
  readonly registryId: string;
  readonly serverIds: ReadonlySet<string> | null;
  readonly itemIds: ReadonlySet<string> | null;
  readonly readOnly: boolean;
}

/** A shared secret, in memory only. */
export interface Credential {
  readonly id: string;
  readonly version: number;
  readonly type: 'static_headers' | 'client_credentials';
  readonly headers: Readonly<Record<string, string>>;
}

/** An issuer of tokens that agents may present. */
export interface Issuer {
  readonly id: string;
  readonly projectId: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly claimMapping: Readonly<Record<string, unknown>>;
}

/** Tokens that must not be used any more although they have not expired. */
export interface Revocation {
  readonly id: string;
  readonly projectId: string;
  /** `upstream`: tokens of one credential or user token; the others: access tokens of the built-in authorization server. */
  readonly type: 'upstream' | 'grant' | 'client' | 'subject';
  readonly target: string;
  /** `upstream`: the last version that is revoked. */
  readonly version: number;
  readonly revokedAtMs: number;
  /** Null for a server's own token. */
  readonly userSubject: string | null;
  readonly providerId: string | null;
}

/** Everything a node needs to decide, at one version. */
export interface Snapshot {
  /** Decimal number that only rises. */
  readonly version: string;
  readonly digest: string;
  /** Newest first; seal session ids, cursors and request state. Never empty. */
  readonly sealingKeys: readonly Buffer[];
  /** Newest first; encrypt what goes into Redis. */
  readonly cacheKeys: readonly Buffer[];
  /** Null: derived from the Host header. */
  readonly publicUrl: string | null;
  readonly authorizationServer: { readonly issuer: string; readonly jwks: unknown } | null;
  readonly registryByName: ReadonlyMap<string, Registry>;
  readonly registryById: ReadonlyMap<string, Registry>;
  readonly serverById: ReadonlyMap<string, Server>;
  readonly itemById: ReadonlyMap<string, Item>;
  /** By SHA-256 of the key, lower-case hex. */
  readonly keyByHash: ReadonlyMap<string, ApplicationKey>;
  /** Keys that were revoked, by hash: never to be accepted, only to put a refusal down to its holder. */
  readonly revokedKeyByHash: ReadonlyMap<string, ApplicationKey>;
  readonly applicationById: ReadonlyMap<string, Application>;
  /** By `{projectId}\0{issuer}`: two projects may take tokens of the same issuer. */
  readonly issuerByUrl: ReadonlyMap<string, Issuer>;
  /** By `{type}\0{target}`. */
  readonly revocations: ReadonlyMap<string, Revocation>;
}

/** Where the request path reads the config in force. */
export interface SnapshotSource {
  /** Null until a first snapshot was applied. */
  current(): Snapshot | null;
  /** Milliseconds since the control plane was last heard; 0 while connected. */
  silenceMs(): number;
  /** Called after each swap with the old and the new one. Returns how to stop listening. */
  onSwap(listener: (previous: Snapshot | null, next: Snapshot) => void): () => void;
}
