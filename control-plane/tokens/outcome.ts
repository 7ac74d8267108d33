/** What came of asking for a token. */
export type TokenOutcome =
  | { readonly kind: 'token'; readonly token: IssuedUpstreamToken }
  | { readonly kind: 'connect'; readonly url: string; readonly provider: string; readonly elicitationId: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** A token on its way to a node. */
export interface IssuedUpstreamToken {
  readonly accessToken: string;
  readonly expiresAtMs: number | null;
  readonly version: number;
  readonly credentialId: string;
  readonly provider: string;
  readonly subject: string;
}

/** A token is renewed this long before its expiry, or a quarter of its life where that is shorter. */
const MARGIN_MS = 45_000;

/**
 * Whether a stored token can still be handed out.
 *
 * `staleVersion`: one the upstream has refused is not handed out again, nor any before it.
 */
export function isUsable(
  row: { readonly version: number; readonly expiresAt: Date | null; readonly issuedAt: Date | null },
  staleVersion: number,
  nowMs: number,
): boolean {
  if (staleVersion > 0 && row.version <= staleVersion) return false;
  if (row.expiresAt === null) return true;
  const lifeMs = row.issuedAt === null ? Number.POSITIVE_INFINITY : row.expiresAt.getTime() - row.issuedAt.getTime();
  return row.expiresAt.getTime() - Math.min(MARGIN_MS, lifeMs / 4) > nowMs;
}

/** Shortest time between two renewals that only an upstream's 401 asks for: one that always answers 401 must not make us hammer a provider. */
export const STALE_RENEWAL_MS = 10_000;
