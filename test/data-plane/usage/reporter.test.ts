import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createControlPlaneLink } from '../../../data-plane/config/link.ts';
import { createUsageReporter, type UsageReporter, type UsageReporterOptions } from '../../../data-plane/usage/reporter.ts';
import { startFakeUsageServer, type FakeUsageServer } from '../../support/fake-usage-server.ts';
import { driftRecord, invocationRecord } from '../../support/record.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { temporaryFolder } from '../../support/test-node.ts';
import { until } from '../../support/until.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Away: nothing listens at port 1 of loopback. */
const AWAY = '127.0.0.1:1';

function folder(): string {
  const made = temporaryFolder();
  ends.push(made.remove);
  return join(made.path, 'spool');
}

async function server(port = 0): Promise<FakeUsageServer> {
  const started = await startFakeUsageServer(port);
  ends.push(() => started.stop());
  return started;
}

async function reporter(address: string, path: string, options: Partial<UsageReporterOptions> = {}): Promise<UsageReporter> {
  const link = createControlPlaneLink({ addresses: [address], joinToken: null, tls: null });
  const made = createUsageReporter({
    link,
    folder: path,
    nodeId: 'node',
    log: recordedLog(),
    lingerMs: 5,
    firstRetryMs: 10,
    retryCeilingMs: 50,
    ...options,
  });
  await made.start();
  ends.push(async () => {
    await made.stop(50);
    link.close();
  });
  return made;
}

/** Leaves records and returns their ids. */
function leave(sink: UsageReporter, count: number): string[] {
  const records = Array.from({ length: count }, () => invocationRecord());
  for (const record of records) sink.invocation(record);
  return records.map(({ id }) => id);
}

