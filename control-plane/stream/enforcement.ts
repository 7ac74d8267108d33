import type { Sql } from 'postgres';
import { NODES_CHANNEL } from './node-register.ts';

/** How far a version has come. */
export interface Enforcement {
  /** True when every connected node enforces the version or a later one. */
  readonly isEnforced: boolean;
  /** Connected nodes that do not yet. */
  readonly waitingFor: readonly NodeBehind[];
  /** Connected nodes in all. */
  readonly connected: number;
}

/** A connected node that does not enforce the version yet. */
export interface NodeBehind {
  readonly id: string;
  readonly name: string;
  readonly appliedVersion: string | null;
  /** Set when it refused a version from the one asked for on. */
  readonly rejectedVersion: string | null;
  readonly problems: readonly string[];
}

/** Waits for versions to be enforced, whichever control plane the nodes are connected to. */
export interface EnforcementWatch {
  /** Resolves when enforced, when a node refused it, or when time is up. */
  awaitEnforced(version: string, timeoutMs: number): Promise<Enforcement>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_AGAIN_MS = 1_000;
const MAX_WAIT_MS = 300_000;

/** A watch over the table `nodes`. A node counts as connected while its last contact is younger than `freshForMs`. */
export function createEnforcementWatch(options: { readonly sql: Sql; readonly freshForMs: number }): EnforcementWatch {
  const { sql, freshForMs } = options;
  const waiting = new Set<() => void>();
  let unlisten: (() => Promise<void>) | null = null;
  let isStopped = false;
  const wake = (): void => {
    for (const resume of [...waiting]) resume();
  };

  async function look(version: string): Promise<Enforcement> {
    const rows = await sql<(NodeBehind & { isBehind: boolean })[]>`
      SELECT id, name, applied_version::text AS "appliedVersion",
        CASE WHEN rejected_version >= ${version}::bigint THEN rejected_version::text END AS "rejectedVersion",
        CASE WHEN rejected_version >= ${version}::bigint THEN rejected_problems ELSE '[]' END AS problems,
        coalesce(applied_version, -1) < ${version}::bigint AS "isBehind"
      FROM nodes WHERE connected AND last_contact_at > now() - ${freshForMs} * interval '1 millisecond' ORDER BY name, id`;
    const waitingFor = rows.filter(({ isBehind }) => isBehind).map(({ isBehind: _, ...node }) => node);
    return { isEnforced: waitingFor.length === 0, waitingFor, connected: rows.length };
  }

  return {
    async awaitEnforced(version, timeoutMs) {
      if (!/^[0-9]{1,18}$/.test(version)) throw new RangeError(`a config version is a decimal number, not "${version.slice(0, 40)}"`);
      const deadline = Date.now() + Math.min(Math.max(timeoutMs, 0), MAX_WAIT_MS);
      for (;;) {
        let resume: () => void = () => {};
        const woken = new Promise<void>((resolve) => (resume = resolve));
        waiting.add(resume);
        let timer: NodeJS.Timeout | undefined;
        try {
          const state = await look(version);
          const leftMs = deadline - Date.now();
          if (state.isEnforced || leftMs <= 0 || isStopped || state.waitingFor.some(({ rejectedVersion }) => rejectedVersion !== null))
            return state;
          timer = setTimeout(resume, Math.min(leftMs, LOOK_AGAIN_MS));
          await woken;
        } finally {
          clearTimeout(timer);
          waiting.delete(resume);
        }
      }
    },
    async start() {
      const subscribed = await sql.listen(NODES_CHANNEL, wake, wake);
      unlisten = () => subscribed.unlisten();
    },
    async stop() {
      isStopped = true;
      wake();
      await unlisten?.().catch(() => {});
    },
  };
}
