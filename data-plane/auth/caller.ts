/**
 * Who is calling, as the stages after authentication see it.
 */
import type { Application, Registry, Server, Snapshot } from '../config/snapshot.ts';

/** The authenticated caller of one request. */
export interface Caller {
  readonly application: Application;
  /** The key that was used; null where a token was. */
  readonly keyId: string | null;
  /** The person it acts for: the verified claim, or the header when the key may speak for users. Null: nobody was named. */
  readonly subject: string | null;
  /** The software that acts, by the verified `act` claim or client id. Null: not stated. */
  readonly actor: string | null;
  /** True where a token's scopes reach only tools that are read-only as approved. */
  readonly readOnly: boolean;
  readonly scopes: readonly string[];
  /** Issuer of the token; null for keys. */
  readonly issuer: string | null;
  /** The caller's own token, where it is the subject of an exchange (RFC 8693); null for keys and tokens of the built-in server. */
  readonly subjectToken: string | null;
  /** When what was presented stops being good, in milliseconds since the epoch. Null: never. Long streams end then. */
  readonly expiresAtMs: number | null;
}

/** The headers that say who calls. Null where a header is absent. */
export interface PresentedCredentials {
  readonly authorization: string | null;
  /** `X-Portcullis-Key`. */
  readonly portcullisKey: string | null;
  /** `X-Portcullis-User`. */
  readonly portcullisUser: string | null;
}

/** What was asked for: the endpoint, by path, and what the config says of it. */
export interface Endpoint {
  /** Origin agents use, without a trailing slash. */
  readonly origin: string;
  /** Path of the endpoint, `/mcp/{registry}` or `/mcp/{registry}/{server}`. */
  readonly path: string;
  /** Null where the name is unknown. Answers are the same as for a known one. */
  readonly registry: Registry | null;
  /** Null on the aggregated endpoint, and where the name is unknown. */
  readonly server: Server | null;
}

/** Why authentication refused; for the record, never for the caller. */
export type AuthenticationReason =
  | 'no_credentials'
  | 'malformed'
  | 'unknown_key'
  | 'key_revoked'
  | 'key_expired'
  | 'expired'
  | 'application_disabled'
  | 'unknown_issuer'
  | 'wrong_audience'
  | 'bad_signature'
  | 'bad_token'
  | 'no_application'
  | 'insufficient_scope'
  | 'issuer_unavailable'
  | 'revoked'
  | 'user_not_allowed'
  | 'upstream_token_missing'
  | 'own_token';

/** What authentication concluded. */
export type Authentication =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | {
      readonly kind: 'refused';
      readonly status: 401 | 403 | 503;
      /** Value of `WWW-Authenticate`; null with 503. */
      readonly challenge: string | null;
      readonly reason: AuthenticationReason;
      /** Known where the credentials were good and something else was missing; for the record. */
      readonly caller: Caller | null;
    };

/** The part of a snapshot that authentication reads. */
export type AuthenticationConfig = Pick<
  Snapshot,
  'keyByHash' | 'revokedKeyByHash' | 'applicationById' | 'issuerByUrl' | 'authorizationServer' | 'registryByName'
>;
