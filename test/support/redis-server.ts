import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRespDouble } from './resp-double.ts';

/** A Redis for tests. */
export interface RunningRedis {
  readonly url: string;
  /** For people: which one it is. */
  readonly which: string;
  /** False for the double. */
  readonly isReal: boolean;
  readonly stop: () => Promise<void>;
}

/** The server at `REDIS_URL`, else `redis-server` from the PATH, else our double. */
export async function startRedis(): Promise<RunningRedis> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '')
    return { url: given, which: 'the server at REDIS_URL', isReal: true, stop: () => Promise.resolve() };
  if (spawnSync('redis-server', ['--version']).status === 0) return spawnRedis();
  const double = await startRespDouble();
  return {
    url: double.url,
    which: 'a double of our own (no REDIS_URL, and redis-server is not on the PATH)',
    isReal: false,
    stop: double.stop,
  };
}

/** Starts a `redis-server` of its own on a free port. Throws when there is none, or it does not answer within ten seconds. */
export async function spawnRedis(port?: number): Promise<RunningRedis & { readonly pid: number; readonly port: number }> {
  const taken = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-redis-'));
  const child = spawn(
    'redis-server',
    ['--port', String(taken), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const deadline = Date.now() + 10_000;
  while (!(await answers(taken))) {
    if (Date.now() > deadline) throw new Error('redis-server did not answer');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${taken}`, which: 'redis-server from the PATH', isReal: true, stop, pid: child.pid ?? 0, port: taken };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
