import { randomUUID } from 'node:crypto';
import { Metadata, credentials, status, type ServiceError } from '@grpc/grpc-js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, keepPartitions } from '../../../control-plane/usage/partitions.ts';
import type { StreamServer } from '../../../control-plane/stream/server.ts';
import { createControlPlaneLink } from '../../../data-plane/config/link.ts';
import { encodeInvocation } from '../../../data-plane/usage/encode.ts';
import { createUsageReporter } from '../../../data-plane/usage/reporter.ts';
import { loadContract, messageType } from '../../../proto/load.ts';
import type { ReportRequest } from '../../../proto/generated/gateway/v1/ReportRequest.ts';
import type { ReportResponse__Output } from '../../../proto/generated/gateway/v1/ReportResponse.ts';
import { drifts } from '../../../schema/tables/drift.ts';
import { invocations } from '../../../schema/tables/invocation.ts';
import { startTestStream, TEST_JOIN_TOKEN } from '../../support/control-plane.ts';
import { testDatabase, type TestDatabase } from '../../support/postgres.ts';
import { driftRecord, invocationRecord } from '../../support/record.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { temporaryFolder } from '../../support/test-node.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: StreamServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await startTestStream(database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

function report(request: ReportRequest, token: string | null = TEST_JOIN_TOKEN): Promise<ReportResponse__Output> {
  const client = new (loadContract().UsageService)(server.address, credentials.createInsecure());
  const metadata = new Metadata();
  if (token !== null) metadata.set('authorization', `Bearer ${token}`);
  return new Promise((resolve, reject) => {
    client.Report(request, metadata, (error: ServiceError | null, response?: ReportResponse__Output) => {
      client.close();
      if (error === null && response !== undefined) resolve(response);
      else reject(error ?? new Error('no answer'));
    });
  });
}

/** A record as it is on the wire. */
function onTheWire(changes: Parameters<typeof invocationRecord>[0] = {}) {
  return messageType('Invocation').deserialize(encodeInvocation('node', invocationRecord(changes)).body);
}

async function countOf(id: string): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`SELECT count(*)::int AS count FROM invocations WHERE id = ${id}`;
  return row?.count ?? 0;
}

