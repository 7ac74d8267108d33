import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/** The database as stores read it. */
export type Orm = PostgresJsDatabase;
/** A transaction that is open. */
export type Transaction = Parameters<Parameters<Orm['transaction']>[0]>[0];
