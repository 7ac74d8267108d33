import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createLocalSessionStore } from '../../../data-plane/sessions/local-store.ts';
import { DEFINITIONS } from '../../conformance/upstream/methods.ts';
import { startUpstream } from '../../conformance/upstream/server.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, send } from '../../support/mcp-call.ts';
import { openStream } from '../../support/modern-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import type { Json } from '../../support/json.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const OTHER = `pck_${'b'.repeat(43)}`;
const echo = { name: 'echo', inputSchema: { type: 'object' } };
const items = (['tool', 'prompt', 'resource', 'resource_template'] as const).flatMap((type) =>
  DEFINITIONS[type].map((definition: Record<string, unknown>) => ({ type, definition })),
);

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};

const config = (url: string, tools: readonly { definition: Record<string, unknown> }[] = [{ definition: echo }]) =>
  snapshotOf({
    registries: [{ name: 'main', servers: [{ name: 'up', url, items: tools }] }],
    applications: [
      { name: 'one', keys: [KEY] },
      { name: 'two', keys: [OTHER] },
    ],
  });

async function withFake(settings: Parameters<typeof startTestProxy>[1] = {}) {
  const upstream = kept(await startFakeMcpServer());
  upstream.on('tools/call', ({ message }) => ({ content: [{ type: 'text', text: JSON.stringify(message.params.arguments) }] }));
  const proxy = kept(await startTestProxy(config(upstream.url), settings));
  return { upstream, proxy, url: `${proxy.mcpUrl}/mcp/main/up` };
}

