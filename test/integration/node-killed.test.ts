import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphqlClient, type GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { UPSTREAM_FAILED } from '../../data-plane/proxy/errors.ts';
import { startFakeMcpServer, type FakeMcpServer } from '../support/fake-mcp-server.ts';
import { testDatabase, type TestDatabase } from '../support/postgres.ts';
import { startPortcullis, type PortcullisProcess } from '../support/processes.ts';
import { testRedis } from '../support/redis.ts';
import { startRoundRobin, type RoundRobin } from '../support/round-robin.ts';
import { makeTenant, type Tenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';

const adminToken = `pca_${randomBytes(32).toString('base64url')}`;
const joinToken = `pcj_${randomBytes(32).toString('base64url')}`;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-killed-'));

let database: TestDatabase;
let upstream: FakeMcpServer;
let controlPlane: PortcullisProcess;
let graphql: GraphqlClient;
let balancer: RoundRobin;
let tenant: Tenant;
let path: string;
const nodes: PortcullisProcess[] = [];
/** Ends a `wait` call at the upstream, by its argument. */
const finish = new Map<string, () => void>();

beforeAll(async () => {
  database = await testDatabase();
  const redis = await testRedis();
  upstream = await startFakeMcpServer();
  upstream.on('tools/list', () => ({ tools: [tool('echo'), tool('wait')] }));
  upstream.on('tools/call', ({ message: { id, params } }, io) => {
    const result = { content: [{ type: 'text', text: `${params.name} ${params.arguments.who}` }] };
    if (params.name === 'echo') return result;
    const stream = io.stream();
    stream.send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: params._meta.progressToken, progress: 1 } });
    finish.set(params.arguments.who, () => {
      stream.send({ jsonrpc: '2.0', id, result });
      stream.end();
    });
    return undefined;
  });
  controlPlane = startPortcullis(['control-plane'], {
    DATABASE_URL: database.url,
    PORTCULLIS_DATA: join(folder, 'control-plane'),
    PORTCULLIS_HTTP_PORT: '0',
    PORTCULLIS_GRPC_PORT: '0',
    PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: adminToken,
    PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: joinToken,
  });
  const [, url = '', grpcAddress = ''] = await controlPlane.line(/GraphQL (\S+), config stream (\S+)/);
  graphql = graphqlClient(url, adminToken);
  const origins: string[] = [];
  for (const index of [0, 1]) {
    const child = startPortcullis(['data-plane'], {
      REDIS_URL: redis.url,
      PORTCULLIS_DATA: join(folder, `node-${index}`),
      PORTCULLIS_NODE_NAME: `node-${index}`,
      PORTCULLIS_CONTROL_PLANE: grpcAddress,
      PORTCULLIS_JOIN_TOKEN: joinToken,
      PORTCULLIS_DRIFT_INTERVAL_MS: '0',
      PORTCULLIS_MCP_PORT: '0',
      PORTCULLIS_ADMIN_PORT: '0',
    });
    nodes.push(child);
    const [, mcpUrl = ''] = await child.line(/MCP (\S+),/);
    origins.push(new URL(mcpUrl).origin);
    path = new URL(mcpUrl).pathname;
  }
  await until(async () => (await connectedNodes()) === 2, 'two connected nodes');
  tenant = await makeTenant(graphql, { upstreamUrl: upstream.url, tools: 'all' });
  balancer = await startRoundRobin(origins);
});

afterAll(async () => {
  await balancer?.stop();
  for (const node of nodes) await node.stop();
  await controlPlane?.stop();
  await upstream?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const tool = (name: string): Record<string, unknown> => ({
  name,
  inputSchema: { type: 'object', properties: { who: { type: 'string' } } },
});

async function connectedNodes(): Promise<number> {
  const { nodes: page } = await graphql<{ nodes: { nodes: { connected: boolean }[] } }>('{ nodes { nodes { connected } } }');
  return page.nodes.filter(({ connected }) => connected).length;
}

/** Calls `wait` at the node given, and resolves once its stream runs. Returns: what becomes of the call. */
async function waitingCall(client: Client, who: string, at: number): Promise<{ readonly outcome: Promise<unknown> }> {
  if (balancer.next() !== at) await client.ping();
  let isRunning = false;
  const outcome = client.callTool({ name: 'main__wait', arguments: { who } }, undefined, { onprogress: () => (isRunning = true) }).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  await until(() => isRunning, `progress of "${who}"`);
  expect(balancer.passed.filter(({ body }) => body.includes(`"${who}"`)).map(({ to }) => to)).toEqual([at]);
  return { outcome };
}

describe('a node killed under an agent', () => {
  it('costs the agent at most the calls that were on it, each answered with an error, and not its session', async () => {
    const client = new Client({ name: 'survivor', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(`${balancer.origin}${path}/${tenant.registryName}`), {
      requestInit: { headers: { authorization: `Bearer ${tenant.key}` } },
    });
    let listChanges = 0;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void listChanges++);
    await client.connect(transport as Transport);
    const { sessionId } = transport;
    const standing = (): (typeof balancer.passed)[0] | undefined => balancer.passed.find(({ method }) => method === 'GET');
    await until(() => standing() !== undefined, 'the GET stream of the session');
    const doomed = standing()?.to as number;
    const spared = 1 - doomed;
    const lost = await waitingCall(client, 'lost', doomed);
    const kept = await waitingCall(client, 'kept', spared);
    await until(() => {
      upstream.push({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
      return listChanges > 0;
    }, 'a notification on the stream');

    const before = balancer.passed.length;
    await nodes[doomed]?.kill();
    expect(await lost.outcome).toMatchObject({
      error: { code: UPSTREAM_FAILED, message: expect.stringContaining('The node that worked on this request is gone') },
    });
    finish.get('kept')?.();
    expect(await kept.outcome).toMatchObject({ result: { content: [{ text: 'wait kept' }] } });

    for (const who of ['one', 'two', 'three'])
      expect(await client.callTool({ name: 'main__echo', arguments: { who } })).toMatchObject({ content: [{ text: `echo ${who}` }] });
    const again = await waitingCall(client, 'again', spared);
    finish.get('again')?.();
    expect(await again.outcome).toMatchObject({ result: { content: [{ text: 'wait again' }] } });

    await until(
      () => balancer.passed.slice(before).filter(({ method, lastEventId }) => method === 'GET' && lastEventId !== undefined).length >= 2,
      'the client to come back for its call and for its stream',
    );
    const heard = listChanges;
    await until(() => {
      upstream.push({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
      return listChanges > heard;
    }, 'a notification on the stream that another node holds now');

    expect(transport.sessionId).toBe(sessionId);
    expect(balancer.passed.filter(({ body }) => body.includes('"initialize"'))).toHaveLength(1);
    expect(new Set(balancer.passed.slice(before).map(({ to, sessionId: id }) => `${to} ${id}`))).toEqual(
      new Set([`${spared} ${sessionId}`]),
    );
    const calls = upstream.seen.filter(({ method }) => method === 'tools/call');
    expect(new Set(calls.map(({ headers }) => headers['mcp-session-id'])).size).toBe(1);
    expect(calls.filter(({ text }) => text.includes('"lost"'))).toHaveLength(1);
    await transport.terminateSession();
    await client.close();
  }, 120_000);
});
