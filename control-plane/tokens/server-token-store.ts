import { and, eq, sql } from 'drizzle-orm';
import { serverTokens } from '../../schema/tables/user-token.ts';
import type { IssuedToken } from '../oauth/grants.ts';
import type { Orm } from '../oauth/providers/store.ts';
import type { Vault } from '../secrets/vault.ts';

/** A row of `server_tokens`. */
export type ServerTokenRow = typeof serverTokens.$inferSelect;

/** The row of a credential, its version and resource; null when there is none. */
export async function findServerToken(orm: Orm, id: string): Promise<ServerTokenRow | null> {
  const [row] = await orm.select().from(serverTokens).where(eq(serverTokens.id, id));
  return row ?? null;
}

/**
 * Stores a token in the place of `before`.
 *
 * Returns: null when somebody else wrote meanwhile, or a later holder of the lock did.
 */
export async function storeServerToken(
  orm: Orm,
  vault: Vault,
  id: string,
  before: ServerTokenRow | null,
  token: IssuedToken,
  fence: number,
  nowMs: number,
): Promise<ServerTokenRow | null> {
  const version = (before?.version ?? 0) + 1;
  const values = {
    sealed: vault.seal(token.accessToken, contextOf(id, version)),
    expiresAt: token.expiresAtMs === null ? null : new Date(token.expiresAtMs),
    version,
    fence,
    updatedAt: new Date(nowMs),
  };
  const rows =
    before === null
      ? await orm
          .insert(serverTokens)
          .values({ id, ...values })
          .onConflictDoNothing()
          .returning()
      : await orm
          .update(serverTokens)
          .set(values)
          .where(and(eq(serverTokens.id, id), eq(serverTokens.version, before.version), sql`${serverTokens.fence} <= ${fence}`))
          .returning();
  return rows[0] ?? null;
}

/** The token of a row. Throws: SealBroken. */
export function openServerToken(row: ServerTokenRow, vault: Vault): string {
  return vault.open(row.sealed, contextOf(row.id, row.version)).toString('utf8');
}

function contextOf(id: string, version: number): string {
  return `server-token:${id}:${version}`;
}