describe('a legacy session', () => {
  it('is needed: 400 without its id, 404 with one that is unknown (2025-11-25, transports)', async () => {
    const { url } = await withFake();
    const ask = (id?: string) =>
      send(url, {
        headers: { 'x-portcullis-key': KEY, ...(id === undefined ? {} : { 'mcp-session-id': id }) },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      });
    expect((await ask()).status).toBe(400);
    expect((await ask('made-up')).status).toBe(404);
  });

  it('is nobody else’s: another application, another endpoint', async () => {
    const { proxy, url } = await withFake();
    const session = await openRawSession(url, KEY);
    const ask = (target: string, key: string) =>
      send(target, {
        headers: { 'x-portcullis-key': key, 'mcp-session-id': session.id },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      });
    expect((await ask(url, OTHER)).status).toBe(404);
    expect((await ask(`${proxy.mcpUrl}/mcp/main`, KEY)).status).toBe(404);
    expect((await ask(url, KEY)).status).toBe(200);
  });

  it('ends with DELETE, here and on nodes that share the store, and so does the upstream’s', async () => {
    const store = createLocalSessionStore();
    const { upstream, url } = await withFake({ store, nodeId: 'node-one' });
    const second = kept(await startTestProxy(config(upstream.url), { store, nodeId: 'node-two' }));
    const session = await openRawSession(url, KEY);
    await session.request('tools/call', { name: 'echo', arguments: {} });
    expect(upstream.sessions.size).toBe(1);
    expect((await session.raw(undefined, {}, 'DELETE')).status).toBe(200);
    expect((await session.raw({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(404);
    const elsewhere = await send(`${second.mcpUrl}/mcp/main/up`, {
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    });
    expect(elsewhere.status).toBe(404);
    await eventually(
      () => upstream.sessions.size,
      (size) => size === 0,
    );
  });

  it('is good on a node that has never seen it, which goes on with the same upstream session', async () => {
    const store = createLocalSessionStore();
    const { upstream, url } = await withFake({ store, nodeId: 'node-one' });
    const second = kept(await startTestProxy(config(upstream.url), { store, nodeId: 'node-two' }));
    const session = await openRawSession(url, KEY);
    await session.request('tools/call', { name: 'echo', arguments: {} });
    const elsewhere = await send(`${second.mcpUrl}/mcp/main/up`, {
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id },
      body: { jsonrpc: '2.0', id: 'x', method: 'tools/call', params: { name: 'echo', arguments: { a: 1 } } },
    });
    expect(elsewhere.messages[0]).toMatchObject({ id: 'x', result: { content: [{ text: '{"a":1}' }] } });
    expect(
      new Set(upstream.seen.filter(({ method }) => method === 'tools/call').map(({ headers }) => headers['mcp-session-id'])).size,
    ).toBe(1);
  });

  it('answers the version asked for, or its own newest', async () => {
    const { url } = await withFake();
    for (const version of ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])
      expect((await openRawSession(url, KEY, { version })).result.protocolVersion).toBe(version);
    expect((await openRawSession(url, KEY, { version: '1999-01-01' })).result.protocolVersion).toBe('2025-11-25');
    const bad = await (
      await openRawSession(url, KEY)
    ).raw({ jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-protocol-version': '1999-01-01' });
    expect(bad.status).toBe(400);
  });

  it('keeps the upstream’s session apart for each agent, whose ids may be the same', async () => {
    const { upstream, url } = await withFake();
    upstream.on('tools/call', async ({ message, headers }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { content: [{ type: 'text', text: `${message.params.arguments.who} ${headers['mcp-session-id']}` }] };
    });
    const [one, two] = [await openRawSession(url, KEY), await openRawSession(url, OTHER)];
    const call = (session: typeof one, who: string) =>
      session.raw({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { who } } });
    const [first, second] = await Promise.all([call(one, 'one'), call(two, 'two')]);
    const text = (answer: typeof first): string[] => answer?.messages[0].result.content[0].text.split(' ');
    expect([text(first)[0], text(second)[0]]).toEqual(['one', 'two']);
    expect(text(first)[1]).not.toBe(text(second)[1]);
    expect(new Set([one.id, two.id, ...upstream.sessions]).size).toBe(4);
  });
});

describe('batches', () => {
  it('are answered for 2025-03-26, each element by itself, and nowhere else', async () => {
    const { upstream, proxy, url } = await withFake();
    const session = await openRawSession(url, KEY, { version: '2025-03-26' });
    const body =
      '[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":"2","method":"tools/call","params":{"name":"echo","arguments":{"n":12345678901234567890}}},{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"nope"}},{"jsonrpc":"1.0","id":4,"method":"x"}]';
    const answer = await session.raw(body);
    const byId = new Map(answer.messages.map((message) => [message.id, message]));
    expect(byId.get(1).result).toEqual({});
    expect(byId.get('2').result.content).toHaveLength(1);
    expect(byId.get(3).error.code).toBe(-32602);
    expect(byId.get(4).error.code).toBe(-32600);
    expect(upstream.seen.find(({ method }) => method === 'tools/call')?.text).toContain('12345678901234567890');
    expect(proxy.records.filter(({ method }) => method === 'tools/call')).toHaveLength(2);
    const newer = await openRawSession(url, KEY);
    const refused = await newer.raw(body);
    expect([refused.status, refused.messages[0].error.code]).toEqual([400, -32600]);
  });

  it('may stream', async () => {
    const { upstream, url } = await withFake();
    upstream.on('tools/call', ({ message }, io) => {
      const stream = io.stream();
      stream.send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'hi' } });
      stream.send({ jsonrpc: '2.0', id: message.id, result: { content: [] } });
      stream.end();
      return undefined;
    });
    const session = await openRawSession(url, KEY, { version: '2025-03-26' });
    const answer = await session.raw([
      { jsonrpc: '2.0', id: 1, method: 'ping' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'echo', arguments: {} } },
    ]);
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(answer.messages.map((message) => message.id ?? message.method).sort()).toEqual([1, 2, 'notifications/message']);
  });
});

