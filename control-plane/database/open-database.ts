import { join } from 'node:path';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { Log } from '../../data-plane/lib/log.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { DatabaseFault } from './fault.ts';
import { migrate, readMigrations } from './migrate.ts';

/** An open database with its tables in place. */
export interface Database {
  /** With the password; never to be logged. */
  readonly url: string;
  /** True when the server is our own, in the data folder. */
  readonly isEmbedded: boolean;
  /** For Drizzle: services and stores. */
  readonly orm: PostgresJsDatabase;
  /** For SQL as text, bulk inserts and LISTEN: a pool of its own, because Drizzle changes the parsers of the one it has. */
  readonly sql: Sql;
  close(): Promise<void>;
}

/** Which database, and how. */
export interface DatabaseOptions {
  /** Null: our own server in the data folder. */
  readonly url: string | null;
  readonly dataFolder: string;
  readonly log: Log;
  /** Connections for Drizzle; raw SQL has half as many. */
  readonly poolSize?: number;
  /** False: leave the tables as they are. */
  readonly migrates?: boolean;
  /** Called when the embedded server dies. */
  readonly onExit?: (reason: string) => void;
}

/**
 * Opens the database, starting our own server when no URL is given, and brings its tables up to date.
 *
 * Throws: DatabaseFault with a remedy when it cannot be reached or used.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { log } = options;
  const embedded =
    options.url === null
      ? await startEmbeddedPostgres({
          dataFolder: options.dataFolder,
          log,
          ...(options.onExit === undefined ? {} : { onExit: options.onExit }),
        })
      : null;
  const url = embedded?.url ?? (options.url as string);
  const size = options.poolSize ?? 10;
  const ormClient = client(url, size, log);
  const sql = client(url, Math.max(3, Math.ceil(size / 2)), log);
  const close = async (): Promise<void> => {
    await Promise.allSettled([ormClient.end({ timeout: 5 }), sql.end({ timeout: 5 })]);
    await embedded?.stop();
  };
  try {
    await mustAnswer(sql, url, embedded);
    if (options.migrates !== false) {
      const applied = await migrate(sql, readMigrations(join(packageRoot(), 'schema/migrations')));
      if (applied.length > 0) log.info({ applied }, 'the database was brought up to date');
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { url, isEmbedded: embedded !== null, orm: drizzle(ormClient), sql, close };
}

function client(url: string, max: number, log: Log): Sql {
  try {
    return postgres(url, {
      max,
      connect_timeout: 10,
      idle_timeout: 300,
      max_lifetime: 60 * 60,
      onnotice: ({ message }) => log.debug({ notice: message }, 'the database said'),
      connection: { application_name: 'portcullis' },
    });
  } catch (error) {
    throw new DatabaseFault('DATABASE_URL is not a PostgreSQL URL (postgres://user:password@host:port/database)', { cause: error });
  }
}

async function mustAnswer(sql: Sql, url: string, embedded: EmbeddedPostgres | null): Promise<void> {
  try {
    const [row] = await sql<{ version: number }[]>`SELECT current_setting('server_version_num')::int AS version`;
    if ((row?.version ?? 0) >= 140_000) return;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const where = embedded === null ? `the database at ${withoutPassword(url)} (DATABASE_URL)` : 'the embedded database';
    const remedy =
      code === '28P01' || code === '28000'
        ? 'it refused the user or password; correct them'
        : code === '3D000'
          ? 'create the database, or correct its name'
          : 'check that it runs and can be reached from here';
    throw new DatabaseFault(`${where} cannot be used: ${code ?? message}; ${remedy}`, { cause: error });
  }
  throw new DatabaseFault(`the database at ${withoutPassword(url)} is older than PostgreSQL 14; use a newer server`);
}

function withoutPassword(url: string): string {
  try {
    const { protocol, hostname, port, pathname } = new URL(url);
    return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
  } catch {
    return 'an unreadable address';
  }
}
