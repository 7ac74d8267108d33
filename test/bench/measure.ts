import { cpuUs, residentMb, startChild, type Child } from './child.ts';
import type { LoadJob, LoadResult } from './load.ts';

/** Something that answers MCP calls and is to be measured. */
export interface Target {
  readonly name: string;
  /** The processes whose CPU and memory count. Empty for a direct call. */
  readonly pids: readonly number[];
  /** How many of the calls it is given, where it is so slow that all would take minutes. 0 to 1. */
  readonly share?: number;
  /** What to send for a result of this size. */
  job(tool: string): Omit<LoadJob, 'connections' | 'calls' | 'minBytes'>;
}

/** One row of figures. Units as the names say; CPU is that of the target's processes alone. */
export interface Measured {
  readonly target: string;
  readonly cpuUsPerCall: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly callsPerSecond: number;
  readonly residentMb: number;
}

/** The load generator, one process for the whole run. */
export function startLoad(): { run(job: LoadJob): Promise<LoadResult>; stop(): Promise<void> } {
  const child: Child = startChild(process.execPath, ['dist/test/bench/load.js']);
  return {
    run: async (job) => {
      child.send(JSON.stringify(job));
      return JSON.parse(await child.line()) as LoadResult;
    },
    stop: () => child.stop(),
  };
}

/**
 * Measures every target in turn, `rounds` times interleaved, and returns the median of each figure.
 *
 * Throws: Error when any call failed, for then the figures mean nothing.
 */
export async function measureTargets(
  load: ReturnType<typeof startLoad>,
  targets: readonly Target[],
  shape: { tool: string; connections: number; calls: number; minBytes: number },
  rounds: number,
): Promise<Measured[]> {
  const taken = new Map<string, Measured[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) {
      const job = { ...target.job(shape.tool), connections: shape.connections, minBytes: shape.minBytes };
      if (round === 0) await load.run({ ...job, calls: Math.ceil(Math.min(shape.calls, 400) * (target.share ?? 1)) });
      process.stderr.write(
        `bench: ${shape.tool}, ${shape.connections} connections, round ${round + 1} of ${rounds}: ${target.name.trim()}\n`,
      );
      const calls = Math.ceil(shape.calls * (target.share ?? 1));
      const before = sum(target.pids, cpuUs);
      const result = await load.run({ ...job, calls });
      if (result.failed > 0)
        throw new Error(`bench: ${result.failed} of ${result.calls} calls to ${target.name} failed: ${result.firstFailure ?? ''}`);
      taken.get(target.name)?.push({
        target: target.name,
        cpuUsPerCall: (sum(target.pids, cpuUs) - before) / calls,
        p50Us: result.p50Us,
        p99Us: result.p99Us,
        callsPerSecond: (result.calls / result.elapsedUs) * 1e6,
        residentMb: sum(target.pids, residentMb),
      });
    }
  }
  return targets.map(({ name }) => medians(name, taken.get(name) ?? []));
}

function medians(target: string, rows: readonly Measured[]): Measured {
  const median = (pick: (row: Measured) => number): number => {
    const sorted = rows.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return {
    target,
    cpuUsPerCall: median((row) => row.cpuUsPerCall),
    p50Us: median((row) => row.p50Us),
    p99Us: median((row) => row.p99Us),
    callsPerSecond: median((row) => row.callsPerSecond),
    residentMb: median((row) => row.residentMb),
  };
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0);
}
