import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../control-plane/database/embedded.ts';
import { DatabaseFault } from '../../../control-plane/database/fault.ts';
import { openDatabase } from '../../../control-plane/database/open-database.ts';
import { silentLog } from '../../../data-plane/lib/log.ts';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { temporaryFolder } from '../../support/test-node.ts';
import { until } from '../../support/until.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function folder(): string {
  const made = temporaryFolder();
  ends.push(made.remove);
  return made.path;
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, log: silentLog, isDurable: false });
  ends.push(() => server.stop());
  return server;
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe('embedded PostgreSQL', () => {
  it('keeps its data between starts', async () => {
    const path = folder();
    const first = await start(path);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start(path);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('listens on loopback alone, and refuses who does not have the password', async () => {
    const path = folder();
    const server = await start(path);
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server.url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    await expect(query(`postgres://portcullis:wrong@127.0.0.1:${server.port}/postgres`, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await expect(query(`postgres://portcullis@127.0.0.1:${server.port}/postgres`, 'SELECT 1')).rejects.toBeInstanceOf(Error);
  });

  it('keeps password and data for their owner alone, and the password out of the process list', async () => {
    const path = folder();
    const server = await start(path);
    expect(statSync(join(path, 'postgres.password')).mode & 0o077).toBe(0);
    const [{ data_directory: data } = {}] = await query(server.url, 'SHOW data_directory');
    expect(statSync(data as string).mode & 0o077).toBe(0);
    const password = readFileSync(join(path, 'postgres.password'), 'utf8').trim();
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(password);
    }
  });

  it('does not hand our secrets to the server', async () => {
    process.env['PORTCULLIS_TEST_SECRET'] = 'not for the database';
    ends.push(() => delete process.env['PORTCULLIS_TEST_SECRET']);
    const server = await start(folder());
    if (process.platform === 'linux') expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).not.toContain('not for the database');
  });

  it('refuses a second start on a folder in use, naming the process and the remedy', async () => {
    const path = folder();
    await start(path);
    writeFileSync(join(path, 'postgres.owner'), String(process.ppid));
    await expect(start(path)).rejects.toThrow(
      new RegExp(`another Portcullis \\(process ${process.ppid}\\) is using the database in .*; stop it`),
    );
    writeFileSync(join(path, 'postgres.owner'), String(process.pid));
    await expect(start(path)).rejects.toThrow('already runs the database');
  });

  it('starts although a lock file names a process that is something else now', async () => {
    const path = folder();
    const first = await start(path);
    const [{ data_directory: data } = {}] = await query(first.url, 'SHOW data_directory');
    await first.stop();
    writeFileSync(join(data as string, 'postmaster.pid'), `${process.pid}\n${String(data)}\n1\n1\n\n127.0.0.1\n\nready\n`);
    const second = await start(path);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('stops when the process that started it is killed, and the next start waits for that', async () => {
    const path = folder();
    const script = join(packageRoot(), 'dist/control-plane/database/embedded.js');
    expect(existsSync(script), 'npm run build comes first').toBe(true);
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { startEmbeddedPostgres } = await import(${JSON.stringify(script)});
         const log = { debug() {}, info() {}, warn() {}, error() {} };
         const server = await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(path)}, log, isDurable: false });
         console.log('ready', server.port);
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(line.toString()).toContain('ready');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start(path);
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says when the server dies by itself', async () => {
    const path = folder();
    let reason: string | null = null;
    const server = await startEmbeddedPostgres({ dataFolder: path, log: silentLog, isDurable: false, onExit: (text) => (reason = text) });
    const [{ data_directory: data } = {}] = await query(server.url, 'SHOW data_directory');
    process.kill(Number(readFileSync(join(data as string, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
    await until(() => reason !== null);
    await server.stop();
  });

  it('explains a cluster it cannot start', async () => {
    const path = folder();
    const first = await start(path);
    const [{ data_directory: data } = {}] = await query(first.url, 'SHOW data_directory');
    await first.stop();
    rmSync(join(data as string, 'global'), { recursive: true });
    await expect(start(path)).rejects.toThrow(/did not start: .*; mend that, or set DATABASE_URL/);
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps its files elsewhere when nobody cannot enter the data folder, and finds them again',
    async () => {
      const home = folder();
      chmodSync(home, 0o700);
      const path = join(home, 'data');
      mkdirSync(path);
      const log = recordedLog();
      const first = await startEmbeddedPostgres({ dataFolder: path, log, isDurable: false });
      await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS answer');
      await first.stop();
      const elsewhere = readFileSync(join(path, 'postgres.location'), 'utf8');
      ends.push(() => rmSync(elsewhere, { recursive: true, force: true }));
      expect(log.said('info', elsewhere)).toBe(true);
      const second = await start(path);
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 7 }]);
    },
  );
});

describe('a database that cannot be used at start', () => {
  const open = (url: string) => openDatabase({ url, dataFolder: '', log: silentLog });

  it('is named with the remedy, and without its password', async () => {
    const failure = await open('postgres://someone:sekret@127.0.0.1:1/portcullis').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseFault);
    expect((failure as Error).message).toMatch(
      /postgres:\/\/127\.0\.0\.1:1\/portcullis \(DATABASE_URL\) cannot be used: ECONNREFUSED; check that it runs/,
    );
    expect((failure as Error).message).not.toContain('sekret');
  });

  it('says when the password is wrong, and when the database does not exist', async () => {
    const server = await start(folder());
    await expect(open(server.url.replace(/:[^:@]+@/, ':wrong@'))).rejects.toThrow('refused the user or password');
    await expect(open(server.url.replace(/\/postgres$/, '/nowhere'))).rejects.toThrow('create the database');
  });

  it('says when DATABASE_URL is no URL', async () => {
    await expect(open('not a url')).rejects.toThrow(/DATABASE_URL/);
  });
});
