import { afterEach, describe, expect, it } from 'vitest';
import { startFakeMcpServer, type FakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, send } from '../../support/mcp-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf, type SnapshotLiteral } from '../../support/proxy-config.ts';
import type { Json } from '../../support/json.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const OTHER = `pck_${'b'.repeat(43)}`;
const echo = {
  name: 'echo',
  description: 'says it again',
  inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
};

const rule = {
  phase: 'both',
  threshold: 0.5,
  mode: 'enforce',
  message: null,
  onFailure: 'block',
  server: null,
  tool: null,
  applicationId: null,
} as const;
const SECRETS = {
  id: 'pol',
  rules: [
    { ...rule, id: 'secrets', match: 'family:secret', action: 'block' },
    { ...rule, id: 'cards', match: 'pii.payment-card', action: 'redact' },
  ],
} as const;

const PEM = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n'.repeat(3)}-----END PRIVATE KEY-----`;

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function setUp(
  more: Partial<SnapshotLiteral> & { limits?: object } = {},
): Promise<{ upstream: FakeMcpServer; proxy: TestProxy; single: string; all: string }> {
  const upstream = await startFakeMcpServer();
  upstream.on('tools/call', ({ message }) => ({ content: [{ type: 'text', text: `you said ${message.params.arguments.text}` }] }));
  const proxy = await startTestProxy(
    snapshotOf({
      registries: [
        {
          name: 'main',
          policy: SECRETS,
          servers: [
            {
              name: 'echoer',
              url: upstream.url,
              credential: { Authorization: 'Bearer upstream-secret' },
              items: [
                { definition: echo },
                { definition: { ...echo, name: 'off' }, state: 'disabled' },
                { definition: { ...echo, name: 'bad' }, state: 'quarantined' },
              ],
            },
          ],
        },
      ],
      applications: [
        { name: 'agent', keys: [KEY] },
        { name: 'stranger', keys: [OTHER], grants: [] },
      ],
      ...more,
    }),
  );
  open.push(proxy, upstream);
  return { upstream, proxy, single: `${proxy.mcpUrl}/mcp/main/echoer`, all: `${proxy.mcpUrl}/mcp/main` };
}

