/**
 * The shape of a credential mode: a call and the server it goes to in, the headers that go upstream out.
 *
 * Modes decide; what is kept, shared and fetched is behind `TokenSource`, around the modes and not in them.
 */
import type { Caller } from '../auth/caller.ts';
import type { CredentialModeName, Registry, Server } from '../config/snapshot.ts';
import type { CredentialUse } from '../usage/invocation.ts';

/** One call that needs a credential. */
export interface CredentialRequest {
  readonly registry: Registry;
  readonly server: Server;
  readonly caller: Caller;
  /** The `Authorization` header as the agent sent it. Only passthrough reads it. */
  readonly authorization: string | null;
  readonly route: 'aggregated' | 'single';
  /** Version of a token that the upstream has just refused (401), so that it is not handed out again. Null on the first attempt. */
  readonly staleVersion: number | null;
}

/** What goes upstream, and what the record says of it. */
export interface UpstreamCredential {
  /** Flat list of names, in lower case, and values. Values never enter a log, a record or an error. */
  readonly headers: readonly string[];
  readonly use: CredentialUse;
  /** Upstream connections and sessions are shared only between calls with the same partition. */
  readonly partition: string;
  /** Whether asking again with `staleVersion` may bring another token. */
  readonly renewable: boolean;
}

/** One way to obtain the credential of an upstream. */
export interface CredentialMode {
  readonly name: CredentialModeName;
  /**
   * Answers at once where nothing has to be fetched.
   *
   * Throws, or rejects with: CredentialRefused (do not retry) or CredentialUnavailable (something broke; the call fails, a later one may not).
   */
  obtain(request: CredentialRequest, tools: CredentialTools): UpstreamCredential | Promise<UpstreamCredential>;
}

/** What modes share. */
export interface CredentialTools {
  readonly tokens: TokenSource;
  /** Whether a token is one of our own keys or tokens. */
  readonly isOwnToken: (token: string) => boolean;
  /** HMAC of a token under a fleet key, 16 hexadecimal digits: names a token in records without giving it away. */
  readonly tokenHash: (token: string) => string;
}

/** Which token is wanted. All of it shapes the answer, so all of it is in the key under which the answer is kept. */
export interface TokenQuery {
  readonly projectId: string;
  readonly serverId: string;
  /** RFC 8707 resource the token is for. */
  readonly resourceUri: string;
  /** Provider or credential that issues it, with its version where the config knows one. */
  readonly issuedBy: string;
  /** Null for tokens that belong to the server and not to a user. */
  readonly subject: string | null;
  /** The caller's token to exchange; null where the server is not set up for token exchange. */
  readonly subjectToken: string | null;
}

/** A token as nodes hold it. */
export interface UpstreamToken {
  readonly accessToken: string;
  /** Null: not known. */
  readonly expiresAtMs: number | null;
  readonly version: number;
  readonly credentialId: string;
  readonly provider: string;
  readonly subject: string;
}

/** Obtains tokens: from memory (at once), from Redis, from the control plane; one request at a time for each query. */
export interface TokenSource {
  /** Rejects with: CredentialRefused, CredentialUnavailable. */
  obtain(query: TokenQuery, staleVersion: number | null): UpstreamToken | Promise<UpstreamToken>;
}

/** What the caller can do about a refusal. */
export type CredentialRefusalCode =
  'connect_required' | 'user_required' | 'token_missing' | 'own_token' | 'ambiguous_target' | 'not_configured' | 'refused';

/** An expected no. The message is for the caller: it says what to do and holds no secret. */
export class CredentialRefused extends Error {
  override readonly name = 'CredentialRefused';
  readonly code: CredentialRefusalCode;
  /** Where the user connects the account; only with `connect_required`. */
  readonly connect: ConnectLink | null;

  constructor(code: CredentialRefusalCode, message: string, connect: ConnectLink | null = null) {
    super(message);
    this.code = code;
    this.connect = connect;
  }
}

/** A link that connects an account. */
export interface ConnectLink {
  readonly url: string;
  readonly provider: string;
  readonly elicitationId: string;
}

/** Something broke on the way to a token. The message names the part, never a secret; details are in `cause`. */
export class CredentialUnavailable extends Error {
  override readonly name = 'CredentialUnavailable';
}
