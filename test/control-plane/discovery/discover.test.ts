import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { discoverCommand, discoverServer } from '../../../control-plane/discovery/discover.ts';
import { DiscoveryFailed } from '../../../control-plane/discovery/discovered.ts';
import { isLocalHost } from '../../../control-plane/discovery/http-probe.ts';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';

const EVERYTHING = join(packageRoot(), 'node_modules/@modelcontextprotocol/server-everything/dist/index.js');
const open: Server[] = [];
const children: ChildProcess[] = [];

/** A JSON-RPC server that answers each method as told; what it is not told about is "method not found". */
async function fake(
  answer: (method: string, params: Record<string, unknown>) => unknown,
  before?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<URL> {
  const server = createServer((request, response) => {
    if (before?.(request, response) === true) return;
    if (request.method !== 'POST') return void response.writeHead(405).end();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const message = JSON.parse(body) as { id?: number; method: string; params?: Record<string, unknown> };
      if (message.id === undefined) return void response.writeHead(202).end();
      const result = answer(message.method, message.params ?? {});
      const reply = result === undefined ? { error: { code: -32601, message: 'no' } } : { result };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...reply }));
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
}

const initialized = (capabilities: unknown) => ({
  protocolVersion: '2025-11-25',
  capabilities,
  serverInfo: { name: 'fake', version: '1' },
  instructions: 'Be kind.',
});

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

