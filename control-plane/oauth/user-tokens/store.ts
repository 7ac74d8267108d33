import { and, eq, lt, sql, type SQL } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { z } from 'zod';
import { userTokens } from '../../../schema/tables/user-token.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { IssuedToken } from '../grants.ts';
import type { Orm } from '../providers/store.ts';
import { newId } from '../../services/ids.ts';
import { nounStore, type NounStore } from '../../services/noun-store.ts';

/** A row of `user_tokens`. */
export type UserTokenRow = typeof userTokens.$inferSelect;

/** Whose token, from whom, for what. There is at most one row for each. */
export interface UserTokenIdentity {
  readonly projectId: string;
  readonly providerId: string;
  readonly userSubject: string;
  readonly resourceUri: string;
  /** Hash of the exchanged subject token; empty otherwise. */
  readonly sourceHash: string;
}

/** The secret part of a row. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

const Pair = z.object({ a: z.string().min(1), r: z.string().min(1).nullable() });

/**
 * What a sealed token is bound to: project, user, provider, resource and version, so that no row's token opens in another row
 * and no old one in a newer version.
 */
function sealContext(id: string, identity: UserTokenIdentity, version: number): string {
  return `user-token:${JSON.stringify([id, identity.projectId, identity.providerId, identity.userSubject, identity.resourceUri, identity.sourceHash, version])}`;
}

/** Opens the tokens of a row. Throws: SealBroken. */
export function openTokens(row: UserTokenRow, vault: Vault): TokenPair {
  const { a, r } = Pair.parse(JSON.parse(vault.open(row.sealed, sealContext(row.id, row, row.version)).toString('utf8')));
  return { accessToken: a, refreshToken: r };
}

function sealTokens(vault: Vault, id: string, identity: UserTokenIdentity, version: number, pair: TokenPair): string {
  return vault.seal(JSON.stringify({ a: pair.accessToken, r: pair.refreshToken }), sealContext(id, identity, version));
}

/** The row of an identity; null when there is none. */
export async function findUserToken(orm: Orm, identity: UserTokenIdentity): Promise<UserTokenRow | null> {
  const [row] = await orm.select().from(userTokens).where(sameIdentity(identity));
  return row ?? null;
}

/** A row by id; null when there is none. */
export async function userTokenById(orm: Orm, id: string): Promise<UserTokenRow | null> {
  const [row] = await orm.select().from(userTokens).where(eq(userTokens.id, id));
  return row ?? null;
}

/** What is stored when a token is connected, put in or exchanged. */
export interface NewUserToken {
  readonly identity: UserTokenIdentity;
  readonly source: UserTokenRow['source'];
  readonly token: IssuedToken;
  readonly scopesAsked: readonly string[];
  readonly fence: number;
}

/**
 * Stores a token that does not come from a refresh. One that was there before is replaced and the version rises, so that
 * nodes holding the old one drop it.
 *
 * Throws: Error when somebody else changed the row meanwhile (retry), or a later holder of the lock wrote it.
 */
export async function putToken(orm: Orm, vault: Vault, put: NewUserToken): Promise<UserTokenRow> {
  const { identity, token } = put;
  const before = await findUserToken(orm, identity);
  const id = before?.id ?? newId('UserToken');
  const version = (before?.version ?? 0) + 1;
  const values = {
    sealed: sealTokens(vault, id, identity, version, token),
    source: put.source,
    scopes: [...(token.scopes ?? put.scopesAsked)],
    expiresAt: token.expiresAtMs === null ? null : new Date(token.expiresAtMs),
    accountId: token.accountId ?? '',
    state: 'active' as const,
    version,
    fence: Math.max(put.fence, before?.fence ?? 0),
    updatedAt: new Date(),
    refreshedAt: new Date(),
  };
  const rows =
    before === null
      ? await orm
          .insert(userTokens)
          .values({ id, ...identityOnly(identity), ...values })
          .onConflictDoNothing()
          .returning()
      : await orm
          .update(userTokens)
          .set(values)
          .where(and(eq(userTokens.id, id), eq(userTokens.version, before.version)))
          .returning();
  const [row] = rows;
  if (row === undefined) throw new Error('the token was changed by somebody else at the same time');
  return row;
}