describe('a legacy call', () => {
  it('reaches the tool, comes back, and leaves a record of who did it', async () => {
    const { upstream, proxy, all } = await setUp();
    const session = await openRawSession(all, KEY);
    expect(session.result).toMatchObject({
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'portcullis' },
      capabilities: { tools: { listChanged: true } },
    });
    const answer = await session.request('tools/call', { name: 'echoer__echo', arguments: { text: 'hello' } });
    expect(answer.result).toEqual({ content: [{ type: 'text', text: 'you said hello' }] });
    const call = upstream.seen.find(({ method }) => method === 'tools/call');
    expect(call?.message.params.name).toBe('echo');
    expect(call?.headers.authorization).toBe('Bearer upstream-secret');
    expect(JSON.stringify(upstream.seen)).not.toContain(KEY);
    const record = await proxy.recorded(({ method }) => method === 'tools/call');
    expect(record).toMatchObject({
      applicationId: 'app:agent',
      keyId: 'key:agent/0',
      agentName: 'raw',
      serverId: 'srv:main/echoer',
      itemId: 'itm:main/echoer/echo',
      requestedName: 'echoer__echo',
      outcome: 'ok',
      route: 'aggregated',
      protocolVersion: '2025-11-25',
    });
    expect(record.latencyUs).toBeGreaterThanOrEqual(record.upstreamUs);
    expect(record.upstreamUs).toBeGreaterThan(0);
  });

  it('has the tool under its own name on the single endpoint, and its bytes untouched', async () => {
    const { upstream, single } = await setUp();
    const session = await openRawSession(single, KEY);
    const body =
      '{"jsonrpc":"2.0", "id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"a\\u0041","n":12345678901234567890, "x":1.0}}}';
    const answer = await session.raw(body);
    expect(answer.messages[0]).toMatchObject({ id: 7, result: { content: [{ text: 'you said aA' }] } });
    expect(upstream.seen.find(({ method }) => method === 'tools/call')?.text).toBe(body);
  });

  it.each([
    ['_meta', { params: { _meta: { note: PEM } } }],
    ['a progress token', { params: { _meta: { progressToken: PEM } } }],
    ['a parameter nobody knows', { params: { note: PEM } }],
    ['the name of a parameter', { params: { [PEM]: 1 } }],
    ['the id', { id: PEM }],
  ])('does not let a secret out in %s', async (_, more: { id?: string; params?: object }) => {
    const { upstream, single } = await setUp();
    const session = await openRawSession(single, KEY);
    const params = { name: 'echo', arguments: { text: 'x' }, ...more.params };
    const answer = await session.raw(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', ...more, params }));
    expect(answer.messages[0].result).toMatchObject({ isError: true });
    expect(upstream.seen.filter(({ method }) => method === 'tools/call')).toEqual([]);
  });

  it('lets through _meta that holds nothing', async () => {
    const { upstream, single } = await setUp();
    const session = await openRawSession(single, KEY);
    const params = {
      name: 'echo',
      arguments: { text: 'x' },
      _meta: { progressToken: 'p-1', traceparent: `00-${'4bf92f3577b34da6a3ce929d0e0e4736'}-00f067aa0ba902b7-01` },
    };
    const answer = await session.raw(JSON.stringify({ jsonrpc: '2.0', id: 'req-1', method: 'tools/call', params }));
    expect(answer.messages[0].result).toEqual({ content: [{ type: 'text', text: 'you said x' }] });
    expect(upstream.seen.filter(({ method }) => method === 'tools/call')).toHaveLength(1);
  });

  it.each([
    ['a progress notification', { method: 'notifications/progress', params: { progressToken: 1, progress: 1, message: PEM } }],
    ['a change of roots', { method: 'notifications/roots/list_changed', params: { note: PEM } }],
  ])('does not let a secret out in %s', async (_, message) => {
    const { upstream, proxy, single } = await setUp();
    const session = await openRawSession(single, KEY);
    await session.request('tools/call', { name: 'echo', arguments: { text: 'x' } });
    await session.raw(JSON.stringify({ jsonrpc: '2.0', ...message }));
    expect(await proxy.recorded(({ method }) => method === message.method)).toMatchObject({ outcome: 'blocked' });
    expect(JSON.stringify(upstream.seen)).not.toContain('BEGIN PRIVATE KEY');
  });

  it('passes the answer on byte by byte, numbers beyond 2^53 included', async () => {
    const { upstream, single } = await setUp();
    const result = '{"content":[],"structuredContent":{"big":9007199254740993,"e":1.50}, "extra":{"k":null}}';
    upstream.on('tools/call', ({ message }, io) => {
      io.json(`{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":${result}}`);
      return undefined;
    });
    const session = await openRawSession(single, KEY);
    const answer = await session.raw('{"jsonrpc":"2.0","id":"0","method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}}');
    expect(answer.body).toBe(`{"jsonrpc":"2.0","id":"0","result":${result}}`);
  });

  it.each([
    ['unknown', 'echoer__nothing', 'item_unknown'],
    ['not enabled', 'echoer__off', 'item_disabled'],
    ['quarantined', 'echoer__bad', 'item_quarantined'],
  ])('answers alike for a tool that is %s, and records why', async (_, name, reason) => {
    const { upstream, proxy, all } = await setUp();
    const session = await openRawSession(all, KEY);
    const answer = await session.request('tools/call', { name, arguments: { text: 'x' } });
    expect(answer.error).toEqual({ code: -32602, message: `Unknown tool: ${name}` });
    expect(await proxy.recorded((record) => record.method === 'tools/call')).toMatchObject({ outcome: 'refused', reason });
    expect(upstream.seen.filter(({ method }) => method === 'tools/call')).toEqual([]);
  });

  it('lists only what is enabled and granted, from approved definitions', async () => {
    const { all, single } = await setUp();
    const aggregated = await (await openRawSession(all, KEY)).request('tools/list');
    expect(aggregated.result).toEqual({ tools: [{ ...echo, name: 'echoer__echo' }] });
    const own = await (await openRawSession(single, KEY)).request('tools/list');
    expect(own.result).toEqual({ tools: [echo] });
  });

  it('refuses a missing, wrong or expired key with 401 and where to find metadata (RFC 9728 §5.1)', async () => {
    const { proxy, all } = await setUp();
    for (const headers of [{}, { authorization: `Bearer pck_${'z'.repeat(43)}` }, { authorization: 'Basic abc' }] as Record<
      string,
      string
    >[]) {
      const answer = await send(all, { headers, body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain(
        `resource_metadata="${proxy.mcpUrl}/.well-known/oauth-protected-resource/mcp/main"`,
      );
    }
    expect((await send(all, { method: 'GET', headers: { accept: 'text/event-stream' } })).status).toBe(401);
    expect(await proxy.recorded(({ reason }) => reason === 'unknown_key')).toMatchObject({ outcome: 'refused', applicationId: '' });
    const metadata = await send(`${proxy.mcpUrl}/.well-known/oauth-protected-resource/mcp/main`, { method: 'GET' });
    expect(metadata.messages[0]).toMatchObject({ resource: `${proxy.mcpUrl}/mcp/main` });
  });

  it('answers an unknown registry, one without a grant and an unknown server alike', async () => {
    const { proxy, all } = await setUp();
    const ask = (url: string, key: string) =>
      send(url, {
        headers: { 'x-portcullis-key': key },
        body: { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} } },
      });
    const answers = await Promise.all([ask(`${proxy.mcpUrl}/mcp/none`, KEY), ask(all, OTHER), ask(`${all}/none`, KEY)]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('refuses arguments that do not fit the approved schema, naming the field, before anything is sent', async () => {
    const { upstream, all } = await setUp();
    const session = await openRawSession(all, KEY);
    const answer = await session.request('tools/call', { name: 'echoer__echo', arguments: { text: 5 } });
    expect(answer.result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('arguments.text') }] });
    expect(upstream.seen.filter(({ method }) => method === 'tools/call')).toEqual([]);
  });

  it('blocks or redacts by policy in both directions, with an incident id and without the matched text', async () => {
    const { upstream, proxy, all } = await setUp();
    const key = [
      '-----BEGIN ',
      'PRIVATE KEY-----\n',
      `${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n'.repeat(4)}`,
      '-----END ',
      'PRIVATE KEY-----',
    ].join('');
    upstream.on('tools/call', () => ({ content: [{ type: 'text', text: `here: ${key}` }] }));
    const session = await openRawSession(all, KEY);
    const answer = await session.request('tools/call', { name: 'echoer__echo', arguments: { text: 'x' } });
    expect(JSON.stringify(answer)).not.toContain('MIIEvQIBADAN');
    const record = await proxy.recorded(({ method }) => method === 'tools/call');
    expect(record).toMatchObject({ action: 'block', outcome: 'blocked', reason: 'response_blocked', incidentId: record.id });
    expect(answer.result.content[0].text).toContain(record.id);
    expect(record.decisions.length).toBeGreaterThan(0);
    expect(JSON.stringify(record)).not.toContain('MIIEvQIBADAN');
  });

  it('redacts in both directions by policy, and leaves every other byte alone', async () => {
    const { upstream, proxy, single } = await setUp();
    const card = ['4111', '1111', '1111', '1111'].join(' ');
    upstream.on('tools/call', ({ message }, io) => {
      io.json(
        `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[{"type":"text","text":"card ${card} ok"}],"big":9007199254740993}}`,
      );
      return undefined;
    });
    const session = await openRawSession(single, KEY);
    const answer = await session.raw(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"pay with ${card} now","n":9007199254740993}}}`,
    );
    expect(answer.body).not.toContain(card);
    expect(answer.body).toContain('"big":9007199254740993');
    expect(answer.messages[0].result.content[0].text).toMatch(/^card .+ ok$/);
    const sent = upstream.seen.find(({ method }) => method === 'tools/call')?.text ?? '';
    expect(sent).not.toContain(card);
    expect(sent).toContain('"n":9007199254740993');
    expect(await proxy.recorded(({ method }) => method === 'tools/call')).toMatchObject({ action: 'redact', outcome: 'ok' });
  });

  it('relays progress before the answer, in order, as events', async () => {
    const { upstream, single } = await setUp();
    upstream.on('tools/call', ({ message }, io) => {
      const stream = io.stream();
      for (let step = 1; step <= 3; step++)
        stream.send({
          jsonrpc: '2.0',
          method: 'notifications/progress',
          params: { progressToken: message.params._meta.progressToken, progress: step },
        });
      stream.send({ jsonrpc: '2.0', id: message.id, result: { content: [] } });
      stream.end();
      return undefined;
    });
    const session = await openRawSession(single, KEY);
    const answer = await session.raw({
      jsonrpc: '2.0',
      id: 5,
      method: 'tools/call',
      params: { name: 'echo', arguments: { text: 'x' }, _meta: { progressToken: 0 } },
    });
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(answer.messages.map((message) => message.params?.progress ?? message.id)).toEqual([1, 2, 3, 5]);
    expect(answer.messages[0].params.progressToken).toBe(0);
  });

  it('asks the agent what a server asks, and delivers the answer under the server’s own id', async () => {
    const { upstream, single } = await setUp();
    let answered: (value: unknown) => void = () => undefined;
    upstream.on('response', ({ message }) => answered(message));
    upstream.on('tools/call', ({ message }, io) => {
      const stream = io.stream();
      stream.send({
        jsonrpc: '2.0',
        id: 99,
        method: 'elicitation/create',
        params: { message: 'Name?', requestedSchema: { type: 'object', properties: {} } },
      });
      answered = (reply: Json) => {
        stream.send({
          jsonrpc: '2.0',
          id: message.id,
          result: { content: [{ type: 'text', text: `${reply.id} ${reply.result.content.name}` }] },
        });
        stream.end();
      };
      return undefined;
    });
    const session = await openRawSession(single, KEY, { capabilities: { elicitation: {} } });
    const { request } = await import('node:http');
    const done = new Promise<Json[]>((resolve) => {
      const messages: Json[] = [];
      const call = request(
        single,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${KEY}`,
            'mcp-session-id': session.id,
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
          },
        },
        (response) => {
          response.on('data', (chunk: Buffer) => {
            for (const line of chunk.toString().split('\n')) {
              if (!line.startsWith('data: {')) continue;
              const message = JSON.parse(line.slice(6));
              messages.push(message);
              if (message.method === 'elicitation/create')
                void session.raw({ jsonrpc: '2.0', id: message.id, result: { action: 'accept', content: { name: 'Ada' } } });
            }
          });
          response.on('end', () => resolve(messages));
        },
      );
      call.end(JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo', arguments: { text: 'x' } } }));
    });
    const messages = await done;
    expect(messages.at(-1)).toMatchObject({ id: 3, result: { content: [{ text: '99 Ada' }] } });
  });

  it('opens a new upstream session when the server has forgotten the old one, unseen by the agent', async () => {
    const { upstream, single } = await setUp();
    const session = await openRawSession(single, KEY);
    await session.request('tools/call', { name: 'echo', arguments: { text: '1' } });
    upstream.forget();
    const answer = await session.request('tools/call', { name: 'echo', arguments: { text: '2' } });
    expect(answer.result.content[0].text).toBe('you said 2');
  });

  it('names a server that is down, with a record', async () => {
    const { upstream, proxy, all } = await setUp();
    await upstream.stop();
    const session = await openRawSession(all, KEY);
    const answer = await session.request('tools/call', { name: 'echoer__echo', arguments: { text: 'x' } });
    expect(answer.result).toMatchObject({ isError: true, content: [{ text: 'The server "echoer" cannot be reached' }] });
    expect(await proxy.recorded(({ method }) => method === 'tools/call')).toMatchObject({
      outcome: 'upstream_error',
      reason: 'upstream_unreachable',
    });
    const list = await session.request('tools/list');
    expect(list.result.tools).toHaveLength(1);
    expect(list.result._meta).toEqual({ 'portcullis/unavailableServers': ['echoer'] });
  });

  it('keeps connections to the upstream open between calls', async () => {
    const { upstream, single } = await setUp();
    const session = await openRawSession(single, KEY);
    for (let call = 0; call < 10; call++) await session.request('tools/call', { name: 'echo', arguments: { text: String(call) } });
    expect(upstream.connections()).toBeLessThanOrEqual(2);
  });
});
