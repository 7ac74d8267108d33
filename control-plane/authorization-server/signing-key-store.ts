import { exportJWK, generateKeyPair, calculateJwkThumbprint, type JWK } from 'jose';
import { desc, sql } from 'drizzle-orm';
import { oauthSigningKeys } from '../../schema/tables/oauth-server.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { recordChange } from '../snapshot/changes.ts';

/** The keys of the authorization server, newest first. */
export interface SigningKeys {
  /** For signing; never leaves the process. */
  readonly privateKeys: readonly JWK[];
}

/** Any number will do: it keeps two processes that start together from making two first keys. */
const LOCK_KEY = 4_716_022_100;
/** A key signs this long; then the next start makes a new one. */
const SIGNS_MS = 90 * 24 * 3600_000;
/** A key that signs no more is kept until everything it signed has expired, with room for clocks. */
const KEPT_MS = SIGNS_MS + 24 * 3600_000;

/**
 * Loads the signing keys, making the first or the next one where it is due. Nodes learn of it with the config.
 *
 * Shape: ES256; the key id is the RFC 7638 thumbprint.
 */
export async function loadSigningKeys(orm: Orm, vault: Vault, nowMs: number): Promise<SigningKeys> {
  return orm.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
    let rows = await tx.select().from(oauthSigningKeys).orderBy(desc(oauthSigningKeys.createdAt));
    const [newest] = rows;
    if (newest === undefined || newest.createdAt.getTime() < nowMs - SIGNS_MS) {
      await makeKey(tx, vault, nowMs);
      await tx.delete(oauthSigningKeys).where(sql`${oauthSigningKeys.createdAt} < ${new Date(nowMs - KEPT_MS).toISOString()}::timestamptz`);
      rows = await tx.select().from(oauthSigningKeys).orderBy(desc(oauthSigningKeys.createdAt));
      await recordChange(tx, 'Fleet', 'fleet');
    }
    return { privateKeys: rows.map(({ kid, sealed }) => JSON.parse(vault.open(sealed, contextOf(kid)).toString('utf8')) as JWK) };
  });
}

/** The public halves, as nodes and `jwks_uri` give them. */
export async function publicKeys(orm: Orm | Transaction): Promise<{ keys: Record<string, unknown>[] }> {
  const rows = await orm
    .select({ jwk: oauthSigningKeys.publicJwk })
    .from(oauthSigningKeys)
    .orderBy(desc(oauthSigningKeys.createdAt), oauthSigningKeys.kid);
  return { keys: rows.map(({ jwk }) => jwk) };
}

async function makeKey(tx: Transaction, vault: Vault, nowMs: number): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const common = { kid, use: 'sig', alg: 'ES256' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...common };
  await tx.insert(oauthSigningKeys).values({
    kid,
    sealed: vault.seal(JSON.stringify(privateJwk), contextOf(kid)),
    publicJwk: { ...publicJwk, ...common },
    createdAt: new Date(nowMs),
  });
}

function contextOf(kid: string): string {
  return `oauth-signing-key:${kid}`;
}