describe('lists', () => {
  it('come in pages with cursors that only this list takes', async () => {
    const tools = Array.from({ length: 7 }, (_, index) => ({ definition: { ...echo, name: `t${index}` } }));
    const upstream = kept(await startFakeMcpServer());
    const proxy = kept(await startTestProxy(config(upstream.url, tools), { settings: { listPageSize: 3 } }));
    const session = await openRawSession(`${proxy.mcpUrl}/mcp/main`, KEY);
    const names: string[] = [];
    let cursor: string | undefined;
    const pages: number[] = [];
    do {
      const { result } = await session.request('tools/list', cursor === undefined ? {} : { cursor });
      names.push(...result.tools.map((tool: Json) => tool.name));
      pages.push(result.tools.length);
      cursor = result.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([3, 3, 1]);
    expect(names).toEqual(tools.map(({ definition }) => `up__${definition.name}`));
    const first = (await session.request('tools/list')).result.nextCursor;
    for (const bad of ['', 'x', `${first}A`]) expect((await session.request('tools/list', { cursor: bad })).error.code).toBe(-32602);
    expect((await session.request('prompts/list', { cursor: first })).error.code).toBe(-32602);
  });

  it('change for those who listen when an administrator changes what is enabled', async () => {
    const { upstream, proxy, url } = await withFake();
    const session = await openRawSession(url, KEY);
    const get = openStream(url, {
      method: 'GET',
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' },
    });
    await get.status;
    proxy.snapshots.swap(config(upstream.url, [{ definition: echo }, { definition: { ...echo, name: 'more' } }]));
    await eventually(
      () => get.messages.map((message) => message.method),
      (methods) => methods.includes('notifications/tools/list_changed'),
    );
    expect(get.messages.map((message) => message.method)).toEqual(['notifications/tools/list_changed']);
    expect((await session.request('tools/list')).result.tools).toHaveLength(2);
    get.close();
  });

  it('and what is under way is cut when the key is revoked', async () => {
    const { upstream, proxy, url } = await withFake();
    upstream.on('tools/call', () => undefined);
    const session = await openRawSession(url, KEY);
    const get = openStream(url, {
      method: 'GET',
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' },
    });
    await get.status;
    const call = session.raw({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } });
    await eventually(
      () => upstream.seen.some(({ method }) => method === 'tools/call'),
      (seen) => seen,
    );
    proxy.snapshots.swap(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items: [{ definition: echo }] }] }],
        applications: [{ name: 'one', keys: [] }],
      }),
    );
    await get.ended;
    expect((await call).body).toContain('ended by the gateway');
    expect((await session.raw({ jsonrpc: '2.0', id: 2, method: 'ping' })).status).toBe(401);
  });
});

describe('a change of config', () => {
  it.each([
    ['the tool is disabled', { items: [{ definition: echo, state: 'disabled' as const }] }],
    ['the server is disabled', { items: [{ definition: echo }], enabled: false }],
  ])('cuts the call under way when %s, and leaves others', async (_, server) => {
    const { upstream, proxy, url } = await withFake();
    upstream.on('tools/call', () => undefined);
    const session = await openRawSession(url, KEY);
    const call = session.raw({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } });
    await eventually(
      () => upstream.seen.some(({ method }) => method === 'tools/call'),
      (seen) => seen,
    );
    proxy.snapshots.swap(config(upstream.url, [{ definition: echo }, { definition: { ...echo, name: 'more' } }]));
    expect(proxy.inFlight()).toBe(1);
    proxy.snapshots.swap(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, ...server }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
    );
    expect((await call).body).toContain('ended by the gateway');
    expect(await proxy.recorded(({ method }) => method === 'tools/call')).toMatchObject({
      outcome: 'cancelled',
      detail: expect.stringContaining('no longer'),
    });
  });
});

