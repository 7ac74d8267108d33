import { setTimeout as pause } from 'node:timers/promises';
import { makeTenant } from '../support/tenant.ts';
import { residentMb, startChild } from './child.ts';
import { startBenchGateway } from './gateway.ts';
import type { HoldJob } from './stream-holder.ts';
import { printTable } from './table.ts';

const BATCH = 1_000;
/** Growth between two looks that counts as none. Units: MB. */
const STILL_MB = 0.25;
const LOOKS = 40;

/** Memory of a node for idle streams of one kind. Units: MB resident. */
interface StreamMemory {
  readonly kind: string;
  readonly era: HoldJob['era'];
  readonly streams: number;
  readonly before: number;
  readonly after: number;
  readonly per1000: number;
}

const KINDS = [
  { kind: 'legacy session with its GET stream', era: 'legacy' },
  { kind: 'modern subscriptions/listen', era: 'modern' },
] as const;

/**
 * What a node's memory grows by for each 1,000 idle streams of an agent, in each era.
 *
 * Each era has a node of its own. The first 1,000 streams are left out, for they pay for code and pools as well; the
 * figure is the mean growth of the `rounds` thousands after them.
 */
export async function benchStreams(rounds: number): Promise<unknown> {
  const report: StreamMemory[] = [];
  for (const { kind, era } of KINDS) report.push(await measure(kind, era, rounds));
  printTable(
    'idle streams, one node, all of one application',
    ['stream', 'open', 'MB at 1,000', 'MB at the end', 'MB per 1,000', 'KB each'],
    report.map((row) => [
      row.kind,
      String(row.streams),
      row.before.toFixed(0),
      row.after.toFixed(0),
      row.per1000.toFixed(1),
      ((row.per1000 * 1024) / 1000).toFixed(1),
    ]),
  );
  return report;
}

async function measure(kind: string, era: HoldJob['era'], rounds: number): Promise<StreamMemory> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const upstream = startChild(process.execPath, ['dist/test/bench/upstream.js']);
    stops.push(() => upstream.stop());
    const upstreamUrl = `http://127.0.0.1:${await upstream.line()}/mcp`;
    const gateway = await startBenchGateway({
      PORTCULLIS_REQUESTS_PER_MINUTE: '100000000',
      PORTCULLIS_MAX_STREAMS_PER_APPLICATION: '100000',
      PORTCULLIS_MAX_SESSIONS: '100000',
    });
    stops.push(() => gateway.stop());
    const tenant = await makeTenant(gateway.graphql, { upstreamUrl, tools: 'all' });
    const holder = startChild(process.execPath, ['dist/test/bench/stream-holder.js']);
    stops.push(() => holder.stop());
    const openMore = async (): Promise<number> => {
      const job: HoldJob = { url: `${gateway.mcpUrl}/${tenant.registryName}`, key: tenant.key, era, streams: BATCH };
      holder.send(JSON.stringify(job));
      const open = Number(await holder.line());
      process.stderr.write(`bench: ${kind}: ${open} open\n`);
      await settle(gateway.node.pid);
      return open;
    };
    await openMore();
    const before = residentMb(gateway.node.pid);
    let streams = BATCH;
    for (let round = 0; round < rounds; round += 1) streams = await openMore();
    const after = residentMb(gateway.node.pid);
    return { kind, era, streams, before, after, per1000: (after - before) / rounds };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Waits until the memory of a process no longer moves, or has been looked at often enough. */
async function settle(pid: number): Promise<void> {
  let last = residentMb(pid);
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(250);
    const now = residentMb(pid);
    if (Math.abs(now - last) < STILL_MB) return;
    last = now;
  }
}
