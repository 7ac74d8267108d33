import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Log } from '../../data-plane/lib/log.ts';
import { DatabaseFault } from './fault.ts';

/** How long a server whose owner died may take to stop. */
const ORPHAN_STOP_MS = 15_000;

/**
 * Returns once no server runs in `pgdata`. One left behind by a killed process stops by itself and is waited for; a
 * lock file without a server is removed, so that a recycled process id cannot keep ours from starting.
 *
 * Throws: DatabaseFault when another living process owns the server, or it does not stop.
 */
export async function waitUntilFree(pgdata: string, dataFolder: string, log: Log): Promise<void> {
  const deadline = Date.now() + ORPHAN_STOP_MS;
  for (let isFirst = true; ; isFirst = false) {
    const lock = readLock(pgdata);
    if (lock === null) return;
    if (!(await answers(lock.port)) && !isPostgres(lock.pid)) {
      rmSync(join(pgdata, 'postmaster.pid'), { force: true });
      return;
    }
    const owner = ownerOf(dataFolder);
    if (owner !== null && owner !== process.pid && isAlive(owner)) {
      throw new DatabaseFault(
        `another Portcullis (process ${owner}) is using the database in ${dataFolder}; stop it, or give this one a data folder of its own`,
      );
    }
    if (owner === process.pid) throw new DatabaseFault(`this process already runs the database in ${dataFolder}`);
    if (Date.now() > deadline) {
      throw new DatabaseFault(
        `a database server left behind (process ${lock.pid}) still uses ${dataFolder}; stop it with kill -INT ${lock.pid}`,
      );
    }
    if (isFirst) log.info({ pid: lock.pid }, 'waiting for a database server left behind to stop');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Lines of `postmaster.pid`: process id, folder, start time, port, … */
function readLock(pgdata: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return null;
  }
}

function ownerOf(dataFolder: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postgres.owner'), 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is a PostgreSQL server; where that cannot be told, whether it lives. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
