import type { Log } from '../../data-plane/lib/log.ts';
import { Refusal } from '../services/refusal.ts';
import type { Viewer } from '../services/viewer.ts';
import { checksVersion } from '../scanner/scan-server.ts';
import type { ScanRow, ScanStore } from './store.ts';

/** What a worker is made of. */
export interface ScanWorkerParts {
  readonly store: ScanStore;
  /** Reads the server, stores what it offers, and scans that as the claimed scan. */
  run(viewer: Viewer, scan: ScanRow, signal: AbortSignal): Promise<void>;
  /** Takes what nodes saw of changed definitions. Returns: servers to look at. */
  takeDrifts(viewer: Viewer): Promise<string[]>;
  readonly log: Log;
  /** Time between two looks at the queue. */
  readonly everyMs?: number;
}

/** Who acts when nobody asked. */
export const SYSTEM: Viewer = { name: 'portcullis', role: 'admin', tokenId: null, projectId: null, expiresAt: null, requestId: 'system' };

const LEASE_MS = 120_000;
const SCAN_TIMEOUT_MS = 90_000;
const AT_ONCE = 2;
const DUE_EVERY_MS = 30_000;

/** Works off the queue of scans until stopped: a few at once, each under a lease, so that a worker that dies holds nothing up. */
export function startScanWorker(parts: ScanWorkerParts): { stop(): Promise<void> } {
  const { store, log } = parts;
  const abort = new AbortController();
  const running = new Set<Promise<void>>();
  let busy = false;
  let dueAtMs = 0;

  async function turn(): Promise<void> {
    if (busy || abort.signal.aborted) return;
    busy = true;
    try {
      for (const serverId of await parts.takeDrifts(SYSTEM)) await store.queue(serverId, 'drift', 'a node', new Date());
      if (Date.now() >= dueAtMs) {
        dueAtMs = Date.now() + DUE_EVERY_MS;
        for (const { serverId, reason } of await store.due(checksVersion(), 100))
          await store.queue(serverId, reason, 'portcullis', new Date());
      }
      while (running.size < AT_ONCE && !abort.signal.aborted) {
        const scan = await store.claim(LEASE_MS);
        if (scan === null) break;
        const work: Promise<void> = one(scan).finally(() => running.delete(work));
        running.add(work);
      }
    } catch (error) {
      if (!abort.signal.aborted) log.warn({ err: error }, 'the queue of scans could not be read; it is tried again');
    } finally {
      busy = false;
    }
  }

  async function one(scan: ScanRow): Promise<void> {
    const keep = setInterval(() => void store.keep(scan.id, LEASE_MS, scan.progress, scan.total).catch(() => undefined), LEASE_MS / 3);
    try {
      await parts.run(SYSTEM, scan, AbortSignal.any([abort.signal, AbortSignal.timeout(SCAN_TIMEOUT_MS)]));
    } catch (error) {
      const isExpected = error instanceof Refusal;
      if (!isExpected && !abort.signal.aborted) log.error({ err: error, scan: scan.id, server: scan.serverId }, 'a scan failed');
      const why = isExpected ? error.message.slice(0, 500) : 'the scan failed; the log of the control plane says why';
      if (!abort.signal.aborted) await store.finish(scan.id, { state: 'failed', error: why }).catch(() => undefined);
    } finally {
      clearInterval(keep);
    }
  }

  const timer = setInterval(() => void turn(), parts.everyMs ?? 500);
  return {
    async stop() {
      clearInterval(timer);
      abort.abort();
      await Promise.allSettled(running);
    },
  };
}
