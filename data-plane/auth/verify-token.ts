/**
 * Verifying a JWT that an agent presents: signature, issuer, audience, time.
 */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Issuer, Project, Snapshot } from '../config/snapshot.ts';
import type { AuthenticationReason } from './caller.ts';
import { asymmetricKeys, KeysUnavailable, type JwksCache, type KeyLookup } from './jwks.ts';

/** A token that was verified, or why it was not. */
export type Verification =
  | { readonly kind: 'verified'; readonly claims: JWTPayload; readonly expiresAtMs: number }
  | { readonly kind: 'rejected'; readonly reason: AuthenticationReason };

/** What a token is checked against. */
export interface TokenRules {
  readonly issuer: string;
  /** One of these must be in `aud`. Never empty. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  /** Required `typ` header, such as `at+jwt` (RFC 9068 §2.1); null: any but that of an ID token or a proof. */
  readonly type: string | null;
}

/** Signature algorithms taken where an issuer names none. Symmetric ones and `none` are never taken, named or not. */
export const DEFAULT_ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

const ASYMMETRIC = /^(?:RS|PS|ES)(?:256|384|512)$|^EdDSA$|^Ed25519$/;
const CLOCK_TOLERANCE_S = 5;
/** A verified signature is believed this long without looking at the keys again. */
const REMEMBER_MS = 60_000;

/**
 * Verifies tokens and remembers signatures it has checked, at most 10,000 for a minute.
 *
 * Cost: one signature check (about 0.3 ms) the first time a token is seen in a minute; a hash afterwards.
 */
export class TokenVerifier {
  readonly #jwks: JwksCache;
  readonly #now: () => number;
  readonly #remembered: LRUCache<string, { readonly claims: JWTPayload; readonly untilMs: number }>;
  readonly #ownKeys = new WeakMap<object, { readonly lookup: KeyLookup; readonly source: string }>();

  constructor(jwks: JwksCache, now: () => number) {
    this.#jwks = jwks;
    this.#now = now;
    this.#remembered = new LRUCache({ max: 10_000 });
  }

  /** Verifies a token of the built-in authorization server against the keys in the snapshot. */
  async verifyOwn(
    token: string,
    server: NonNullable<Snapshot['authorizationServer']>,
    audiences: readonly string[],
  ): Promise<Verification> {
    let keys = this.#ownKeys.get(server);
    if (keys === undefined) {
      keys = { lookup: createLocalJWKSet(asymmetricKeys(server.jwks)) as KeyLookup, source: JSON.stringify(server.jwks) };
      this.#ownKeys.set(server, keys);
    }
    const rules = { issuer: server.issuer, audiences, algorithms: DEFAULT_ALGORITHMS, type: 'at+jwt' };
    return this.#verify(token, keys.lookup, rules, keys.source);
  }

  /** Verifies a token of a configured issuer; its keys are fetched as the issuer's project allows. */
  async verifyConfigured(
    token: string,
    issuer: Issuer,
    project: Pick<Project, 'allowedPrivateTargets'>,
    audiences: readonly string[],
  ): Promise<Verification> {
    const keys = this.#jwks.lookup(issuer.jwksUri, project.allowedPrivateTargets);
    const algorithms = (issuer.algorithms.length === 0 ? DEFAULT_ALGORITHMS : issuer.algorithms).filter((name) => ASYMMETRIC.test(name));
    return this.#verify(token, keys, { issuer: issuer.issuer, audiences, algorithms, type: null }, issuer.jwksUri);
  }

  async #verify(token: string, keys: KeyLookup, rules: TokenRules, keySource: string): Promise<Verification> {
    const memoryKey = createHash('sha256')
      .update(JSON.stringify([token, rules, keySource]))
      .digest('base64');
    const nowMs = this.#now();
    const known = this.#remembered.get(memoryKey);
    if (known !== undefined && known.untilMs > nowMs) return accepted(known.claims, nowMs);
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: rules.issuer,
        audience: [...rules.audiences],
        algorithms: [...rules.algorithms],
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(nowMs),
      });
      if (!typeFits(protectedHeader.typ, rules.type)) return { kind: 'rejected', reason: 'bad_token' };
      this.#remembered.set(memoryKey, { claims: payload, untilMs: nowMs + REMEMBER_MS });
      return accepted(payload, nowMs);
    } catch (error) {
      return { kind: 'rejected', reason: reasonOf(error) };
    }
  }
}

function accepted(claims: JWTPayload, nowMs: number): Verification {
  const expiresAtMs = ((claims.exp ?? 0) + CLOCK_TOLERANCE_S) * 1000;
  if (expiresAtMs <= nowMs) return { kind: 'rejected', reason: 'expired' };
  return { kind: 'verified', claims, expiresAtMs };
}

/** Source: RFC 8725 §3.11, RFC 9068 §4. Types other than access tokens (logout, DPoP, introspection, ID-JAG) are refused. */
function typeFits(type: string | undefined, required: string | null): boolean {
  const plain = type?.toLowerCase().replace(/^application\//, '');
  return required === null ? plain === undefined || plain === 'jwt' || plain === 'at+jwt' : plain === required;
}

function reasonOf(error: unknown): AuthenticationReason {
  if (error instanceof KeysUnavailable) return 'issuer_unavailable';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'wrong_audience';
    return error.claim === 'iss' ? 'unknown_issuer' : 'bad_token';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) return 'bad_signature';
  return 'bad_token';
}
