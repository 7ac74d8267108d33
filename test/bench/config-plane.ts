/**
 * A control plane under measurement: its gRPC side on a database of its own. Obeys lines on its input, answers with JSON.
 *
 * `change <n>`: n changes one after the other, each when told `next`; `burst <n>`: n at once. `state`: version, digest, memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eq } from 'drizzle-orm';
import { openDatabase } from '../../control-plane/database/open-database.ts';
import { recordChange } from '../../control-plane/snapshot/changes.ts';
import { silentLog } from '../../data-plane/lib/log.ts';
import { items } from '../../schema/tables/item.ts';
import { startTestStream } from '../support/control-plane.ts';
import { insertTenant } from '../support/tenant-rows.ts';

const [tools = '10000', keys = '1'] = process.argv.slice(2);
const dataFolder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
const database = await openDatabase({ url: null, dataFolder, log: silentLog });
const tenant = await insertTenant(database, { tools: Number(tools), keys: Number(keys) });
const startedMs = performance.now();
const server = await startTestStream(database, {
  heartbeatIntervalMs: 10_000,
  answerTimeoutMs: 300_000,
  ...(process.env['BENCH_TOKEN'] === undefined ? {} : { joinTokens: [process.env['BENCH_TOKEN']] }),
});
const loadMs = performance.now() - startedMs;
let turn = 0;

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** One tool gets another description. Returns: when the transaction began, on the clock all processes share, and the version. */
async function change(): Promise<{ atNs: string; version: string; committedMs: number }> {
  const id = tenant.itemIds[turn % tenant.itemIds.length] as string;
  const definition = JSON.stringify({ name: `tool-${turn}`, description: `Turn ${turn++}.`, inputSchema: { type: 'object' } });
  const atNs = process.hrtime.bigint().toString();
  const startMs = performance.now();
  const version = await database.orm.transaction(async (tx) => {
    await tx.update(items).set({ approvedDefinition: definition }).where(eq(items.id, id));
    return recordChange(tx, 'Item', id);
  });
  return { atNs, version, committedMs: performance.now() - startMs };
}

say({ address: server.address, loadMs, version: server.status().version });
for await (const line of createInterface({ input: process.stdin })) {
  const [command, count = '1'] = line.split(' ');
  if (command === 'change') {
    const made = await change();
    const enforced = await server.awaitEnforced(made.version, 60_000);
    say({
      ...made,
      enforcedMs: Number(process.hrtime.bigint() - BigInt(made.atNs)) / 1e6,
      isEnforced: enforced.isEnforced,
      connected: enforced.connected,
    });
  } else if (command === 'burst') {
    const made = await Promise.all(Array.from({ length: Number(count) }, change));
    say({ atNs: made[0]?.atNs, version: made.map(({ version }) => Number(version)).reduce((a, b) => Math.max(a, b), 0) });
  } else if (command === 'state') {
    const { rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    say({ ...server.status(), rssMb: rss / 1024 / 1024, cpuMs: (user + system) / 1000 });
  } else break;
}
await server.stop();
await database.close();
rmSync(dataFolder, { recursive: true, force: true });
process.exit(0);