describe('usage reporter', () => {
  it('delivers every call and drift once, in batches, and leaves nothing on the spool', async () => {
    const plane = await server();
    const path = folder();
    const sink = await reporter(plane.address, path);
    const ids = leave(sink, 2_500);
    const drift = driftRecord();
    sink.drift(drift);
    await until(() => sink.status().delivered === 2_501);
    expect(plane.received.toSorted()).toEqual([...ids, drift.id].toSorted());
    expect(Math.max(...plane.batches)).toBeLessThanOrEqual(1_000);
    expect(sink.status()).toMatchObject({ waiting: 0, waitingBytes: 0, dropped: 0, rejected: 0, failure: null });
    expect(readdirSync(path)).toEqual([]);
  });

  it('keeps records through an outage and loses none', async () => {
    const plane = await server();
    plane.behave('unavailable');
    const log = recordedLog();
    const sink = await reporter(plane.address, folder(), { log });
    const ids = leave(sink, 300);
    await until(() => sink.status().failure !== null);
    ids.push(...leave(sink, 300));
    await until(() => sink.status().waiting === 600);
    plane.behave('stores');
    await until(() => sink.status().delivered === 600);
    expect(plane.received.toSorted()).toEqual(ids.toSorted());
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(log.said('info', 'delivered again')).toBe(true);
  });

  it('sends a batch again whose answer was lost: at least once, under the same ids', async () => {
    const plane = await server();
    plane.behave('lost');
    const sink = await reporter(plane.address, folder());
    const [id] = leave(sink, 1);
    await until(() => plane.received.length >= 2);
    plane.behave('stores');
    await until(() => sink.status().delivered === 1);
    expect(new Set(plane.received)).toEqual(new Set([id]));
  });

  it('delivers what an earlier process left, also one that was killed', async () => {
    const path = folder();
    // Never stopped, as a process that was killed.
    const link = createControlPlaneLink({ addresses: [AWAY], joinToken: null, tls: null });
    ends.push(() => link.close());
    const killed = createUsageReporter({ link, folder: path, nodeId: 'node', log: recordedLog(), firstRetryMs: 60_000 });
    await killed.start();
    const ids = leave(killed, 40);
    await until(() => readdirSync(path).some((name) => statSync(join(path, name)).size > 40 * 300));
    const plane = await server();
    const next = await reporter(plane.address, path);
    await until(() => next.status().delivered === 40);
    expect(plane.received.toSorted()).toEqual(ids.toSorted());
  });

  it('drops from a torn file only the record that was torn', async () => {
    const path = folder();
    const first = await reporter(AWAY, path, { firstRetryMs: 60_000, retryCeilingMs: 60_000 });
    const ids = leave(first, 10);
    await first.stop(0);
    const file = join(path, readdirSync(path)[0] as string);
    truncateSync(file, statSync(file).size - 7);
    const log = recordedLog();
    const plane = await server();
    const next = await reporter(plane.address, path, { log });
    await until(() => next.status().delivered === 9);
    expect(plane.received).toEqual(ids.slice(0, 9));
    expect(log.said('warn', 'torn or damaged')).toBe(true);
  });

  it('stops reading at a damaged record, says so, and goes on with the next file', async () => {
    const path = folder();
    const first = await reporter(AWAY, path, { firstRetryMs: 60_000, retryCeilingMs: 60_000 });
    leave(first, 10);
    await first.stop(0);
    const file = join(path, readdirSync(path)[0] as string);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] as number) ^ 0xff;
    writeFileSync(file, bytes);
    appendFileSync(join(path, '000000000999.spool'), '');
    const log = recordedLog();
    const plane = await server();
    const next = await reporter(plane.address, path, { log });
    const [later] = leave(next, 1);
    await until(() => plane.received.includes(later as string));
    expect(plane.received.length).toBeLessThan(11);
    expect(log.said('warn', 'torn or damaged')).toBe(true);
  });

  it('lets the oldest go when the spool is full, and counts them', async () => {
    const log = recordedLog();
    const path = folder();
    const sink = await reporter(AWAY, path, { maxSpoolBytes: 64 * 1024, log, firstRetryMs: 60_000, retryCeilingMs: 60_000 });
    leave(sink, 1_000);
    await until(() => sink.status().dropped + sink.status().waiting === 1_000 && sink.status().waitingBytes > 0);
    expect(sink.status().dropped).toBeGreaterThan(0);
    expect(sink.status().waitingBytes).toBeLessThanOrEqual(64 * 1024);
    expect(log.lines.filter(({ message }) => message.includes('the spool is full'))).toHaveLength(1);
  });

  it('keeps records in memory while the disk refuses them, and delivers them from there', async () => {
    const path = folder();
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'a file where the folder should be');
    const log = recordedLog();
    const plane = await server();
    plane.behave('unavailable');
    const sink = await reporter(plane.address, path, { log });
    const ids = leave(sink, 30);
    await until(() => sink.status().isDiskFailing && sink.status().waiting === 30);
    expect(log.said('error', 'cannot be put on disk')).toBe(true);
    plane.behave('stores');
    await until(() => sink.status().delivered === 30);
    expect(plane.received.toSorted()).toEqual(ids.toSorted());
  });

  it('uses the disk again once it takes records', async () => {
    const path = folder();
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'in the way');
    const sink = await reporter(AWAY, path, { firstRetryMs: 60_000, retryCeilingMs: 60_000 });
    leave(sink, 1);
    await until(() => sink.status().isDiskFailing);
    rmSync(path);
    mkdirSync(path);
    leave(sink, 1);
    await until(() => !sink.status().isDiskFailing);
    expect(readdirSync(path)).toHaveLength(1);
  });

  it('drops what the control plane can never store, and counts it', async () => {
    const plane = await server();
    const sink = await reporter(plane.address, folder());
    const bad = invocationRecord();
    plane.behave({ refuses: (id) => id === bad.id });
    sink.invocation(bad);
    const ids = leave(sink, 5);
    await until(() => sink.status().delivered === 5);
    expect(sink.status()).toMatchObject({ rejected: 1, waiting: 0 });
    expect(plane.received.toSorted()).toEqual(ids.toSorted());
  });

  it('finds the one record a control plane cannot read, and delivers the others', async () => {
    const plane = await server();
    const bad = invocationRecord();
    plane.behave({ cannotRead: (id) => id === bad.id });
    const sink = await reporter(plane.address, folder());
    const ids = leave(sink, 20);
    sink.invocation(bad);
    ids.push(...leave(sink, 20));
    await until(() => sink.status().delivered === 40);
    expect(sink.status().rejected).toBe(1);
    expect(new Set(plane.received)).toEqual(new Set(ids));
  });

  it('takes records before it was started and delivers them then', async () => {
    const plane = await server();
    const link = createControlPlaneLink({ addresses: [plane.address], joinToken: null, tls: null });
    const sink = createUsageReporter({ link, folder: folder(), nodeId: 'node', log: recordedLog(), lingerMs: 5 });
    ends.push(async () => {
      await sink.stop();
      link.close();
    });
    const [id] = leave(sink, 1);
    await sink.start();
    await until(() => plane.received.includes(id as string));
  });

  it('delivers on stop what had not left yet', async () => {
    const plane = await server();
    const sink = await reporter(plane.address, folder(), { lingerMs: 3_600_000 });
    const ids = leave(sink, 7);
    await sink.stop();
    expect(plane.received.toSorted()).toEqual(ids.toSorted());
  });

  it('keeps the spool’s files for their owner alone', async () => {
    const path = folder();
    const sink = await reporter(AWAY, path, { firstRetryMs: 60_000 });
    leave(sink, 1);
    await until(() => readdirSync(path).length === 1);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(join(path, readdirSync(path)[0] as string)).mode & 0o077).toBe(0);
  });
});