describe('discovery of a command', () => {
  it('reads every list of a server on stdio and ends it', async () => {
    const found = await discoverCommand({ command: process.execPath, args: [EVERYTHING, 'stdio'] });
    expect(found.era).toBe('legacy');
    expect(found.tools.length).toBeGreaterThan(5);
    expect(found.prompts.length).toBeGreaterThan(0);
    expect(found.lists.tools.status).toBe('complete');
    expect(found.connection).toMatchObject({ transport: 'stdio', tls: null, local: true, url: null });
  });

  it('says that a program cannot be started', async () => {
    await expect(discoverCommand({ command: '/nonexistent/server' })).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('hands the program no environment beyond what it needs', async () => {
    process.env['PORTCULLIS_TEST_SECRET'] = 'must-not-leak';
    const script =
      "process.stdin.on('data',d=>{for(const l of d.toString().split('\\n')){if(!l)continue;const m=JSON.parse(l);if(m.id===undefined)continue;const r=m.method==='initialize'?" +
      "{protocolVersion:'2025-11-25',capabilities:{tools:{}},serverInfo:{name:'x',version:'1'}}:{tools:[{name:'t',description:Object.keys(process.env).join(' '),inputSchema:{type:'object'}}]};" +
      "process.stdout.write(JSON.stringify(m.method==='server/discover'?{jsonrpc:'2.0',id:m.id,error:{code:-32601,message:'no'}}:{jsonrpc:'2.0',id:m.id,result:r})+'\\n')}})";
    const found = await discoverCommand({ command: process.execPath, args: ['-e', script], env: { GIVEN: '1' } });
    delete process.env['PORTCULLIS_TEST_SECRET'];
    expect(found.tools[0]?.['description']).toContain('GIVEN');
    expect(found.tools[0]?.['description']).not.toContain('PORTCULLIS_TEST_SECRET');
  });
});

describe('discovery of a URL', () => {
  it('reads a real legacy server over Streamable HTTP', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [EVERYTHING, 'streamableHttp'], {
      env: { PATH: process.env['PATH'], PORT: String(port) },
      stdio: 'ignore',
    });
    children.push(child);
    const url = `http://127.0.0.1:${port}/mcp`;
    await reachable(url);
    const found = await discoverServer({ url });
    expect(found.era).toBe('legacy');
    expect(found.tools.length).toBeGreaterThan(5);
    expect(found.connection).toMatchObject({ transport: 'streamable-http', tls: false, local: true, authDemanded: false, authSent: false });
    child.kill('SIGKILL');
  });

  it('reads a real server of 2024-11-05 over HTTP+SSE', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [EVERYTHING, 'sse'], { env: { PATH: process.env['PATH'], PORT: String(port) }, stdio: 'ignore' });
    children.push(child);
    await reachable(`http://127.0.0.1:${port}/`);
    const found = await discoverServer({ url: `http://127.0.0.1:${port}/sse`, probe: false });
    expect(found.connection.transport).toBe('sse');
    expect(found.tools.length).toBeGreaterThan(5);
    child.kill('SIGKILL');
  });

  it('reads a modern server through server/discover (2026-07-28)', async () => {
    const handler = createMcpHandler(() => {
      const server = new McpServer({ name: 'modern', version: '1' }, { instructions: 'Ask first.' });
      server.registerTool('ping', { description: 'Answers.' }, () => ({ content: [] }));
      return server;
    });
    const server = createServer((request, response) => void toNodeHandler(handler)(request as never, response as never));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const found = await discoverServer({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    expect(found).toMatchObject({ era: 'modern', protocolVersion: '2026-07-28', instructions: 'Ask first.' });
    expect(found.tools.map((tool) => tool['name'])).toEqual(['ping']);
  });

  it('keeps definitions as they came, unknown keys too, and follows pages', async () => {
    const url = await fake((method, params) => {
      if (method === 'initialize') return initialized({ tools: {} });
      if (method !== 'tools/list') return undefined;
      return params['cursor'] === undefined
        ? { tools: [{ name: 'a', inputSchema: { type: 'object' }, 'x-own': { deep: [1] } }], nextCursor: '' }
        : { tools: [{ name: 'b', inputSchema: { type: 'object' } }] };
    });
    const found = await discoverServer({ url });
    expect(found.tools).toEqual([
      { name: 'a', inputSchema: { type: 'object' }, 'x-own': { deep: [1] } },
      { name: 'b', inputSchema: { type: 'object' } },
    ]);
    expect(found.lists.tools).toEqual({ status: 'complete', reason: null, pages: 2 });
    expect(found.lists.prompts.status).toBe('not-offered');
    expect(found.instructions).toBe('Be kind.');
  });

  it('stops at a cursor that repeats and at the limit of entries', async () => {
    const url = await fake((method) =>
      method === 'initialize'
        ? initialized({ tools: {} })
        : method === 'tools/list'
          ? { tools: [{ name: 'a' }], nextCursor: 'again' }
          : undefined,
    );
    expect((await discoverServer({ url })).lists.tools).toMatchObject({ status: 'truncated', reason: 'the server repeats a page cursor' });
    expect((await discoverServer({ url, limits: { itemsPerList: 1 } })).lists.tools).toMatchObject({
      status: 'truncated',
      reason: 'more than 1 entries',
    });
  });

  it('notes a list that is served without the capability', async () => {
    const url = await fake((method) =>
      method === 'initialize' ? initialized({}) : method === 'tools/list' ? { tools: [{ name: 'a' }] } : undefined,
    );
    expect((await discoverServer({ url })).connection.undeclared).toEqual(['tools']);
  });

  it('says that a response is too large', async () => {
    const url = await fake((method) =>
      method === 'initialize' ? initialized({ tools: {}, experimental: { x: { y: 'z'.repeat(5_000) } } }) : undefined,
    );
    await expect(discoverServer({ url, limits: { responseBytes: 2_000 } })).rejects.toBeInstanceOf(DiscoveryFailed);
  });

  it('reports 401 as a demand for credentials and reads the metadata it names (RFC 9728 §5.1)', async () => {
    let base = '';
    const url = await fake(
      () => undefined,
      (request, response) => {
        if (request.url === '/.well-known/oauth-protected-resource/mcp') {
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ resource: `${base}/mcp`, authorization_servers: ['https://as.example'], scopes_supported: ['read'] }));
        } else {
          response
            .writeHead(401, { 'www-authenticate': `Bearer resource_metadata="${base}/.well-known/oauth-protected-resource/mcp"` })
            .end();
        }
        return true;
      },
    );
    base = url.origin;
    const failure = await discoverServer({ url }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DiscoveryFailed);
    expect(failure).toMatchObject({
      code: 'auth-required',
      connection: {
        authDemanded: true,
        challengeNamesMetadata: true,
        resourceMetadata: { resource: url.href, authorizationServers: ['https://as.example'], scopes: ['read'] },
      },
    });
  });

  it('notices that a foreign Origin is answered and that any origin is allowed', async () => {
    const url = await fake(
      (method) => (method === 'initialize' ? initialized({}) : undefined),
      (_request, response) => {
        response.setHeader('access-control-allow-origin', '*');
        return false;
      },
    );
    expect((await discoverServer({ url })).connection).toMatchObject({ foreignOriginAccepted: true, anyOriginAllowed: true });
    const strict = await fake(
      (method) => (method === 'initialize' ? initialized({}) : undefined),
      (request, response) => (request.headers.origin === undefined ? false : (response.writeHead(403).end(), true)),
    );
    expect((await discoverServer({ url: strict })).connection).toMatchObject({ foreignOriginAccepted: false, anyOriginAllowed: false });
  });

  it('says that nothing listens, that an answer is not MCP, and that time ran out', async () => {
    await expect(discoverServer({ url: `http://127.0.0.1:${await freePort()}/mcp` })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^no connection.*check the url/) as string,
    });
    const html = await fake(
      () => undefined,
      (_, response) => (response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>'), true),
    );
    await expect(discoverServer({ url: html })).rejects.toMatchObject({
      code: 'not-mcp',
      message: expect.stringContaining('check the path of the url') as string,
    });
    const silent = await fake(
      () => undefined,
      () => true,
    );
    await expect(discoverServer({ url: silent, limits: { totalMs: 400 } })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('stops when it is cancelled', async () => {
    const silent = await fake(
      () => undefined,
      () => true,
    );
    const controller = new AbortController();
    const running = discoverServer({ url: silent, signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('local hosts', () => {
  it.each(['localhost', '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.0.1', '[::1]', '[fd00::1]', '169.254.169.254'])(
    'counts %s as local',
    (host) => expect(isLocalHost(host)).toBe(true),
  );
  it.each(['example.com', '8.8.8.8', '172.32.0.1', '[2001:db8::1]', 'localhost.example.com'])('does not count %s', (host) =>
    expect(isLocalHost(host)).toBe(false),
  );
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    try {
      await (await fetch(url)).body?.cancel();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} did not come up`);
}
