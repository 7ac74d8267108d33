import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { oauthArtifacts } from '../../schema/tables/oauth-server.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Orm } from '../services/transaction.ts';
import type { Library } from './library.ts';

/** How long a client that registered itself is remembered after it was last stored. */
const CLIENT_LIFE_S = 90 * 24 * 3600;
/** Models that can only be used once, wherever they are used. */
const SINGLE_USE: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken']);

/**
 * The library's memory, in Postgres and shared by all control planes.
 *
 * Identifiers are stored as SHA-256, because those of codes and refresh tokens are the secrets themselves; contents are sealed, bound
 * to model and identifier.
 */
export function artifactStore(orm: Orm, vault: Vault, now: () => number, errors: Library['errors']): AdapterFactory {
  return (model): Adapter => {
    const here = (id: string) => and(eq(oauthArtifacts.model, model), eq(oauthArtifacts.idHash, hashOf(id)));
    const live = () => or(isNull(oauthArtifacts.expiresAt), gt(oauthArtifacts.expiresAt, new Date(now())));
    const opened = (row: typeof oauthArtifacts.$inferSelect | undefined): AdapterPayload | undefined => {
      if (row === undefined) return undefined;
      const payload = JSON.parse(vault.open(row.sealed, contextOf(model, row.idHash)).toString('utf8')) as AdapterPayload;
      return row.consumedAt === null ? payload : { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) };
    };
    return {
      async upsert(id, payload, expiresIn) {
        const idHash = hashOf(id);
        const lifeS = expiresIn ?? (model === 'Client' ? CLIENT_LIFE_S : null);
        const values = {
          sealed: vault.seal(JSON.stringify(payload), contextOf(model, idHash)),
          grantId: payload.grantId ?? null,
          uidHash: payload.uid === undefined ? null : hashOf(payload.uid),
          expiresAt: lifeS === null ? null : new Date(now() + lifeS * 1000),
        };
        await orm
          .insert(oauthArtifacts)
          .values({ model, idHash, ...values })
          .onConflictDoUpdate({ target: [oauthArtifacts.model, oauthArtifacts.idHash], set: values });
      },
      async find(id) {
        const [row] = await orm
          .select()
          .from(oauthArtifacts)
          .where(and(here(id), live()));
        return opened(row);
      },
      async findByUid(uid) {
        const [row] = await orm
          .select()
          .from(oauthArtifacts)
          .where(and(eq(oauthArtifacts.model, model), eq(oauthArtifacts.uidHash, hashOf(uid)), live()));
        return opened(row);
      },
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        const spent = await orm
          .update(oauthArtifacts)
          .set({ consumedAt: new Date(now()) })
          .where(and(here(id), isNull(oauthArtifacts.consumedAt)))
          .returning({ model: oauthArtifacts.model });
        // Two requests with the same code or refresh token at the same moment: the second is refused, whichever replica it reached.
        if (spent.length === 0 && SINGLE_USE.has(model)) throw new errors.InvalidGrant('it was used already');
      },
      async destroy(id) {
        await orm.delete(oauthArtifacts).where(here(id));
      },
      async revokeByGrantId(grantId) {
        await orm.delete(oauthArtifacts).where(and(eq(oauthArtifacts.model, model), eq(oauthArtifacts.grantId, grantId)));
      },
    };
  };
}

/** How many clients have registered themselves. */
export async function registeredClients(orm: Orm): Promise<number> {
  const [row] = await orm
    .select({ total: sql<number>`count(*)::int` })
    .from(oauthArtifacts)
    .where(eq(oauthArtifacts.model, 'Client'));
  return row?.total ?? 0;
}

/** Removes what has expired. */
export async function dropExpiredArtifacts(orm: Orm, nowMs: number): Promise<void> {
  await orm.delete(oauthArtifacts).where(lt(oauthArtifacts.expiresAt, new Date(nowMs)));
}

function contextOf(model: string, idHash: string): string {
  return `oauth-artifact:${model}:${idHash}`;
}

function hashOf(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex');
}
