/**
 * Telling our own keys and tokens from those of others, so that none of ours is ever sent to an upstream.
 */
import { hash } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { AuthenticationConfig } from './caller.ts';

/** How everything we hand out begins: application keys, admin tokens, node join tokens, local administrator tokens, refresh tokens. */
const OWN_PREFIX = /^pc[a-z]_/;

/** The token of an `Authorization: Bearer` value; null where the header is absent or of another scheme. Source: RFC 6750 §2.1. */
export function bearerToken(authorization: string | null): string | null {
  if (authorization === null) return null;
  const match = /^Bearer +([A-Za-z0-9\-._~+/]{1,16384}=*) *$/i.exec(authorization);
  return match?.[1] ?? null;
}

/** SHA-256 of a key, as snapshots index them. */
export function keyHash(key: string): string {
  return hash('sha256', key, 'hex');
}

/**
 * Whether a token is one of ours: by prefix, by hash, issued by the built-in authorization server, or issued by anyone **for** the gateway.
 *
 * The last needs no signature check: a token that claims one of our endpoints as audience is not the upstream's business,
 * unless the endpoint's metadata sent the client to the upstream's own authorization server for exactly that.
 *
 * Returns: true also for what cannot be told apart from ours.
 */
export function isOwnToken(
  token: string,
  config: Pick<AuthenticationConfig, 'keyByHash' | 'authorizationServer' | 'issuerByUrl'>,
): boolean {
  if (OWN_PREFIX.test(token)) return true;
  if (config.keyByHash.has(keyHash(token))) return true;
  const claims = unverifiedClaims(token);
  if (claims === null) return false;
  const issuer = claims.iss;
  if (issuer === undefined) return false;
  if (config.authorizationServer !== null && sameIssuer(issuer, config.authorizationServer.issuer)) return true;
  const audiences = typeof claims.aud === 'string' ? [claims.aud] : (claims.aud ?? []);
  for (const configured of config.issuerByUrl.values()) {
    if (sameIssuer(configured.issuer, issuer) && audiences.some((audience) => configured.audiences.includes(audience))) return true;
  }
  return false;
}

/** Claims of a JWT without any check; null for what is not one. Only ever used to refuse. */
export function unverifiedClaims(token: string): ReturnType<typeof decodeJwt> | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}

/** Whether two issuers differ at most by a trailing slash, which is close enough to refuse. */
function sameIssuer(left: string, right: string): boolean {
  return left.replace(/\/$/, '') === right.replace(/\/$/, '');
}
