import type { Caller } from '../auth/index.ts';
import type { Registry, Server, Snapshot } from '../config/snapshot.ts';
import type { Cancellation } from '../lib/cancellation.ts';
import type { CredentialUse } from '../usage/invocation.ts';
import type { Refusal } from './errors.ts';

/** For whom and where a credential is wanted. */
export interface CredentialRequest {
  readonly snapshot: Snapshot;
  readonly registry: Registry;
  readonly server: Server;
  readonly caller: Caller;
  /** The agent's `Authorization` header; null where there is none. */
  readonly authorization: string | null;
  /** Null where nobody can call it off. */
  readonly cancellation: Cancellation | null;
  readonly aggregated: boolean;
  /** Set when the upstream refused the credential given before: `WWW-Authenticate` as it came, or empty. */
  readonly refused: { readonly status: number; readonly challenge: string; readonly version: number } | null;
}

/** Headers for the upstream, or why there are none. */
export type CredentialOutcome =
  | {
      readonly kind: 'headers';
      /** Flat list of names and values, lower-case names. */
      readonly headers: readonly string[];
      readonly use: CredentialUse;
      /** Connections are shared only between calls with the same one; empty: shared by all. */
      readonly isolation: string;
      /** Whether asking again after the upstream's 401 may bring another credential. */
      readonly renewable?: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Obtains what an upstream wants to see. Answers at once where it can, so that the common case costs no turn of the event loop. */
export interface CredentialSource {
  obtain(request: CredentialRequest): CredentialOutcome | Promise<CredentialOutcome>;
}

const NONE: CredentialOutcome = {
  kind: 'headers',
  headers: [],
  use: { mode: 'none', credentialId: '', version: 0, provider: '', subject: '', tokenHash: '' },
  isolation: '',
};

/** Internal mode with static headers, or nothing: what a node does where no other source is handed in. */
export const staticCredentials: CredentialSource = {
  obtain({ server }) {
    if (server.credentialMode !== 'internal') {
      return {
        kind: 'refused',
        refusal: {
          reason: 'credential_unavailable',
          outcome: 'refused',
          status: 200,
          code: -31004,
          message: `The server "${server.name}" uses the credential mode ${server.credentialMode}, which this node does not offer`,
          asToolResult: true,
        },
      };
    }
    const { credential } = server;
    if (credential === null) return NONE;
    let known = prepared.get(credential);
    if (known === undefined) {
      known = {
        kind: 'headers',
        headers: Object.entries(credential.headers).flatMap(([name, value]) => [name.toLowerCase(), value]),
        use: { mode: 'internal', credentialId: credential.id, version: credential.version, provider: '', subject: '', tokenHash: '' },
        isolation: '',
      };
      prepared.set(credential, known);
    }
    return known;
  },
};

const prepared = new WeakMap<object, CredentialOutcome>();
