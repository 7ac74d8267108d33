import { newToken } from '../../control-plane/secrets/tokens.ts';
import { startChild, type Child } from './child.ts';
import { printTable } from './table.ts';

interface Answer {
  readonly [name: string]: string | number | boolean | null;
}

const CHANGES_A_ROUND = 20;
const SIZES = [
  { nodes: 1, tools: 10_000, keys: 1 },
  { nodes: 50, tools: 10_000, keys: 1 },
  { nodes: 1_000, tools: 10_000, keys: 1 },
  { nodes: 50, tools: 100, keys: 100_000 },
] as const;

/**
 * Config push: from the mutation to the last node's ACK, and what it costs, over real gRPC and PostgreSQL. Nodes are
 * simulated streams that acknowledge at once, in a process of their own on the same machine.
 */
export async function benchConfig(rounds: number): Promise<unknown> {
  const results: Record<string, unknown>[] = [];
  for (const size of SIZES) results.push(await benchSize(size, rounds));
  const ms = (value: unknown): string => (value as number).toFixed(1);
  printTable(
    'Config push: one tool changed, mutation to the last ACK (ms)',
    [
      'nodes / tools / keys',
      'p50',
      'p99',
      'awaitEnforced p50',
      'pushed to',
      'bytes a node',
      'burst of 50',
      'storm',
      'load',
      'CPU a change',
      'memory MB',
    ],
    results.map((row) => [
      `${String(row['nodes'])} / ${String(row['tools'])} / ${String(row['keys'])}`,
      ms(row['p50Ms']),
      ms(row['p99Ms']),
      ms(row['enforcedP50Ms']),
      String(row['pushedTo']),
      ms(row['bytesANode']),
      ms(row['burstMs']),
      ms(row['stormMs']),
      ms(row['loadMs']),
      ms(row['cpuAChangeMs']),
      ms(row['rssMb']),
    ]),
  );
  return results;
}

async function benchSize(size: (typeof SIZES)[number], rounds: number): Promise<Record<string, unknown>> {
  const { token } = newToken('pcj');
  const here = (name: string): string => new URL(`./${name}.js`, import.meta.url).pathname;
  const plane = startChild(process.execPath, [here('config-plane'), String(size.tools), String(size.keys)], {
    ...process.env,
    BENCH_TOKEN: token,
  });
  const ready = await answer(plane);
  const nodes = startChild(process.execPath, [here('config-nodes'), String(ready['address']), String(size.nodes), token]);
  nodes.send('connect');
  const first = await answer(nodes);
  await ask(nodes, `await ${String(ready['version'])}`);
  const latencies: number[] = [];
  const enforced: number[] = [];
  let bytes = 0;
  let pushes = 0;
  const before = await ask(plane, 'state');
  for (let turn = 0; turn < CHANGES_A_ROUND * rounds; turn += 1) {
    const change = await ask(plane, 'change');
    const seen = await ask(nodes, `await ${String(change['version'])}`);
    latencies.push(Number(BigInt(String(seen['atNs'])) - BigInt(String(change['atNs']))) / 1e6);
    enforced.push(change['enforcedMs'] as number);
    bytes += seen['bytes'] as number;
    pushes += seen['pushes'] as number;
  }
  const after = await ask(plane, 'state');
  const burst = await ask(plane, 'burst 50');
  const burstSeen = await ask(nodes, `await ${String(burst['version'])}`);
  const storm = await ask(nodes, 'connect');
  const state = await ask(plane, 'state');
  nodes.send('end');
  plane.send('end');
  await Promise.all([nodes.stop(), plane.stop()]);
  latencies.sort((a, b) => a - b);
  enforced.sort((a, b) => a - b);
  return {
    ...size,
    p50Ms: at(latencies, 0.5),
    p99Ms: at(latencies, 0.99),
    enforcedP50Ms: at(enforced, 0.5),
    pushedTo: pushes / latencies.length,
    bytesANode: bytes / pushes,
    burstMs: Number(BigInt(String(burstSeen['atNs'])) - BigInt(String(burst['atNs']))) / 1e6,
    firstConnectMs: first['connectMs'],
    stormMs: storm['connectMs'],
    loadMs: ready['loadMs'],
    cpuAChangeMs: ((after['cpuMs'] as number) - (before['cpuMs'] as number)) / latencies.length,
    rssMb: state['rssMb'],
  };
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * quantile) - 1)] ?? Number.NaN;
}

async function ask(child: Child, line: string): Promise<Answer> {
  child.send(line);
  return answer(child);
}

async function answer(child: Child): Promise<Answer> {
  return JSON.parse(await child.line()) as Answer;
}
