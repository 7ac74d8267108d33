import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../data-plane/lib/log.ts';
import { postgresBinaries } from './binaries.ts';
import { clusterFolder } from './cluster-folder.ts';
import { DatabaseFault } from './fault.ts';
import { waitUntilFree } from './live-server.ts';

/** A PostgreSQL server of our own, on loopback. */
export interface EmbeddedPostgres {
  /** With the password; never to be logged. */
  readonly url: string;
  readonly port: number;
  /** Process id of the wrapper that holds the server. */
  readonly pid: number;
  /** Stops the server cleanly. */
  stop(): Promise<void>;
}

/** How the embedded server is run. */
export interface EmbeddedOptions {
  /** Where it keeps its data between starts. */
  readonly dataFolder: string;
  readonly log: Log;
  /** False trades durability for speed: for tests only. */
  readonly isDurable?: boolean;
  readonly maxConnections?: number;
  /** Called when the server ends without having been asked to. */
  readonly onExit?: (reason: string) => void;
}

const USER = 'portcullis';
const NOBODY = 65534;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Starts the server in the data folder, making the database cluster there on the first start.
 *
 * It listens on a free port of 127.0.0.1 with a generated password (in a file only the owner reads), uses no unix
 * socket, runs as `nobody` when we are root, and stops by itself when this process dies, however that happens.
 *
 * Throws: DatabaseFault with a remedy when it cannot start, or when another process uses the folder.
 * Cost: one to three seconds the first time, a tenth of that later.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const isRoot = process.getuid?.() === 0;
  refuseUnknownUser();
  const native = postgresBinaries(isRoot);
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const cluster = clusterFolder(options.dataFolder, isRoot, options.log);
  const password = passwordOf(options.dataFolder);
  const runAs = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const pgdata = join(cluster, 'pgdata');
  await waitUntilFree(pgdata, options.dataFolder, options.log);
  if (!existsSync(join(pgdata, 'PG_VERSION'))) initialise(native, cluster, pgdata, password, runAs);
  const port = await freePort();
  return launch({ native, pgdata, port, password, runAs, options });
}

interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

function initialise(native: string, cluster: string, pgdata: string, password: string, runAs: RunAs): void {
  rmSync(pgdata, { recursive: true, force: true });
  const passwordFile = join(cluster, `.initial-${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    if (runAs.uid !== undefined) chownSync(passwordFile, NOBODY, NOBODY);
    const { status, stderr, error } = spawnSync(
      join(native, 'bin', 'initdb'),
      [
        `--pgdata=${pgdata}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        '--no-instructions',
      ],
      { ...runAs, encoding: 'utf8', cwd: cluster, env: serverEnvironment() },
    );
    if (status === 0) return;
    rmSync(pgdata, { recursive: true, force: true });
    throw new DatabaseFault(
      `the embedded database could not be created in ${pgdata}: ${lastLines(error?.message ?? stderr)}; mend that, or set DATABASE_URL`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * The shell holds the server and a pipe to us: when the pipe closes, for whatever reason, it stops the server; when the
 * server ends, it ends. A session of its own keeps a terminal's Ctrl-C away from both, so that we stop first.
 */
const WRAPPER = 'exec 3<&0; "$@" 3<&- </dev/null & p=$!; (cat <&3 >/dev/null; kill -INT $p 2>/dev/null) & exec 3<&-; wait $p';

async function launch(launched: {
  native: string;
  pgdata: string;
  port: number;
  password: string;
  runAs: RunAs;
  options: EmbeddedOptions;
}): Promise<EmbeddedPostgres> {
  const { native, pgdata, port, password, runAs, options } = launched;
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 60,
    shared_buffers: '64MB',
    wal_compression: 'on',
    max_wal_size: '512MB',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    timezone: 'UTC',
    ...(options.isDurable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('/bin/sh', ['-c', WRAPPER, 'sh', join(native, 'bin', 'postgres'), '-D', pgdata, ...args], {
    ...runAs,
    cwd: pgdata,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const said = keepLastLines(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(lastLines(said()) || `it ended with ${signal ?? `code ${code}`}`));
  });
  let isStopping = false;
  child.stdin.on('error', () => {});
  void ended.then((reason) => {
    child.stdin.destroy();
    if (!isStopping) options.onExit?.(reason);
  });
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    isStopping = true;
    child.stdin.end();
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(forced);
  };
  writeFileSync(join(options.dataFolder, 'postgres.owner'), String(process.pid), { mode: 0o600 });
  const failed = await untilAnswers(pgdata, ended);
  if (failed !== null) {
    await stop();
    throw new DatabaseFault(`the embedded database did not start: ${failed}; mend that, or set DATABASE_URL`);
  }
  return { url, port, pid: child.pid ?? 0, stop };
}

/** Waits until the server says it is ready. Returns: null, or why it is not. */
async function untilAnswers(pgdata: string, ended: Promise<string>): Promise<string | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let reason: string | null = null;
  void ended.then((text) => (reason = text));
  while (Date.now() < deadline) {
    if (reason !== null) return reason;
    if (isReady(pgdata)) return null;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return `it was not ready after ${START_TIMEOUT_MS / 1000} s`;
}

/** The eighth line of `postmaster.pid` is the server's own word for its state. */
function isReady(pgdata: string): boolean {
  try {
    return readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function passwordOf(folder: string): string {
  const path = join(folder, 'postgres.password');
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    return readFileSync(path, 'utf8').trim();
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path, password, { mode: 0o600, flag: 'wx' });
  return password;
}

function refuseUnknownUser(): void {
  try {
    userInfo();
  } catch {
    throw new DatabaseFault(
      `the embedded database needs a user that the system knows, and user id ${process.getuid?.()} is not in its list; set DATABASE_URL to a PostgreSQL server`,
    );
  }
}

/** Neither our secrets nor settings of the PostgreSQL tools reach the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
  if (process.env['TMPDIR'] !== undefined) kept['TMPDIR'] = process.env['TMPDIR'];
  return kept;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function keepLastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4_000);
  });
  return () => text;
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' | ').slice(0, 600);
}
