import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { fleetKeys } from '../../schema/tables/config.ts';
import type { Vault } from '../secrets/vault.ts';
import { recordChange } from './changes.ts';

const PURPOSES = ['sealing', 'cache'] as const;

/** Makes the keys all nodes share, where there are none yet. Control planes that start together make one set. */
export async function ensureFleetKeys(orm: PostgresJsDatabase, vault: Vault): Promise<void> {
  await orm.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(4716022002)`);
    const held = new Set((await tx.select({ purpose: fleetKeys.purpose }).from(fleetKeys)).map(({ purpose }) => purpose));
    const missing = PURPOSES.filter((purpose) => !held.has(purpose));
    if (missing.length === 0) return;
    for (const purpose of missing) await tx.insert(fleetKeys).values(newKey(purpose, vault));
    await recordChange(tx, 'Fleet', 'fleet');
  });
}

/** Puts a new key in front of those of a purpose; the older ones still open what they sealed. Returns: the config version. */
export async function rotateFleetKey(orm: PostgresJsDatabase, vault: Vault, purpose: (typeof PURPOSES)[number]): Promise<string> {
  return orm.transaction(async (tx) => {
    await tx.insert(fleetKeys).values(newKey(purpose, vault));
    return recordChange(tx, 'Fleet', 'fleet');
  });
}

function newKey(purpose: (typeof PURPOSES)[number], vault: Vault): typeof fleetKeys.$inferInsert {
  const id = randomUUID();
  return { id, purpose, sealed: vault.seal(randomBytes(32), `fleet-key:${id}`) };
}