describe('UsageService', () => {
  it('stores a call with everything it says', async () => {
    const record = onTheWire({ requestedName: 'everything__ümlaut', latencyUs: 5_000_000_000 });
    expect(await report({ nodeId: 'node-1', invocations: [record] })).toEqual({ stored: 1, duplicates: 0, rejectedIds: [] });
    const [row] = await database.orm
      .select()
      .from(invocations)
      .where(sql`id = ${record.id}`);
    expect(row).toMatchObject({
      nodeId: 'node-1',
      startedAt: new Date(record.startedAtMs),
      latencyUs: 5_000_000_000,
      applicationId: 'app_acme',
      requestedName: 'everything__ümlaut',
      outcome: 'ok',
      action: 'redact',
      decisions: [{ ruleId: 'cards', detectorId: 'pii.payment-card', start: 3, end: 19, confidence: 1 }],
      coverage: { inspected: [{ carrier: 'result.content', count: 1, bytes: 1_000 }], detectors: ['pii.payment-card@1'] },
      credential: { credentialId: 'crd_acme', version: 2 },
    });
  });

  it('stores a repeated batch once', async () => {
    const batch = { nodeId: 'node-1', invocations: [onTheWire(), onTheWire()] };
    expect(await report(batch)).toMatchObject({ stored: 2, duplicates: 0 });
    expect(await report(batch)).toMatchObject({ stored: 0, duplicates: 2 });
    expect(await countOf(batch.invocations[0]?.id as string)).toBe(1);
  });

  it('stores a record that a batch holds twice once', async () => {
    const record = onTheWire();
    expect(await report({ nodeId: 'node-1', invocations: [record, record] })).toMatchObject({ stored: 1, duplicates: 1 });
  });

  it('stores the good records of a batch and names those it can never store', async () => {
    const good = onTheWire();
    const result = await report({
      nodeId: 'node-1',
      invocations: [good, { ...onTheWire(), id: 'not-a-uuid' }, { ...onTheWire(), id: randomUUID(), startedAtMs: -1 }],
    });
    expect(result).toMatchObject({ stored: 1 });
    expect(result.rejectedIds).toHaveLength(2);
    expect(await countOf(good.id)).toBe(1);
  });

  it('keeps a record whose text PostgreSQL could not hold: NUL, half a character, far too long', async () => {
    const record = { ...onTheWire(), requestedName: `a\0b\ud800c`, detail: 'x'.repeat(5_000), agentName: '\u{1f600}'.repeat(200) };
    expect(await report({ nodeId: 'node-1', invocations: [record] })).toMatchObject({ stored: 1 });
    const [row] = await database.orm
      .select()
      .from(invocations)
      .where(sql`id = ${record.id}`);
    expect(row?.requestedName).toMatch(/^a\ufffdb\ufffd+c$/);
    expect(row?.detail).toHaveLength(500);
  });

  it('stores drifts, once', async () => {
    const drift = { ...driftRecord(), nodeId: '' };
    expect(await report({ nodeId: 'node-1', drifts: [drift] })).toMatchObject({ stored: 1 });
    expect(await report({ nodeId: 'node-1', drifts: [drift] })).toMatchObject({ stored: 0, duplicates: 1 });
    const [row] = await database.orm
      .select()
      .from(drifts)
      .where(sql`id = ${drift.id}`);
    expect(row).toMatchObject({ nodeId: 'node-1', name: 'echo', definition: '{"name":"echo","description":"Changed."}', handledAt: null });
  });

  it('refuses a caller without a join token, and a batch beyond its bounds', async () => {
    await expect(report({ nodeId: 'node-1', invocations: [onTheWire()] }, null)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    await expect(report({ nodeId: '', invocations: [onTheWire()] })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    const one = onTheWire();
    await expect(report({ nodeId: 'node-1', invocations: new Array(5_001).fill(one) })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  it('answers that nothing was stored while the table is away, and stores the same batch afterwards', async () => {
    const record = onTheWire();
    await database.sql`ALTER TABLE invocations RENAME TO elsewhere`;
    try {
      await expect(report({ nodeId: 'node-1', invocations: [record] })).rejects.toMatchObject({ code: status.UNAVAILABLE });
    } finally {
      await database.sql`ALTER TABLE elsewhere RENAME TO invocations`;
    }
    expect(await report({ nodeId: 'node-1', invocations: [record] })).toMatchObject({ stored: 1 });
  });

  it('tells a node that asks for tokens that there are none here', async () => {
    const client = new (loadContract().TokenService)(server.address, credentials.createInsecure());
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${TEST_JOIN_TOKEN}`);
    const error = await new Promise<ServiceError | null>((resolve) =>
      client.Obtain({ nodeId: 'node-1' }, metadata, (failure: ServiceError | null) => resolve(failure)),
    );
    client.close();
    expect(error?.code).toBe(status.UNIMPLEMENTED);
  });
});

describe('records through an outage of the control plane', () => {
  it('are all stored, none twice', async () => {
    const folder = temporaryFolder();
    let plane = await startTestStream(database);
    const port = plane.address.split(':')[1] as string;
    const link = createControlPlaneLink({ addresses: [plane.address], joinToken: TEST_JOIN_TOKEN, tls: null });
    const sink = createUsageReporter({
      link,
      folder: folder.path,
      nodeId: 'node-2',
      log: recordedLog(),
      lingerMs: 5,
      firstRetryMs: 10,
      retryCeilingMs: 50,
    });
    await sink.start();
    const ids: string[] = [];
    const leave = (count: number): void => {
      for (let index = 0; index < count; index += 1) {
        const record = invocationRecord();
        ids.push(record.id);
        sink.invocation(record);
      }
    };
    leave(400);
    await until(() => sink.status().delivered > 0);
    leave(400);
    await plane.stop();
    leave(400);
    await until(() => sink.status().failure !== null);
    plane = await startTestStream(database, { address: `127.0.0.1:${port}` });
    leave(400);
    await until(() => sink.status().waiting === 0);
    const rows = await database.sql<{ id: string }[]>`SELECT id FROM invocations WHERE node_id = 'node-2'`;
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await sink.stop();
    link.close();
    await plane.stop();
    folder.remove();
  });
});

describe('partitions of the invocations', () => {
  const partitionOf = async (id: string): Promise<string | undefined> =>
    (await database.sql<{ name: string }[]>`SELECT tableoid::regclass::text AS name FROM invocations WHERE id = ${id}`)[0]?.name;

  it('are there for today and the days ahead', async () => {
    const record = onTheWire();
    await report({ nodeId: 'node-3', invocations: [record] });
    const today = new Date(record.startedAtMs).toISOString().slice(0, 10).replaceAll('-', '');
    expect(await partitionOf(record.id)).toBe(`invocations_${today}`);
  });

  it('do not have to exist for a record to be stored: a node’s clock may be wrong', async () => {
    const record = onTheWire({ startedAtMs: Date.now() + 40 * DAY_MS });
    expect(await report({ nodeId: 'node-3', invocations: [record] })).toMatchObject({ stored: 1 });
    expect(await report({ nodeId: 'node-3', invocations: [record] })).toMatchObject({ duplicates: 1 });
    expect(await partitionOf(record.id)).toBe('invocations_other');
  });

  it('take along what was stored for their day before they were made', async () => {
    const startedAtMs = Date.now() + 60 * DAY_MS;
    const record = onTheWire({ startedAtMs });
    await report({ nodeId: 'node-3', invocations: [record] });
    const { made } = await keepPartitions(database.sql, startedAtMs - DAY_MS, 365);
    expect(made.length).toBeGreaterThan(0);
    expect(await partitionOf(record.id)).toBe(`invocations_${new Date(startedAtMs).toISOString().slice(0, 10).replaceAll('-', '')}`);
  });

  it('are dropped once they are older than the retention, and only those', async () => {
    const old = onTheWire({ startedAtMs: Date.now() - 10 * DAY_MS });
    const young = onTheWire({ startedAtMs: Date.now() - 5 * DAY_MS });
    await keepPartitions(database.sql, Date.now() - 10 * DAY_MS, 365);
    await report({ nodeId: 'node-3', invocations: [old, young] });
    const { dropped } = await keepPartitions(database.sql, Date.now(), 7);
    expect(dropped.length).toBeGreaterThan(0);
    expect(await countOf(old.id)).toBe(0);
    expect(await countOf(young.id)).toBe(1);
  });

  it('are looked after by several control planes at the same time', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => keepPartitions(database.sql, Date.now() + 200 * DAY_MS, 3_650)));
    expect(results.flatMap(({ made }) => made)).toHaveLength(new Set(results.flatMap(({ made }) => made)).size);
  });
});
