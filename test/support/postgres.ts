import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { openDatabase, type Database } from '../../control-plane/database/open-database.ts';
import { silentLog, type Log } from '../../data-plane/lib/log.ts';
import { sharedThing } from './shared.ts';

/** A database of a test file's own, with all tables and nothing in them. */
export interface TestDatabase extends Database {
  /** Opens it once more, as another process would. */
  reopen(log?: Log): Promise<Database>;
  /** Closes it and removes it. */
  drop(): Promise<void>;
}

/** Makes a database from the run's template. Cost: a tenth of a second; the first in a run starts the server, two seconds. */
export async function testDatabase(log: Log = silentLog): Promise<TestDatabase> {
  const serverUrl = await sharedThing('/postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(serverUrl, `CREATE DATABASE ${name} TEMPLATE portcullis_template`);
  const url = serverUrl.replace(/\/postgres$/, `/${name}`);
  const open = (openLog: Log): Promise<Database> => openDatabase({ url, dataFolder: '', log: openLog, poolSize: 6, migrates: false });
  const database = await open(log);
  return {
    ...database,
    reopen: (openLog = silentLog) => open(openLog),
    async drop() {
      await database.close();
      await asAdministrator(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** The URL of an empty database of its own, without tables. `drop` removes it. */
export async function emptyDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const serverUrl = await sharedThing('/postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(serverUrl, `CREATE DATABASE ${name}`);
  return {
    url: serverUrl.replace(/\/postgres$/, `/${name}`),
    drop: () => asAdministrator(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdministrator(serverUrl: string, statement: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
