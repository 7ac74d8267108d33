import type { Snapshot } from '../config/snapshot.ts';

/**
 * Whether an access token of the built-in authorization server was revoked: with its grant, or with everything that was issued to its
 * client or for its user up to a moment.
 *
 * Misses: `iat` has whole seconds; a token issued in the second of the revocation counts as issued before it.
 */
export function isTokenRevoked(claims: Readonly<Record<string, unknown>>, config: Pick<Snapshot, 'revocations'>): boolean {
  const issuedAtMs = typeof claims['iat'] === 'number' ? claims['iat'] * 1000 : 0;
  const names = [
    ['grant', claims['grant_id']],
    ['client', claims['client_id']],
    ['subject', claims['sub']],
  ] as const;
  return names.some(([type, target]) => {
    const revocation = typeof target === 'string' ? config.revocations.get(`${type}\0${target}`) : undefined;
    return revocation !== undefined && (type === 'grant' || issuedAtMs <= revocation.revokedAtMs);
  });
}
