import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newToken } from '../../../control-plane/secrets/tokens.ts';
import { recordChange, recordChanges } from '../../../control-plane/snapshot/changes.ts';
import { createJoinToken, revokeJoinToken } from '../../../control-plane/stream/join-tokens.ts';
import type { StreamServer } from '../../../control-plane/stream/server.ts';
import { removeOutdated } from '../../../control-plane/stream/upkeep.ts';
import { decodeResource } from '../../../proto/codec.ts';
import { applicationKeys } from '../../../schema/tables/application.ts';
import { items } from '../../../schema/tables/item.ts';
import { nodes } from '../../../schema/tables/node.ts';
import { servers } from '../../../schema/tables/server.ts';
import { startTestStream, TEST_JOIN_TOKEN } from '../../support/control-plane.ts';
import { connectFakeNode, type FakeNode } from '../../support/fake-node.ts';
import { testDatabase, type TestDatabase } from '../../support/postgres.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { insertTenant, type TenantRows } from '../../support/tenant-rows.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: StreamServer;
let tenant: TenantRows;
const opened: FakeNode[] = [];
const log = recordedLog();

beforeAll(async () => {
  database = await testDatabase();
  tenant = await insertTenant(database, { tools: 50 });
  server = await startTestStream(database, { log, heartbeatIntervalMs: 60_000 });
});
afterEach(() => {
  for (const node of opened.splice(0)) node.close();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

function connect(
  hello: Parameters<typeof connectFakeNode>[0]['hello'] = {},
  token: string | null = TEST_JOIN_TOKEN,
  address = server.address,
): FakeNode {
  const node = connectFakeNode({ address, token, hello });
  opened.push(node);
  return node;
}

async function renameTool(index: number, definition: object): Promise<string> {
  return database.orm.transaction(async (tx) => {
    const id = tenant.itemIds[index] as string;
    await tx
      .update(items)
      .set({ approvedDefinition: JSON.stringify(definition) })
      .where(eq(items.id, id));
    return recordChange(tx, 'Item', id);
  });
}

describe('config stream', () => {
  it('sends a node that holds nothing the whole config, closed and in one push', async () => {
    const push = await connect().push(0);
    expect(push.baseVersion).toBe('');
    expect(push.upserts.filter(({ kind }) => kind === 'Item')).toHaveLength(50);
    expect(new Set(push.upserts.map(({ kind }) => kind))).toEqual(
      new Set(['Fleet', 'Project', 'Policy', 'Registry', 'Server', 'Item', 'Application', 'ApplicationKey', 'Grant']),
    );
    expect(push.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('sends one changed item as one item, starting from what the node acknowledged', async () => {
    const node = connect();
    const whole = await node.push(0);
    node.ack(whole);
    const version = await renameTool(3, { name: 'tool-3', description: 'Changed.' });
    const delta = await node.push(1);
    expect(delta).toMatchObject({ version, baseVersion: whole.version, removals: [] });
    expect(delta.upserts.map(({ kind, id }) => ({ kind, id }))).toEqual([{ kind: 'Item', id: tenant.itemIds[3] }]);
    expect(decodeResource('Item', delta.upserts[0]?.body as Buffer).definition.toString()).toContain('Changed.');
  });

  it('names what is gone, with everything that went with it', async () => {
    const other = await insertTenant(database, { name: 'gone' });
    const node = connect();
    await until(() => server.status().version === other.version);
    const whole = await node.push(0);
    node.ack(whole);
    if (whole.version !== other.version) node.ack(await node.push(1));
    // Only the server is named: its items go by ON DELETE CASCADE, and the stream must find that out by itself.
    await database.orm.transaction(async (tx) => {
      await tx.delete(servers).where(eq(servers.id, other.serverId));
      await recordChange(tx, 'Server', other.serverId);
    });
    await until(() => node.pushes.at(-1)?.removals.some(({ id }) => id === other.serverId) === true);
    expect(node.pushes.at(-1)?.removals).toHaveLength(3);
  });

  it('sends nothing to a node that holds the newest version', async () => {
    const first = connect();
    const whole = await first.push(0);
    first.ack(whole);
    const second = connect({ version: whole.version, digest: whole.digest });
    await until(() => second.heartbeatIntervalMs() > 0);
    const version = await renameTool(4, { name: 'tool-4', description: 'Later.' });
    expect(await second.push(0)).toMatchObject({ version, baseVersion: whole.version });
  });

  it('sends the whole config to a node whose digest is not that of its version', async () => {
    const first = connect();
    const whole = await first.push(0);
    const push = await connect({ version: whole.version, digest: '0'.repeat(64) }).push(0);
    expect(push.baseVersion).toBe('');
  });

  it('follows a refused delta with the whole config once, then waits for the next version', async () => {
    const node = connect();
    node.ack(await node.push(0));
    await renameTool(5, { name: 'tool-5', description: 'One.' });
    node.nack(await node.push(1), 'the digest differs');
    const again = await node.push(2);
    expect(again.baseVersion).toBe('');
    node.nack(again, 'no room');
    await until(
      async () => (await database.orm.select().from(nodes).where(eq(nodes.id, node.nodeId)))[0]?.rejectedProblems[0] === 'no room',
    );
    node.send({ heartbeat: { inFlight: 0, spooledRecords: 0 } });
    const version = await renameTool(5, { name: 'tool-5', description: 'Two.' });
    expect((await node.push(3)).version).toBe(version);
    expect(node.pushes).toHaveLength(4);
  });

  it('lets an answer to anything but the latest push change nothing', async () => {
    const node = connect();
    const push = await node.push(0);
    node.send({ ack: { nonce: 'other', version: push.version } });
    node.send({ heartbeat: { inFlight: 3, spooledRecords: 9 } });
    await until(async () => (await database.orm.select().from(nodes).where(eq(nodes.id, node.nodeId)))[0]?.inFlight === 3);
    const [row] = await database.orm.select().from(nodes).where(eq(nodes.id, node.nodeId));
    expect(row).toMatchObject({ appliedVersion: null, spooledRecords: 9, connected: true });
  });

  it('gives a slow node the newest version, not those it was too slow for', async () => {
    const node = connect();
    const whole = await node.push(0);
    let last = '';
    for (let turn = 0; turn < 5; turn += 1) last = await renameTool(turn, { name: `tool-${turn}`, description: `Turn ${turn}.` });
    await until(() => server.status().version === last);
    expect(node.pushes).toHaveLength(1);
    node.ack(whole);
    const next = await node.push(1);
    expect(next.version).toBe(last);
    expect(next.upserts).toHaveLength(5);
  });

  it('pushes a revoked key as revoked, so that its holder stays known', async () => {
    const node = connect();
    node.ack(await node.push(0));
    await database.orm.transaction(async (tx) => {
      await tx.update(applicationKeys).set({ revokedAt: new Date() }).where(eq(applicationKeys.id, tenant.keyId));
      await recordChange(tx, 'ApplicationKey', tenant.keyId);
    });
    const push = await node.push(1);
    expect(decodeResource('ApplicationKey', push.upserts[0]?.body as Buffer).revoked).toBe(true);
  });

  it('does not push a config that no node could apply, says why, and goes on once it is mended', async () => {
    const node = connect();
    node.ack(await node.push(0));
    await renameTool(6, 'not an object' as unknown as object);
    await until(() => server.status().blocked !== null);
    expect(server.status().blocked?.problems).toEqual([`Item ${tenant.itemIds[6]} holds a definition that is not a JSON object`]);
    expect(log.said('error', 'is not pushed')).toBe(true);
    const version = await renameTool(6, { name: 'tool-6', description: 'Mended.' });
    expect((await node.push(1)).version).toBe(version);
    expect(server.status().blocked).toBeNull();
  });
});

describe('awaitEnforced', () => {
  it('resolves once every connected node has acknowledged the version', async () => {
    const [one, two] = [connect(), connect()];
    one.ack(await one.push(0));
    two.ack(await two.push(0));
    const version = await renameTool(7, { name: 'tool-7', description: 'Awaited.' });
    const waiting = server.awaitEnforced(version, 60_000);
    one.ack(await one.push(1));
    const early = await server.awaitEnforced(version, 0);
    expect(early.waitingFor.map(({ id }) => id)).toContain(two.nodeId);
    two.ack(await two.push(1));
    expect(await waiting).toMatchObject({ isEnforced: true, waitingFor: [] });
  });

  it('resolves with the reasons when a node refused it', async () => {
    const node = connect();
    node.ack(await node.push(0));
    const version = await renameTool(8, { name: 'tool-8', description: 'Refused.' });
    const waiting = server.awaitEnforced(version, 60_000);
    node.nack(await node.push(1), 'too large');
    node.nack(await node.push(2), 'too large');
    const { isEnforced, waitingFor } = await waiting;
    expect(isEnforced).toBe(false);
    expect(waitingFor).toMatchObject([{ id: node.nodeId, rejectedVersion: version, problems: ['too large'] }]);
  });

  it('refuses what is no version', async () => {
    await expect(server.awaitEnforced('12; DROP TABLE nodes', 0)).rejects.toThrow('decimal number');
  });
});

describe('a node that connects', () => {
  it('is refused without a join token, with a malformed one and with an unknown one', async () => {
    for (const token of [null, 'pcj_short', newToken('pcj').token, newToken('pca').token]) {
      const node = connect({}, token);
      await until(() => node.ended() !== null);
      expect(node.ended()?.code).toBe(status.UNAUTHENTICATED);
      expect(node.pushes).toHaveLength(0);
    }
  });

  it('is accepted with a join token from the database, and not once that is revoked', async () => {
    const { id, token } = await createJoinToken(database.sql, { name: 'edge', expiresAt: null });
    await connect({}, token).push(0);
    await revokeJoinToken(database.sql, id);
    const replica = await startTestStream(database);
    const late = connect({}, token, replica.address);
    await until(() => late.ended() !== null);
    expect(late.ended()?.code).toBe(status.UNAUTHENTICATED);
    await replica.stop();
  });

  it('is refused with an expired join token', async () => {
    const { token } = await createJoinToken(database.sql, { name: 'old', expiresAt: new Date(Date.now() - 1_000) });
    const node = connect({}, token);
    await until(() => node.ended() !== null);
    expect(node.ended()?.code).toBe(status.UNAUTHENTICATED);
  });

  it('must begin with Hello, say it once, and name itself by a UUID', async () => {
    const silent = connect(null);
    silent.send({ heartbeat: { inFlight: 0, spooledRecords: 0 } });
    const twice = connect();
    await twice.push(0);
    twice.send({ hello: { nodeId: twice.nodeId } });
    const unnamed = connect({ nodeId: '../../etc/passwd' });
    for (const node of [silent, twice, unnamed]) {
      await until(() => node.ended() !== null);
      expect(node.ended()?.code).toBe(status.INVALID_ARGUMENT);
    }
  });

  it('replaces its own earlier stream, and the earlier one does not mark it as gone', async () => {
    const nodeId = randomUUID();
    const early = connect({ nodeId });
    await early.push(0);
    const late = connect({ nodeId });
    late.ack(await late.push(0));
    await until(() => early.ended() !== null);
    expect(early.ended()?.code).toBe(status.ALREADY_EXISTS);
    await until(async () => (await database.orm.select().from(nodes).where(eq(nodes.id, nodeId)))[0]?.appliedVersion !== null);
    expect((await database.orm.select().from(nodes).where(eq(nodes.id, nodeId)))[0]?.connected).toBe(true);
  });

  it('is marked as gone once its stream ends', async () => {
    const node = connect();
    await node.push(0);
    await until(async () => (await database.orm.select().from(nodes).where(eq(nodes.id, node.nodeId)))[0]?.connected === true);
    node.close();
    await until(async () => (await database.orm.select().from(nodes).where(eq(nodes.id, node.nodeId)))[0]?.connected === false);
  });

  it('loses its stream when it says nothing for three heartbeats', async () => {
    const replica = await startTestStream(database, { heartbeatIntervalMs: 50 });
    const node = connect({}, TEST_JOIN_TOKEN, replica.address);
    await node.push(0);
    await until(() => node.ended() !== null);
    expect(node.ended()?.code).toBe(status.DEADLINE_EXCEEDED);
    await replica.stop();
  });
});

describe('two control planes on one database', () => {
  it('push each other’s changes, and either can wait for nodes of both', async () => {
    const replicaDatabase = await database.reopen();
    const replica = await startTestStream(replicaDatabase, { heartbeatIntervalMs: 60_000 });
    const here = connect();
    const there = connect({}, TEST_JOIN_TOKEN, replica.address);
    const [wholeHere, wholeThere] = [await here.push(0), await there.push(0)];
    expect(wholeThere.digest).toBe(wholeHere.digest);
    here.ack(wholeHere);
    there.ack(wholeThere);
    const version = await renameTool(9, { name: 'tool-9', description: 'Seen by both.' });
    const [deltaHere, deltaThere] = [await here.push(1), await there.push(1)];
    expect(deltaThere.digest).toBe(deltaHere.digest);
    const waiting = server.awaitEnforced(version, 60_000);
    here.ack(deltaHere);
    there.ack(deltaThere);
    expect((await waiting).isEnforced).toBe(true);
    await replica.stop();
    await replicaDatabase.close();
  });

  it('find a change whose notification was lost by looking', async () => {
    const replicaDatabase = await database.reopen();
    const replica = await startTestStream(replicaDatabase, { pollMs: 50 });
    // As a change made by something that does not announce it.
    await database.sql`UPDATE config_version SET version = version + 1`;
    await database.sql`INSERT INTO config_changes SELECT version, 'Item', ${tenant.itemIds[0] as string} FROM config_version`;
    const [row] = await database.sql<{ version: string }[]>`SELECT version::text FROM config_version`;
    await until(() => replica.status().version === row?.version && server.status().version === row?.version);
    await replica.stop();
    await replicaDatabase.close();
  });

  it('make a delta from the record of changes for a version that is older than the process', async () => {
    const node = connect();
    const whole = await node.push(0);
    const version = await renameTool(10, { name: 'tool-10', description: 'While it was away.' });
    const replica = await startTestStream(database);
    const returning = connect({ version: whole.version, digest: whole.digest }, TEST_JOIN_TOKEN, replica.address);
    const push = await returning.push(0);
    expect(push).toMatchObject({ version, baseVersion: whole.version });
    expect(push.upserts.map(({ id }) => id)).toEqual([tenant.itemIds[10]]);
    await replica.stop();
  });
});

describe('a database that breaks every connection', () => {
  it('is connected to again, and changes are pushed as before', async () => {
    const node = connect();
    node.ack(await node.push(0));
    const others = await database.reopen();
    await others.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await others.close();
    let version = '';
    await until(async () => {
      version = await renameTool(12, { name: 'tool-12', description: 'After the break.' }).catch(() => '');
      return version !== '';
    });
    expect((await node.push(1)).version).toBe(version);
  });
});

describe('what is not needed any more', () => {
  it('goes: changes older than ten thousand versions, nodes not seen for a month; and a node further behind gets everything', async () => {
    const nodeId = randomUUID();
    await database.sql`INSERT INTO nodes (id, name, last_contact_at) VALUES (${nodeId}, 'gone', now() - interval '31 days'), (${randomUUID()}, 'young', now() - interval '29 days')`;
    const first = connect();
    const whole = await first.push(0);
    await database.sql`UPDATE config_version SET version = version + 20000`;
    const version = await renameTool(13, { name: 'tool-13', description: 'Much later.' });
    const removed = await removeOutdated(database.sql);
    expect(removed.changes).toBeGreaterThan(0);
    expect(removed.nodes).toBe(1);
    const replica = await startTestStream(database);
    const late = connect({ version: whole.version, digest: whole.digest }, TEST_JOIN_TOKEN, replica.address);
    expect(await late.push(0)).toMatchObject({ version, baseVersion: '' });
    await replica.stop();
  });
});

describe('a database restored from a backup', () => {
  it('gets a version above that of the nodes, which would otherwise refuse every push', async () => {
    const ahead = (BigInt(server.status().version ?? '0') + 500n).toString();
    const node = connect({ version: ahead, digest: '1'.repeat(64) });
    const push = await node.push(0);
    expect(BigInt(push.version)).toBeGreaterThan(BigInt(ahead));
    expect(push.baseVersion).toBe('');
    expect(log.said('warn', 'restored from a backup')).toBe(true);
  });

  it('does not let a node use the counter up', async () => {
    const before = server.status().version;
    const node = connect({ version: '9000000000000000000', digest: '1'.repeat(64) });
    await until(() => node.ended() !== null);
    expect(node.ended()).toMatchObject({ code: status.FAILED_PRECONDITION, details: expect.stringContaining('remove last-good.config') });
    expect(server.status().version).toBe(before);
  });
});

describe('recordChanges', () => {
  it('gives versions in the order of commits, whoever asks at the same time', async () => {
    const versions = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        database.orm.transaction((tx) => recordChanges(tx, [{ kind: 'Item', id: tenant.itemIds[index] as string }])),
      ),
    );
    const numbers = versions.map(Number).sort((a, b) => a - b);
    expect(new Set(numbers).size).toBe(8);
    expect((numbers[7] as number) - (numbers[0] as number)).toBe(7);
    const [row] = await database.orm.execute(sql`SELECT version::text AS version FROM config_version`);
    expect(row?.['version']).toBe(String(numbers[7]));
  });

  it('takes nothing back when the transaction fails', async () => {
    const [before] = await database.sql<{ version: string }[]>`SELECT version::text FROM config_version`;
    await database.orm
      .transaction(async (tx) => {
        await recordChange(tx, 'Item', 'never');
        throw new Error('rolled back');
      })
      .catch(() => {});
    const [after] = await database.sql<{ version: string }[]>`SELECT version::text FROM config_version`;
    expect(after?.version).toBe(before?.version);
  });
});