describe('streams', () => {
  it('are primed for 2025-11-25, and go on with Last-Event-ID where they were cut', async () => {
    const { upstream, url } = await withFake();
    let finish: () => void = () => undefined;
    upstream.on('tools/call', ({ message }, io) => {
      const stream = io.stream();
      stream.send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, progress: 1 } });
      finish = () => {
        stream.send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, progress: 2 } });
        stream.send({ jsonrpc: '2.0', id: message.id, result: { content: [] } });
        stream.end();
      };
      return undefined;
    });
    const session = await openRawSession(url, KEY);
    const headers = {
      'x-portcullis-key': KEY,
      'mcp-session-id': session.id,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const ids: string[] = [];
    const call = openStream(
      url,
      {
        headers,
        body: { jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'echo', arguments: {}, _meta: { progressToken: 1 } } },
      },
      (_, raw) => {
        const id = /^id: (.+)$/m.exec(raw)?.[1];
        if (id !== undefined) ids.push(id);
      },
    );
    await eventually(
      () => ids.length,
      (count) => count > 0,
    );
    call.close();
    await call.ended;
    finish();
    const resumed = openStream(url, { method: 'GET', headers: { ...headers, 'last-event-id': ids.at(-1) as string } });
    await resumed.ended;
    expect(resumed.messages.map((message) => message.params?.progress ?? message.id)).toEqual([2, 9]);
    const other = await openRawSession(url, OTHER);
    const stolen = openStream(url, {
      method: 'GET',
      headers: { ...headers, 'x-portcullis-key': OTHER, 'mcp-session-id': other.id, 'last-event-id': ids.at(-1) as string },
    });
    await stolen.status;
    stolen.close();
    await stolen.ended;
    expect(stolen.messages.filter((message) => message.result !== undefined || message.method !== undefined)).toEqual([]);
  });

  it('of which a second one takes the place of the first, and no message goes to both', async () => {
    const { upstream, url } = await withFake();
    const session = await openRawSession(url, KEY);
    const headers = { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' };
    const first = openStream(url, { method: 'GET', headers });
    await first.status;
    const second = openStream(url, { method: 'GET', headers });
    await second.status;
    await first.ended;
    await session.request('tools/call', { name: 'echo', arguments: {} });
    await eventually(
      () => upstream.listening(),
      (count) => count === 1,
    );
    upstream.push({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
    await eventually(
      () => second.messages.length,
      (count) => count === 1,
    );
    expect(first.messages).toEqual([]);
    second.close();
  });

  it('that nobody reads are cut, and cost the node no more than their bound', async () => {
    const { upstream, proxy, url } = await withFake({ settings: { streamBufferBytes: 64 * 1024, streamBufferEvents: 16 } });
    const session = await openRawSession(url, KEY);
    const request = httpRequest(
      url,
      { method: 'GET', agent: false, headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' } },
      (response) => response.pause(),
    );
    request.on('error', () => undefined);
    request.end();
    const standing = () => [...proxy.node.sessions.all()].some((held) => held.standing?.attached === true);
    await eventually(standing, (attached) => attached);
    await session.request('tools/call', { name: 'echo', arguments: {} });
    await eventually(
      () => upstream.listening(),
      (count) => count === 1,
    );
    const big = 'x'.repeat(60 * 1024);
    const flood = setInterval(() => {
      for (let event = 0; event < 20; event++)
        upstream.push({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: big } });
    }, 5);
    await eventually(standing, (attached) => !attached);
    clearInterval(flood);
    expect((await session.request('ping')).result).toEqual({});
    request.destroy();
  });

  it('are bounded for each application', async () => {
    const { url } = await withFake({ settings: { maxStreamsPerApplication: 1 } });
    const [one, two] = [await openRawSession(url, KEY), await openRawSession(url, KEY)];
    const get = (id: string) =>
      openStream(url, { method: 'GET', headers: { 'x-portcullis-key': KEY, 'mcp-session-id': id, accept: 'text/event-stream' } });
    const first = get(one.id);
    expect(await first.status).toBe(200);
    expect(await get(two.id).status).toBe(429);
    first.close();
  });
});

describe('two nodes that share a store', () => {
  async function pair() {
    const store = createLocalSessionStore();
    const { upstream, proxy, url } = await withFake({ store, nodeId: 'node-one' });
    const second = kept(await startTestProxy(config(upstream.url), { store, nodeId: 'node-two' }));
    return { upstream, one: proxy, two: second, url, urlTwo: `${second.mcpUrl}/mcp/main/up` };
  }
  const headersOf = (id: string) => ({
    'x-portcullis-key': KEY,
    'mcp-session-id': id,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  });

  async function cutCall(upstream: Awaited<ReturnType<typeof pair>>['upstream'], url: string) {
    let finish: () => void = () => undefined;
    upstream.on('tools/call', ({ message }, io) => {
      const stream = io.stream();
      stream.send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, progress: 1 } });
      finish = () => {
        stream.send({ jsonrpc: '2.0', id: message.id, result: { content: [{ type: 'text', text: 'late' }] } });
        stream.end();
      };
      return undefined;
    });
    const session = await openRawSession(url, KEY);
    let last = '';
    const call = openStream(
      url,
      {
        headers: headersOf(session.id),
        body: { jsonrpc: '2.0', id: 'call', method: 'tools/call', params: { name: 'echo', arguments: {}, _meta: { progressToken: 1 } } },
      },
      (_, raw) => {
        last = /^id: (.+)$/m.exec(raw)?.[1] ?? last;
      },
    );
    await eventually(
      () => last,
      (id) => id !== '',
    );
    call.close();
    await call.ended;
    return { session, last, finish: () => finish() };
  }

  it('resume a stream of the one through the other', async () => {
    const { upstream, url, urlTwo } = await pair();
    const { session, last, finish } = await cutCall(upstream, url);
    const resumed = openStream(urlTwo, { method: 'GET', headers: { ...headersOf(session.id), 'last-event-id': last } });
    expect(await resumed.status).toBe(200);
    finish();
    await resumed.ended;
    expect(resumed.messages).toMatchObject([{ id: 'call', result: { content: [{ text: 'late' }] } }]);
  });

  it('say what became of a call whose node is gone, instead of leaving its client to wait', async () => {
    const { upstream, one, url, urlTwo } = await pair();
    const { session, last } = await cutCall(upstream, url);
    await one.stop();
    const resumed = openStream(urlTwo, { method: 'GET', headers: { ...headersOf(session.id), 'last-event-id': last } });
    await resumed.ended;
    expect(resumed.messages).toMatchObject([{ id: 'call', error: { message: expect.stringContaining('gone') } }]);
  });

  it('bring what a server says to the node that has the client’s stream', async () => {
    const { upstream, url, urlTwo } = await pair();
    const session = await openRawSession(url, KEY);
    const get = openStream(url, { method: 'GET', headers: headersOf(session.id) });
    await get.status;
    const call = await send(urlTwo, {
      headers: headersOf(session.id),
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } },
    });
    expect(call.status).toBe(200);
    await eventually(
      () => upstream.listening(),
      (count) => count === 1,
    );
    upstream.push({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
    await eventually(
      () => get.messages.length,
      (count) => count === 1,
    );
    get.close();
  });

  it('take a cancel for each other', async () => {
    const { upstream, one, url, urlTwo } = await pair();
    upstream.on('tools/call', () => undefined);
    const session = await openRawSession(url, KEY);
    const call = session.raw({ jsonrpc: '2.0', id: 'x', method: 'tools/call', params: { name: 'echo', arguments: {} } });
    await eventually(
      () => upstream.seen.some(({ method }) => method === 'tools/call'),
      (seen) => seen,
    );
    await send(urlTwo, {
      headers: headersOf(session.id),
      body: { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'x' } },
    });
    expect((await call).status).toBe(202);
    expect(await one.recorded(({ method }) => method === 'tools/call')).toMatchObject({ outcome: 'cancelled' });
    await eventually(
      () => upstream.seen.find(({ method }) => method === 'notifications/cancelled')?.message.params.requestId,
      (id) => id === 'x',
    );
  });
});

