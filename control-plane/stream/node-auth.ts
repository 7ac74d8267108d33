import { status, type Metadata } from '@grpc/grpc-js';
import { hashToken, looksLikeToken, sameHash } from '../secrets/tokens.ts';

/** Decides whether a call comes from a node. */
export type AuthenticateNode = (call: NodeCall) => Promise<NodeIdentity>;

/** The part of a gRPC call that says who makes it. */
export interface NodeCall {
  readonly metadata: Metadata;
  getAuthContext?(): { readonly sslPeerCertificate?: { readonly subject?: { readonly CN?: string | string[] } } };
}

/** How a node proved itself. */
export interface NodeIdentity {
  readonly by: 'certificate' | 'join-token';
  /** Common name of the certificate; null for a join token. */
  readonly name: string | null;
}

/** A call that gRPC answers with a code of its own. The message is for the node's operator. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: status;
  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}

/** How long a token that was good stays good without asking the database. */
const REMEMBER_MS = 10_000;
const MAX_REMEMBERED = 10_000;

/**
 * Accepts a client certificate of our CA (the TLS layer checked it), a join token of this process (standalone), or one in the database.
 *
 * Throws (the function made): CallRefused UNAUTHENTICATED, or UNAVAILABLE when the database cannot be asked.
 */
export function createNodeAuth(options: {
  readonly hasClientCertificates: boolean;
  readonly ownTokens: readonly string[];
  readonly isGood: (token: string) => Promise<boolean>;
  readonly nowMs?: () => number;
}): AuthenticateNode {
  const nowMs = options.nowMs ?? Date.now;
  const own = options.ownTokens.map(hashToken);
  const goodUntil = new Map<string, number>();
  return async (call) => {
    if (options.hasClientCertificates) {
      const name = call.getAuthContext?.().sslPeerCertificate?.subject?.CN;
      if (name !== undefined) return { by: 'certificate', name: Array.isArray(name) ? (name[0] ?? null) : name };
    }
    const token = bearerOf(call.metadata);
    if (token === null || !looksLikeToken('pcj', token)) {
      throw new CallRefused(status.UNAUTHENTICATED, 'a node needs a join token (PORTCULLIS_JOIN_TOKEN) or a client certificate');
    }
    const hash = hashToken(token);
    if (own.some((candidate) => sameHash(candidate, hash))) return { by: 'join-token', name: null };
    if ((goodUntil.get(hash) ?? 0) > nowMs()) return { by: 'join-token', name: null };
    let isGood: boolean;
    try {
      isGood = await options.isGood(token);
    } catch {
      throw new CallRefused(status.UNAVAILABLE, 'the database cannot be asked about this join token; try again');
    }
    if (!isGood) {
      goodUntil.delete(hash);
      throw new CallRefused(status.UNAUTHENTICATED, 'this join token is unknown, expired or revoked; create another');
    }
    if (goodUntil.size >= MAX_REMEMBERED) goodUntil.clear();
    goodUntil.set(hash, nowMs() + REMEMBER_MS);
    return { by: 'join-token', name: null };
  };
}

function bearerOf(metadata: Metadata): string | null {
  const [value] = metadata.get('authorization');
  return typeof value === 'string' ? (/^Bearer ([\x21-\x7e]{1,200})$/i.exec(value)?.[1] ?? null) : null;
}
