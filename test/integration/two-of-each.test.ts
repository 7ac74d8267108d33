import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import { startDemoUpstream, type DemoUpstream } from '../../control-plane/cli/demo-upstream.ts';
import { graphqlClient, type GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { testDatabase, type TestDatabase } from '../support/postgres.ts';
import { startPortcullis, type PortcullisProcess } from '../support/processes.ts';
import { testRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { makeTenant, type Tenant } from '../support/tenant.ts';

const adminToken = `pca_${randomBytes(32).toString('base64url')}`;
const joinToken = `pcj_${randomBytes(32).toString('base64url')}`;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-two-'));

let database: TestDatabase;
let upstream: DemoUpstream;
const controlPlanes: { process: PortcullisProcess; graphql: GraphqlClient; grpcAddress: string }[] = [];
const nodes: { process: PortcullisProcess; mcpUrl: string }[] = [];
let tenant: Tenant;

beforeAll(async () => {
  database = await testDatabase();
  const redis = await testRedis();
  upstream = await startDemoUpstream();
  const masterKey = randomBytes(32).toString('base64');
  for (const index of [0, 1]) {
    const child = startPortcullis(['control-plane'], {
      DATABASE_URL: database.url,
      PORTCULLIS_DATA: join(folder, `control-plane-${index}`),
      PORTCULLIS_MASTER_KEY: masterKey,
      PORTCULLIS_HTTP_PORT: '0',
      PORTCULLIS_GRPC_PORT: '0',
      PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: adminToken,
      PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: joinToken,
    });
    const [, url = '', grpcAddress = ''] = await child.line(/GraphQL (\S+), config stream (\S+)/);
    controlPlanes.push({ process: child, graphql: graphqlClient(url, adminToken), grpcAddress });
  }
  for (const index of [0, 1]) {
    const child = startPortcullis(['data-plane'], {
      REDIS_URL: redis.url,
      PORTCULLIS_DATA: join(folder, `node-${index}`),
      PORTCULLIS_NODE_NAME: `node-${index}`,
      PORTCULLIS_CONTROL_PLANE: (controlPlanes[index] as (typeof controlPlanes)[0]).grpcAddress,
      PORTCULLIS_JOIN_TOKEN: joinToken,
      PORTCULLIS_MCP_PORT: '0',
      PORTCULLIS_ADMIN_PORT: '0',
    });
    const [, mcpUrl = ''] = await child.line(/MCP (\S+),/);
    nodes.push({ process: child, mcpUrl });
  }
  await until(async () => (await connectedNodes()).length === 2);
  tenant = await makeTenant(first().graphql, { upstreamUrl: upstream.url, tools: ['echo', 'get-sum', 'trigger-long-running-operation'] });
});

afterAll(async () => {
  for (const { process } of nodes) await process.stop();
  for (const { process } of controlPlanes) await process.stop();
  await upstream?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const first = (): (typeof controlPlanes)[0] => controlPlanes[0] as (typeof controlPlanes)[0];
const second = (): (typeof controlPlanes)[0] => controlPlanes[1] as (typeof controlPlanes)[0];
const node = (index: number): (typeof nodes)[0] => nodes[index] as (typeof nodes)[0];

async function connectedNodes(): Promise<{ name: string; appliedVersion: string | null }[]> {
  const { nodes: page } = await second().graphql<{
    nodes: { nodes: { name: string; connected: boolean; appliedVersion: string | null }[] };
  }>('{ nodes { nodes { name connected appliedVersion } } }');
  return page.nodes.filter(({ connected }) => connected);
}

async function connect(index: number, key = tenant.key): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
  const client = new Client({ name: 'two-of-each', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${node(index).mcpUrl}/${tenant.registryName}`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  await client.connect(transport as Transport);
  return { client, transport };
}

const textOf = (result: unknown): string => (result as { content: { text: string }[] }).content[0]?.text ?? '';

describe('two control planes and two nodes, each a process of its own', () => {
  it('serves calls through both nodes, with config written at one control plane', async () => {
    for (const index of [0, 1]) {
      const { client } = await connect(index);
      expect((await client.listTools()).tools.map(({ name }) => name).toSorted()).toEqual([
        'main__echo',
        'main__get-sum',
        'main__trigger-long-running-operation',
      ]);
      expect(textOf(await client.callTool({ name: 'main__echo', arguments: { message: `through ${index}` } }))).toContain(
        `through ${index}`,
      );
      await client.close();
    }
  });

  it('lets a change made at the second control plane reach the node of the first', async () => {
    const { configVersion } = await mutate(second().graphql, 'setItemsEnabled', {
      items: [{ id: tenant.items.get('get-sum') }],
      enabled: false,
    });
    await awaitEnforced(first().graphql, configVersion, 20_000);
    const { client } = await connect(0);
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('main__get-sum');
    await expect(client.callTool({ name: 'main__get-sum', arguments: { a: 1, b: 2 } })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  it('lets a session that one node opened be used through the other', async () => {
    const { client, transport } = await connect(0);
    const session = transport.sessionId as string;
    const answer = await fetch(`${node(1).mcpUrl}/${tenant.registryName}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${tenant.key}`,
        'mcp-session-id': session,
        'mcp-protocol-version': '2025-11-25',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 7,
        method: 'tools/call',
        params: { name: 'main__echo', arguments: { message: 'elsewhere' } },
      }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('elsewhere');
    await client.close();
  });

  it('records calls of both nodes once each, attributed to application, key and agent', async () => {
    const query = `query ($filter: InvocationFilter) { invocations(filter: $filter, first: 50) { nodes { id outcome keyId agentName dataPlaneNode { name } item { name } application { id } } } }`;
    const calls = async (): Promise<
      {
        id: string;
        outcome: string;
        keyId: string;
        agentName: string;
        dataPlaneNode: { name: string };
        item: { name: string } | null;
        application: { id: string };
      }[]
    > =>
      (
        await second().graphql<{ invocations: { nodes: never[] } }>(query, {
          filter: { applicationId: tenant.applicationId, method: 'tools/call' },
        })
      ).invocations.nodes;
    await expect
      .poll(async () => (await calls()).filter(({ outcome }) => outcome === 'OK').length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(3);
    const rows = (await calls()).filter(({ outcome }) => outcome === 'OK');
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ dataPlaneNode }) => dataPlaneNode.name))).toEqual(new Set(['node-0', 'node-1']));
    for (const row of rows)
      expect(row).toMatchObject({
        keyId: tenant.keyId,
        agentName: 'two-of-each',
        item: { name: 'echo' },
        application: { id: tenant.applicationId },
      });
  });

  it('finishes a call in flight before a node that was told to stop ends', async () => {
    const { client } = await connect(1);
    const running = client.callTool({ name: 'main__trigger-long-running-operation', arguments: { duration: 3, steps: 3 } });
    await expect.poll(async () => (await inFlight()) > 0, { timeout: 20_000 }).toBe(true);
    const stopped = node(1).process.stop();
    expect(textOf(await running)).toContain('completed');
    await stopped;
    expect(await node(1).process.exited).toBe(0);
  });

  it('goes on serving when its control plane is killed', async () => {
    await first().process.kill();
    const { client } = await connect(0);
    expect(textOf(await client.callTool({ name: 'main__echo', arguments: { message: 'still here' } }))).toContain('still here');
    await client.close();
  });

  it('never writes a key or token to its output', () => {
    const output = [...nodes, ...controlPlanes].map(({ process }) => process.output()).join('\n');
    for (const secret of [tenant.key, adminToken, joinToken]) expect(output).not.toContain(secret);
  });
});

async function inFlight(): Promise<number> {
  const { nodes: page } = await second().graphql<{ nodes: { nodes: { name: string; inFlight: number }[] } }>(
    '{ nodes { nodes { name inFlight } } }',
  );
  return page.nodes.find(({ name }) => name === 'node-1')?.inFlight ?? 0;
}