/**
 * Stores what a refresh brought, if the row is still what was refreshed and nobody has held the lock since.
 *
 * Returns: null when the write was fenced off or overtaken; the row then holds what somebody else stored.
 */
export async function storeRefreshed(
  orm: Orm,
  vault: Vault,
  row: UserTokenRow,
  pair: TokenPair,
  token: IssuedToken,
  fence: number,
): Promise<UserTokenRow | null> {
  const version = row.version + 1;
  const [updated] = await orm
    .update(userTokens)
    .set({
      sealed: sealTokens(vault, row.id, row, version, pair),
      scopes: [...(token.scopes ?? row.scopes)],
      expiresAt: token.expiresAtMs === null ? null : new Date(token.expiresAtMs),
      state: 'active',
      version,
      fence,
      updatedAt: new Date(),
      refreshedAt: new Date(),
    })
    .where(unchanged(row, fence))
    .returning();
  return updated ?? null;
}

/** Notes that the provider refused a refresh; the user has to connect again. False when overtaken. */
export async function markRefused(orm: Orm, row: UserTokenRow, fence: number): Promise<boolean> {
  const updated = await orm
    .update(userTokens)
    .set({ state: 'refused', fence, updatedAt: new Date() })
    .where(unchanged(row, fence))
    .returning({ id: userTokens.id });
  return updated.length > 0;
}

/** Empties a row: the tokens are gone, the version rises, so that no older one is used anywhere. */
export async function markRevoked(orm: Orm, id: string): Promise<UserTokenRow | null> {
  const [row] = await orm
    .update(userTokens)
    .set({ state: 'revoked', sealed: '', version: sql`${userTokens.version} + 1`, updatedAt: new Date() })
    .where(eq(userTokens.id, id))
    .returning();
  return row ?? null;
}

/** Removes exchanged tokens whose time is over; they can be exchanged anew. */
export async function dropExpiredExchanges(orm: Orm, now: Date): Promise<void> {
  await orm.delete(userTokens).where(and(eq(userTokens.source, 'exchanged'), lt(userTokens.expiresAt, now)));
}

/** Which tokens to list. Null: all. */
export interface UserTokenFilter {
  readonly projectId: string | null;
  readonly providerId: string | null;
  readonly user: string | null;
}

/** The condition of a filter; undefined for all. */
export function userTokensWhere({ projectId, providerId, user }: UserTokenFilter): SQL | undefined {
  return and(
    projectId === null ? undefined : eq(userTokens.projectId, projectId),
    providerId === null ? undefined : eq(userTokens.providerId, providerId),
    user === null ? undefined : eq(userTokens.userSubject, user),
  );
}

/** The store of users' tokens. */
export function userTokenStore(orm: PostgresJsDatabase): NounStore<UserTokenRow, typeof userTokens.$inferInsert> {
  return nounStore(orm, userTokens, { order: [userTokens.id] }, (projectId) => eq(userTokens.projectId, projectId));
}

function sameIdentity(identity: UserTokenIdentity) {
  return and(
    eq(userTokens.projectId, identity.projectId),
    eq(userTokens.providerId, identity.providerId),
    eq(userTokens.userSubject, identity.userSubject),
    eq(userTokens.resourceUri, identity.resourceUri),
    eq(userTokens.sourceHash, identity.sourceHash),
  );
}

function unchanged(row: UserTokenRow, fence: number) {
  return and(eq(userTokens.id, row.id), eq(userTokens.version, row.version), sql`${userTokens.fence} <= ${fence}`);
}

function identityOnly(identity: UserTokenIdentity): UserTokenIdentity {
  const { projectId, providerId, userSubject, resourceUri, sourceHash } = identity;
  return { projectId, providerId, userSubject, resourceUri, sourceHash };
}
