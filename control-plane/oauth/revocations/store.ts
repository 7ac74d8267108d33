import { eq, lt } from 'drizzle-orm';
import { revocations } from '../../../schema/tables/issuer.ts';
import { recordChange, recordChanges } from '../../snapshot/changes.ts';
import type { Orm, Transaction } from '../../services/transaction.ts';
import { newId } from '../../services/ids.ts';

/** A row of `revocations`. */
export type RevocationRow = typeof revocations.$inferSelect;

/** Longest life of an access token of the built-in authorization server, with room for clocks. */
const OWN_TOKEN_MS = 20 * 60_000;
/** A token whose expiry nobody stated is kept on nodes for minutes; a day is more than enough. */
const UPSTREAM_MS = 24 * 3600_000;

/** What is revoked, and how long nodes have to know it. */
export interface NewRevocation {
  readonly projectId: string | null;
  readonly type: RevocationRow['type'];
  readonly target: string;
  readonly version: number;
  readonly userSubject: string | null;
  readonly providerId: string | null;
  /** When the last token it names expires; null: not known. */
  readonly tokenExpiresAt: Date | null;
}

/** Adds a revocation inside a transaction; the caller records the change with the id that comes back. */
export async function addRevocation(tx: Transaction | Orm, revocation: NewRevocation, nowMs: number): Promise<string> {
  const { tokenExpiresAt, ...values } = revocation;
  const id = newId('Revocation');
  const lifeMs = revocation.type === 'upstream' ? Math.max(UPSTREAM_MS, (tokenExpiresAt?.getTime() ?? 0) - nowMs) : OWN_TOKEN_MS;
  await tx.insert(revocations).values({ id, ...values, revokedAt: new Date(nowMs), expiresAt: new Date(nowMs + lifeMs) });
  return id;
}

/** Revokes every access token of one grant of the built-in authorization server, on all nodes. */
export async function revokeGrant(orm: Orm, grantId: string, nowMs: number): Promise<void> {
  await orm.transaction(async (tx) => {
    const id = await addRevocation(
      tx,
      { projectId: null, type: 'grant', target: grantId, version: 0, userSubject: null, providerId: null, tokenExpiresAt: null },
      nowMs,
    );
    await recordChange(tx, 'Revocation', id);
  });
}

/** Removes revocations that name nothing any more, so that configs stay small. Returns: how many. */
export async function dropExpiredRevocations(orm: Orm, nowMs: number): Promise<number> {
  return orm.transaction(async (tx) => {
    const gone = await tx
      .delete(revocations)
      .where(lt(revocations.expiresAt, new Date(nowMs)))
      .returning({ id: revocations.id });
    if (gone.length > 0)
      await recordChanges(
        tx,
        gone.map(({ id }) => ({ kind: 'Revocation' as const, id })),
      );
    return gone.length;
  });
}

/** A revocation by id; null when it is gone. */
export async function revocationById(orm: Orm | Transaction, id: string): Promise<RevocationRow | null> {
  const [row] = await orm.select().from(revocations).where(eq(revocations.id, id));
  return row ?? null;
}
