import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeMcpServer, type FakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, send } from '../../support/mcp-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import { until } from '../../support/until.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const auth = { 'x-portcullis-key': KEY };
const echo = { name: 'echo', inputSchema: { type: 'object' } };
let upstream: FakeMcpServer;
let proxy: TestProxy;
let url = '';
beforeAll(async () => {
  upstream = await startFakeMcpServer();
  upstream.on('tools/call', () => ({ content: [] }));
  proxy = await startTestProxy(
    snapshotOf({
      registries: [
        {
          name: 'main',
          servers: [{ name: 'up', url: upstream.url, items: [{ definition: echo }], limits: { timeoutMs: 300, maxResponseBytes: 5_000 } }],
        },
      ],
      applications: [{ name: 'one', keys: [KEY], requestsPerMinute: 100_000 }],
    }),
    { settings: { maxRequestBytes: 10_000, maxDepth: 20 } },
  );
  url = `${proxy.mcpUrl}/mcp/main/up`;
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

const post = (body: unknown, headers: Record<string, string> = {}) => send(url, { headers: { ...auth, ...headers }, body });
const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } };

describe('bad input from an agent', () => {
  it.each([
    ['no JSON', '{"jsonrpc":', 400, -32700, 'not valid JSON'],
    ['nothing', '', 400, -32700, 'not valid JSON'],
    ['a key twice', '{"jsonrpc":"2.0","id":1,"method":"ping","id":2}', 400, -32700, 'same key twice'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, -32700, 'UTF-8'],
    ['half a surrogate pair', '{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}', 400, -32700, 'surrogate'],
    ['too deep', `{"a":${'['.repeat(30)}${']'.repeat(30)}}`, 400, -32700, 'levels deep'],
    ['too large', JSON.stringify({ a: 'x'.repeat(20_000) }), 413, -32700, 'larger than 10000 bytes'],
    ['another JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600, 'jsonrpc must be "2.0"'],
    ['a request without an id', '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo"}}', 400, -32600, 'needs an id'],
    ['a notification with an id', '{"jsonrpc":"2.0","id":1,"method":"notifications/initialized"}', 400, -32600, 'has no id'],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600, 'id must be'],
    ['an id that is a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', 400, -32600, 'id must be'],
    ['positional parameters', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', 400, -32600, 'params must be an object'],
    ['result and error at once', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}', 400, -32600, 'either'],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 404, -32001, 'Session'],
    ['an empty batch', '[]', 400, -32600, 'empty'],
    ['a member nobody reads', '{"jsonrpc":"2.0","id":1,"method":"ping","note":"x"}', 400, -32600, 'no members but'],
    ['a string', '"ping"', 400, -32600, 'JSON object'],
  ])('%s is refused with what is wrong', async (_, body, status, code, message) => {
    const answer = await post(body, { 'mcp-session-id': 'x' });
    expect(answer.status).toBe(status);
    const [error] = answer.messages;
    expect(error.error.code).toBe(code);
    expect(error.error.message).toContain(message);
  });

  it('the wrong media type, encoding or Accept is refused', async () => {
    expect((await post(call, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(gzipSync('{}'), { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await post(call, { accept: 'text/html' })).status).toBe(406);
  });

  it('a body that is too large is answered although the client is still sending', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let heard = '';
    const broken: Error[] = [];
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', (error) => broken.push(error));
    const head = `POST /mcp/main/up HTTP/1.1\r\nhost: 127.0.0.1\r\nx-portcullis-key: ${KEY}\r\ncontent-type: application/json\r\n`;
    socket.write(`${head}content-length: 2000000\r\n\r\n${'x'.repeat(1000)}`);
    await until(() => heard.includes('larger than 10000 bytes') || broken.length > 0, 'the refusal arrives');
    socket.write('x'.repeat(1_999_000));
    socket.write('GET /nowhere HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
    await until(() => heard.includes('HTTP/1.1 404') || socket.destroyed, 'the connection is good for what comes next, or gone');
    expect([broken, heard.includes('HTTP/1.1 413'), heard.includes('HTTP/1.1 404')]).toEqual([[], true, true]);
    socket.destroy();
  });

  it('a foreign Origin or Host is refused before anything is read', async () => {
    expect((await post(call, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(call, { host: 'evil.example' })).status).toBe(403);
    expect((await send(`${proxy.adminUrl}/metrics`, { method: 'GET', headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await post(call, { origin: 'http://localhost:3000' })).status).not.toBe(403);
  });

  it('unknown paths and methods have their status', async () => {
    expect((await send(`${proxy.mcpUrl}/`, { headers: auth, body: {} })).status).toBe(404);
    expect((await send(`${proxy.mcpUrl}/mcp/main/up/more`, { headers: auth, body: {} })).status).toBe(404);
    expect((await send(`${proxy.mcpUrl}/mcp/MAIN`, { headers: auth, body: {} })).status).toBe(404);
    expect((await send(url, { method: 'PUT', headers: auth })).status).toBe(405);
  });

  it('an unknown method is -32601, bad parameters -32602', async () => {
    const session = await openRawSession(url, KEY);
    expect((await session.request('no/such')).error).toEqual({ code: -32601, message: 'Method not found' });
    expect((await session.request('tools/call', { name: 5 })).error.code).toBe(-32602);
    expect((await session.request('tools/call')).error.code).toBe(-32602);
    expect((await session.request('resources/read', { uri: 'x'.repeat(9_000) })).error.code).toBe(-32602);
    expect((await session.request('completion/complete', { ref: { type: 'ref/other' } })).error.code).toBe(-32602);
    expect((await session.request('logging/setLevel', { level: 'loud' })).error.code).toBe(-32602);
    expect((await session.request('initialize', {})).error.code).toBe(-32602);
  });

  it('a connection that sends nonsense is closed, and the node goes on', async () => {
    const { port } = new URL(proxy.mcpUrl);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toContain('400');
    expect((await send(`${proxy.adminUrl}/healthz`, { method: 'GET' })).status).toBe(200);
  });

  it('headers beyond their bound are refused', async () => {
    expect((await post(call, { 'x-big': 'x'.repeat(40_000) }).catch(() => ({ status: 431 }))).status).toBe(431);
  });
});

describe('bad answers of a server', () => {
  const raw = (text: string | Buffer) => upstream.on('tools/call', (_, io) => (io.json(text), undefined));
  it.each([
    ['no JSON', 'nope', 'invalid message'],
    ['a key twice', '{"jsonrpc":"2.0","id":1,"result":{},"result":{}}', 'same key twice'],
    ['another id', '{"jsonrpc":"2.0","id":999,"result":{}}', 'another request'],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"result":{}}]', 'invalid message'],
    ['too much', `{"jsonrpc":"2.0","id":1,"result":{"x":"${'x'.repeat(6_000)}"}}`, 'more than 5000 bytes'],
    ['invalid UTF-8', Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"x":"\xff"}}', 'latin1'), 'UTF-8'],
  ])('%s becomes a tool error that names the server and nothing it said', async (_, text, message) => {
    raw(text);
    const session = await openRawSession(url, KEY);
    const answer = await session.request('tools/call', { name: 'echo', arguments: {} });
    expect(answer.result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('The server "up"') }] });
    expect(answer.result.content[0].text).toContain(message);
  });

  it.each([
    ['HTTP 500', 500, 'HTTP 500'],
    ['a redirect', 302, 'redirect'],
    ['a refused credential', 401, 'refused the credential'],
  ])('%s is said as such', async (_, status, message) => {
    upstream.on(
      'tools/call',
      (__, { response }) => (response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('secret detail'), undefined),
    );
    const session = await openRawSession(url, KEY);
    const answer = await session.request('tools/call', { name: 'echo', arguments: {} });
    expect(answer.result.content[0].text).toContain(message);
    expect(JSON.stringify(answer)).not.toContain('secret detail');
  });

  it('silence ends the call at its bound, and a cut connection at once', async () => {
    upstream.on('tools/call', () => undefined);
    const session = await openRawSession(url, KEY);
    expect((await session.request('tools/call', { name: 'echo', arguments: {} })).result.content[0].text).toContain(
      'did not answer within 300 ms',
    );
    upstream.on('tools/call', (_, { response }) => (response.destroy(), undefined));
    expect((await session.request('tools/call', { name: 'echo', arguments: {} })).result.content[0].text).toContain(
      'closed the connection',
    );
    expect(await proxy.recorded(({ reason }) => reason === 'upstream_timeout')).toMatchObject({ outcome: 'upstream_error' });
  });

  it('broken events and an event stream without an answer are said as such', async () => {
    const stream = (text: string) =>
      upstream.on(
        'tools/call',
        (_, { response }) => (response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text), undefined),
      );
    const session = await openRawSession(url, KEY);
    const ask = async (): Promise<string> => (await session.request('tools/call', { name: 'echo', arguments: {} })).result.content[0].text;
    stream('data: {"jsonrpc":\n\n');
    expect(await ask()).toContain('invalid message');
    stream('data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n\n');
    expect(await ask()).toContain('without an answer');
    stream(`data: ${'x'.repeat(6_000)}\n\n`);
    expect(await ask()).toContain('more than 5000 bytes');
  });

  it('a private address that was not allowed is not dialled', async () => {
    const guarded = await startTestProxy(
      snapshotOf({
        allowedPrivateTargets: [],
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items: [{ definition: echo }] }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
    );
    const before = upstream.seen.length;
    const session = await openRawSession(`${guarded.mcpUrl}/mcp/main/up`, KEY);
    const answer = await session.request('tools/call', { name: 'echo', arguments: {} });
    expect(answer.result.content[0].text).toContain('address that may not be reached');
    expect(upstream.seen.length).toBe(before);
    await guarded.stop();
  });
});

describe('a node', () => {
  it('without a config is alive but not ready, and says so', async () => {
    const bare = await startTestProxy(null);
    expect((await send(`${bare.adminUrl}/healthz`, { method: 'GET' })).status).toBe(200);
    expect((await send(`${bare.adminUrl}/readyz`, { method: 'GET' })).status).toBe(503);
    const answer = await send(`${bare.mcpUrl}/mcp/main`, { headers: auth, body: call });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    bare.snapshots.swap(proxy.snapshots.current());
    expect((await send(`${bare.adminUrl}/readyz`, { method: 'GET' })).status).toBe(200);
    await bare.stop();
  });

  it('lets calls under way end before it stops, and has figures', async () => {
    let finish: () => void = () => undefined;
    const slow = await startFakeMcpServer();
    slow.on('tools/call', () => new Promise((resolve) => (finish = () => resolve({ content: [{ type: 'text', text: 'done' }] }))));
    const node = await startTestProxy(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: slow.url, items: [{ definition: echo }] }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
      { settings: { drainMs: 20_000 } },
    );
    const session = await openRawSession(`${node.mcpUrl}/mcp/main/up`, KEY);
    const pending = session.request('tools/call', { name: 'echo', arguments: {} });
    while (slow.seen.every(({ method }) => method !== 'tools/call')) await new Promise((resolve) => setTimeout(resolve, 5));
    const metrics = await send(`${node.adminUrl}/metrics`, { method: 'GET' });
    expect(metrics.body).toContain('portcullis_calls_in_flight 1');
    expect(metrics.body).toContain('portcullis_calls_total{outcome="ok"}');
    const stopping = node.stop();
    finish();
    expect((await pending).result.content[0].text).toBe('done');
    await stopping;
    await slow.stop();
  });

  it('keeps to the limits of an application, with Retry-After', async () => {
    const node = await startTestProxy(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items: [{ definition: echo }] }] }],
        applications: [{ name: 'one', keys: [KEY], requestsPerMinute: 2 }],
      }),
    );
    const session = await openRawSession(`${node.mcpUrl}/mcp/main/up`, KEY);
    const list = () => session.raw({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect((await list()).status).toBe(200);
    const limited = await list();
    expect(limited.status).toBe(429);
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    await node.stop();
  });
});
