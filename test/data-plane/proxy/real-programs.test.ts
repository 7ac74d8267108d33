/** Servers and clients that nobody here wrote. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf, type ServerLiteral } from '../../support/proxy-config.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const program = (name: string): string => join(packageRoot(), `node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
const anything = { type: 'object' };

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function everything(transport: 'streamableHttp' | 'sse'): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, [program('everything'), transport], {
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: 'ignore',
  });
  await eventually(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      }),
    (up) => up,
  );
  return { child, port };
}

async function gateway(servers: readonly ServerLiteral[], settings = {}): Promise<TestProxy> {
  const proxy = await startTestProxy(
    snapshotOf({ registries: [{ name: 'real', servers }], applications: [{ name: 'one', keys: [KEY] }] }),
    { settings },
  );
  open.push(proxy);
  return proxy;
}

const tools = (...names: string[]) => names.map((name) => ({ definition: { name, inputSchema: anything } }));

async function v1(url: string, capabilities = {}): Promise<Client> {
  const client = new Client({ name: 'v1', version: '1' }, { capabilities });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${KEY}` } } }) as never,
  );
  open.push({ stop: () => client.close() });
  return client;
}

async function v2(url: string, mode: 'legacy' | 'auto'): Promise<ClientV2> {
  const client = new ClientV2({ name: 'v2', version: '2' }, { versionNegotiation: { mode } } as never);
  await client.connect(new TransportV2(new URL(url), { requestInit: { headers: { authorization: `Bearer ${KEY}` } } }));
  open.push({ stop: () => client.close() });
  return client;
}

describe('server-everything', () => {
  let running: Record<'streamableHttp' | 'sse', { child: ChildProcess; port: number }>;
  beforeAll(async () => {
    running = { streamableHttp: await everything('streamableHttp'), sse: await everything('sse') };
  });
  afterAll(() => {
    running.streamableHttp.child.kill('SIGKILL');
    running.sse.child.kill('SIGKILL');
  });
  const servers = (): ServerLiteral[] => [
    {
      name: 'http',
      url: `http://127.0.0.1:${running.streamableHttp.port}/mcp`,
      items: tools('echo', 'trigger-long-running-operation', 'get-sum'),
    },
    { name: 'sse', transport: 'sse', url: `http://127.0.0.1:${running.sse.port}/sse`, items: tools('echo') },
    { name: 'found', url: `http://127.0.0.1:${running.sse.port}/sse`, items: tools('echo') },
  ];

  it('is reached by the SDK’s client v1 over Streamable HTTP and over HTTP+SSE, named or found', async () => {
    const proxy = await gateway(servers());
    const client = await v1(`${proxy.mcpUrl}/mcp/real`);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      'found__echo',
      'http__echo',
      'http__get-sum',
      'http__trigger-long-running-operation',
      'sse__echo',
    ]);
    for (const name of ['http__echo', 'sse__echo', 'found__echo']) {
      expect(await client.callTool({ name, arguments: { message: `to ${name}` } })).toMatchObject({
        content: [{ text: expect.stringContaining(`to ${name}`) }],
      });
    }
  });

  it('sends its progress to the client that asked for it', async () => {
    const proxy = await gateway(servers());
    const client = await v1(`${proxy.mcpUrl}/mcp/real/http`);
    const seen: number[] = [];
    await client.callTool({ name: 'trigger-long-running-operation', arguments: { duration: 1, steps: 3 } }, undefined, {
      onprogress: ({ progress }) => void seen.push(progress),
    });
    expect(seen).toEqual([1, 2, 3]);
  });

  it.each(['legacy', 'auto'] as const)('is reached by the SDK’s client v2 (%s)', async (mode) => {
    const proxy = await gateway(servers());
    const client = await v2(`${proxy.mcpUrl}/mcp/real`, mode);
    expect((await client.listTools()).tools).toHaveLength(5);
    expect(await client.callTool({ name: 'http__echo', arguments: { message: 'hi' } })).toMatchObject({
      content: [{ text: expect.stringContaining('hi') }],
    });
    const record = await proxy.recorded(({ method }) => method === 'tools/call');
    expect(record.protocolVersion).toBe(mode === 'auto' ? '2026-07-28' : '2025-11-25');
  });
});

describe('programs on stdio', () => {
  it('serve files and keep a graph, with nothing of ours in their environment, and end with the node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-stdio-'));
    try {
      writeFileSync(join(folder, 'a.txt'), 'file content');
      process.env['PORTCULLIS_TEST_SECRET'] = 'must not leak';
      const proxy = await gateway(
        [
          { name: 'files', transport: 'stdio', command: [process.execPath, program('filesystem'), folder], items: tools('read_text_file') },
          {
            name: 'memory',
            transport: 'stdio',
            command: [process.execPath, program('memory')],
            environment: { MEMORY_FILE_PATH: join(folder, 'm.json') },
            items: tools('create_entities', 'read_graph'),
          },
          {
            name: 'all',
            transport: 'stdio',
            command: [process.execPath, program('everything'), 'stdio'],
            environment: { GIVEN: 'yes' },
            items: tools('get-env'),
          },
        ],
        { stdioAllowed: true },
      );
      const client = await v1(`${proxy.mcpUrl}/mcp/real`);
      expect(await client.callTool({ name: 'files__read_text_file', arguments: { path: join(folder, 'a.txt') } })).toMatchObject({
        content: [{ text: 'file content' }],
      });
      await client.callTool({
        name: 'memory__create_entities',
        arguments: { entities: [{ name: 'Ada', entityType: 'person', observations: ['wrote programs'] }] },
      });
      expect(JSON.stringify(await client.callTool({ name: 'memory__read_graph', arguments: {} }))).toContain('wrote programs');
      const env = JSON.stringify(await client.callTool({ name: 'all__get-env', arguments: {} }));
      expect(env).toContain('GIVEN');
      expect(env).not.toContain('PORTCULLIS_TEST_SECRET');
      const auto = await v2(`${proxy.mcpUrl}/mcp/real`, 'auto');
      expect(await auto.callTool({ name: 'files__read_text_file', arguments: { path: join(folder, 'a.txt') } })).toMatchObject({
        content: [{ text: 'file content' }],
      });
      expect(proxy.programs()).toBeGreaterThan(0);
      await proxy.stop();
      expect(proxy.programs()).toBe(0);
    } finally {
      delete process.env['PORTCULLIS_TEST_SECRET'];
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are not started where the node may not, and a program that dies costs only its own call', async () => {
    const server: ServerLiteral = {
      name: 'all',
      transport: 'stdio',
      command: [process.execPath, '-e', 'process.exit(3)'],
      items: tools('x'),
    };
    const off = await gateway([server]);
    expect(JSON.stringify(await (await v1(`${off.mcpUrl}/mcp/real`)).callTool({ name: 'all__x', arguments: {} }))).toContain(
      'not allowed to start',
    );
    const on = await gateway([server], { stdioAllowed: true });
    expect(JSON.stringify(await (await v1(`${on.mcpUrl}/mcp/real`)).callTool({ name: 'all__x', arguments: {} }))).toContain('ended');
    const missing = await gateway([{ ...server, command: ['/no/such/program'] }], { stdioAllowed: true });
    expect(JSON.stringify(await (await v1(`${missing.mcpUrl}/mcp/real`)).callTool({ name: 'all__x', arguments: {} }))).toContain(
      'cannot be started',
    );
  });
});