describe('two nodes behind a round robin', () => {
  it('let a client with a stream and a call under way finish when one of them dies', async () => {
    const upstream = kept(await startUpstream());
    const store = createLocalSessionStore();
    const start = (nodeId: string) => startTestProxy(config(upstream.url, items), { store, nodeId });
    const nodes: (TestProxy | null)[] = [await start('node-one'), await start('node-two')];
    open.push(...(nodes as TestProxy[]));
    let turn = 0;
    const balancer = createServer((incoming, outgoing) => {
      const living = nodes.filter((node): node is TestProxy => node !== null);
      const target = new URL((living[turn++ % living.length] as TestProxy).mcpUrl);
      const forward = httpRequest(
        {
          hostname: target.hostname,
          port: target.port,
          path: incoming.url,
          method: incoming.method,
          headers: { ...incoming.headers, host: target.host },
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          outgoing.flushHeaders();
          answer.pipe(outgoing);
          answer.on('error', () => outgoing.destroy());
          answer.on('aborted', () => outgoing.destroy());
        },
      );
      forward.on('error', () => outgoing.destroy());
      outgoing.on('close', () => forward.destroy());
      incoming.pipe(forward);
    });
    await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
    kept({
      stop: async () => {
        balancer.closeAllConnections();
        await new Promise((resolve) => balancer.close(resolve));
      },
    });
    const url = new URL(`http://127.0.0.1:${(balancer.address() as AddressInfo).port}/mcp/main/up`);
    const client = new Client({ name: 'survivor', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(url, {
        requestInit: { headers: { 'x-portcullis-key': KEY } },
        reconnectionOptions: { initialReconnectionDelay: 50, maxReconnectionDelay: 200, reconnectionDelayGrowFactor: 1.5, maxRetries: 20 },
      }) as never,
    );
    expect((await client.listTools()).tools.length).toBeGreaterThan(10);
    const outcomes = Array.from({ length: 6 }, (_, index) =>
      client.callTool({ name: 'fx_slow', arguments: { ms: 500, tag: `rr-${index}` } }, undefined, { timeout: 15_000 }).then(
        () => 'answered',
        () => 'failed',
      ),
    );
    await eventually(
      () => nodes.map((node) => node?.inFlight() ?? 0),
      (counts) => counts.every((count) => count > 0),
    );
    const dying = nodes[0] as TestProxy;
    nodes[0] = null;
    await dying.stop();
    const ended = await Promise.all(outcomes);
    expect(ended.filter((outcome) => outcome === 'answered').length).toBeGreaterThanOrEqual(3);
    for (let call = 0; call < 4; call++)
      expect(await client.callTool({ name: 'test_simple_text', arguments: {} })).toMatchObject({ content: [{ type: 'text' }] });
    await client.close();
  });
});
