import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { oauthConnections } from '../../../schema/tables/oauth-connection.ts';
import { newId } from '../../services/ids.ts';
import type { Orm } from '../providers/store.ts';

/** A row of `oauth_connections`. */
export type ConnectionRow = typeof oauthConnections.$inferSelect;

/** What a link is for. */
export interface ConnectionRequest {
  readonly projectId: string;
  readonly providerId: string;
  readonly userSubject: string;
  readonly resourceUri: string;
  readonly serverName: string;
}

/** How long a link can be used. */
export const LINK_LIFE_MS = 15 * 60_000;

/** The open connection of this kind that has most of its life left, or a new one: a thousand calls do not make a thousand rows. */
export async function openConnection(orm: Orm, request: ConnectionRequest, nowMs: number): Promise<ConnectionRow> {
  const [open] = await orm
    .select()
    .from(oauthConnections)
    .where(
      and(
        eq(oauthConnections.projectId, request.projectId),
        eq(oauthConnections.providerId, request.providerId),
        eq(oauthConnections.userSubject, request.userSubject),
        eq(oauthConnections.resourceUri, request.resourceUri),
        eq(oauthConnections.status, 'open'),
        gt(oauthConnections.expiresAt, new Date(nowMs + LINK_LIFE_MS / 2)),
      ),
    )
    .orderBy(sql`${oauthConnections.expiresAt} DESC`)
    .limit(1);
  if (open !== undefined) return open;
  const [made] = await orm
    .insert(oauthConnections)
    .values({ id: newId('OAuthConnection'), ...request, expiresAt: new Date(nowMs + LINK_LIFE_MS) })
    .returning();
  return made as ConnectionRow;
}

/** A connection that can still be used; null otherwise. */
export async function liveConnection(orm: Orm, id: string, nowMs: number): Promise<ConnectionRow | null> {
  const [row] = await orm
    .select()
    .from(oauthConnections)
    .where(and(eq(oauthConnections.id, id), gt(oauthConnections.expiresAt, new Date(nowMs))));
  return row === undefined || row.status === 'connected' ? null : row;
}

/** What is kept while the browser is at the provider. Going there again replaces it. */
export async function markStarted(
  orm: Orm,
  id: string,
  kept: { stateHash: string; browserHash: string; verifierSealed: string },
): Promise<void> {
  await orm
    .update(oauthConnections)
    .set({ ...kept, status: 'started' })
    .where(eq(oauthConnections.id, id));
}

/** Takes the connection that a `state` belongs to, once: a second answer with the same `state` finds nothing. */
export async function takeByState(orm: Orm, stateHash: string, nowMs: number): Promise<ConnectionRow | null> {
  const [row] = await orm
    .update(oauthConnections)
    .set({ stateHash: null, status: 'failed' })
    .where(
      and(
        eq(oauthConnections.stateHash, stateHash),
        eq(oauthConnections.status, 'started'),
        gt(oauthConnections.expiresAt, new Date(nowMs)),
      ),
    )
    .returning();
  return row ?? null;
}

/** Notes that the account is connected and forgets the verifier. */
export async function markConnected(orm: Orm, id: string): Promise<void> {
  await orm
    .update(oauthConnections)
    .set({ status: 'connected', verifierSealed: null, browserHash: null })
    .where(eq(oauthConnections.id, id));
}

/** Removes connections that nobody can use any more. */
export async function dropExpired(orm: Orm, nowMs: number): Promise<void> {
  await orm.delete(oauthConnections).where(lt(oauthConnections.expiresAt, new Date(nowMs)));
}
