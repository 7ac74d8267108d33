import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../conformance/upstream/methods.ts';
import { startUpstream, type Upstream } from '../../conformance/upstream/server.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession } from '../../support/mcp-call.ts';
import { modern, modernRequest, openStream } from '../../support/modern-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf, type ServerLiteral } from '../../support/proxy-config.ts';
import { createLocalSessionStore } from '../../../data-plane/sessions/local-store.ts';
import type { Json } from '../../support/json.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const OTHER = `pck_${'b'.repeat(43)}`;
const items = (['tool', 'prompt', 'resource', 'resource_template'] as const).flatMap((type) =>
  DEFINITIONS[type].map((definition: Record<string, unknown>) => ({ type, definition })),
);
const server = (name: string, url: string): ServerLiteral => ({ name, url, items });
const ALL = { elicitation: {}, sampling: {}, roots: {} };

let upstreams: Record<'legacy' | 'modern', Upstream>;
beforeAll(async () => {
  upstreams = { legacy: await startUpstream({ eras: 'legacy' }), modern: await startUpstream({ eras: 'modern' }) };
});
afterAll(async () => {
  await upstreams.legacy.stop();
  await upstreams.modern.stop();
});

const config = () =>
  snapshotOf({
    registries: [{ name: 'mixed', servers: [server('old', upstreams.legacy.url), server('new', upstreams.modern.url)] }],
    applications: [
      { name: 'one', keys: [KEY] },
      { name: 'two', keys: [OTHER] },
    ],
  });

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});
async function start(options: Parameters<typeof startTestProxy>[1] = {}): Promise<TestProxy> {
  const proxy = await startTestProxy(config(), options);
  open.push(proxy);
  return proxy;
}

describe.each(['old', 'new'] as const)('a server of the %s era behind the gateway', (which) => {
  it('serves a legacy agent, on the aggregated endpoint that mixes eras', async () => {
    const proxy = await start();
    const session = await openRawSession(`${proxy.mcpUrl}/mcp/mixed`, KEY, { capabilities: ALL });
    const answer = await session.request('tools/call', { name: `${which}__test_simple_text`, arguments: {} });
    expect(answer.result.content[0].text).toContain('simple text');
    const read = await session.request('resources/read', { uri: `mcp.${which}+test://static-text` });
    expect(read.result.contents[0]).toMatchObject({ uri: `mcp.${which}+test://static-text`, text: expect.stringContaining('static text') });
    const template = await session.request('resources/read', { uri: `mcp.${which}+test://template/7/data` });
    expect(template.result.contents[0]).toMatchObject({
      uri: `mcp.${which}+test://template/7/data`,
      text: expect.stringContaining('"id":"7"'),
    });
    const prompt = await session.request('prompts/get', {
      name: `${which}__test_prompt_with_arguments`,
      arguments: { arg1: 'x', arg2: 'y' },
    });
    expect(prompt.result.messages[0].content.text).toContain("arg1='x'");
    const completed = await session.request('completion/complete', {
      ref: { type: 'ref/prompt', name: `${which}__test_prompt_with_arguments` },
      argument: { name: 'arg1', value: 'a' },
    });
    expect(completed.result.completion.values).toEqual(['acompleted']);
  });

  it('serves a modern agent, with what its era needs in every result', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed`;
    const answer = await modern(url, KEY, 'tools/call', { name: `${which}__test_simple_text`, arguments: {} });
    expect(answer.messages[0].result).toMatchObject({ resultType: 'complete', content: [{ type: 'text' }] });
    const read = await modern(url, KEY, 'resources/read', { uri: `mcp.${which}+test://static-text` });
    expect(read.messages[0].result).toMatchObject({
      resultType: 'complete',
      cacheScope: 'private',
      contents: [{ uri: `mcp.${which}+test://static-text` }],
    });
    expect(read.messages[0].result.ttlMs).toBeGreaterThanOrEqual(0);
    const missing = await modern(url, KEY, 'resources/read', { uri: `mcp.${which}+test://nothing` });
    expect(missing.messages[0].error.code).toBe(-32602);
  });

  it('asks a legacy agent by requests on the stream of the call', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const session = await openRawSession(url, KEY, { capabilities: ALL });
    const headers = {
      'x-portcullis-key': KEY,
      'mcp-session-id': session.id,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const asked: string[] = [];
    const stream = openStream(
      url,
      {
        headers,
        body: { jsonrpc: '2.0', id: 'c1', method: 'tools/call', params: { name: 'test_input_required_result_multi_round', arguments: {} } },
      },
      (message) => {
        if (message.method !== 'elicitation/create') return;
        asked.push(message.params.message);
        void session.raw({
          jsonrpc: '2.0',
          id: message.id,
          result: { action: 'accept', content: asked.length === 1 ? { name: 'Ada' } : { color: 'green' } },
        });
      },
    );
    await stream.ended;
    expect(asked).toEqual(['Step 1: What is your name?', 'Step 2: What is your favorite color?']);
    expect(stream.messages.at(-1)).toMatchObject({ id: 'c1', result: { content: [{ text: 'Ada likes green' }] } });
  });

  it('asks a modern agent by results, with a state only this caller can use', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const call = (params: Record<string, unknown>, key = KEY) =>
      modern(url, key, 'tools/call', { name: 'test_input_required_result_multi_round', arguments: {}, ...params }, { capabilities: ALL });
    const first = (await call({})).messages[0].result;
    expect(first.resultType).toBe('input_required');
    const [question] = Object.keys(first.inputRequests) as [string];
    expect(first.inputRequests[question].params.message).toContain('Step 1');
    const second = (
      await call({ requestState: first.requestState, inputResponses: { [question]: { action: 'accept', content: { name: 'Ada' } } } })
    ).messages[0].result;
    expect(second.resultType).toBe('input_required');
    const [next] = Object.keys(second.inputRequests) as [string];
    const last = (
      await call({ requestState: second.requestState, inputResponses: { [next]: { action: 'accept', content: { color: 'green' } } } })
    ).messages[0].result;
    expect(last).toMatchObject({ resultType: 'complete', content: [{ text: 'Ada likes green' }] });
  });

  it('asks nobody who did not declare that it can answer', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const session = await openRawSession(url, KEY, { capabilities: {} });
    const legacy = await session.request('tools/call', { name: 'test_input_required_result_elicitation', arguments: {} });
    expect(legacy.error ?? legacy.result.isError ?? legacy.result).toBeTruthy();
    expect(JSON.stringify(legacy)).not.toContain('Hello');
  });

  it('relays progress in order, before the answer, to agents of both eras', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const session = await openRawSession(url, KEY);
    for (let round = 0; round < 5; round++) {
      const answer = await session.raw({
        jsonrpc: '2.0',
        id: round,
        method: 'tools/call',
        params: { name: 'test_tool_with_progress', arguments: {}, _meta: { progressToken: `t${round}` } },
      });
      expect(answer.messages.map((message) => message.params?.progress ?? 'answer')).toEqual([0, 50, 100, 'answer']);
      expect(answer.messages[0].params.progressToken).toBe(`t${round}`);
      const other = await modern(
        url,
        KEY,
        'tools/call',
        { name: 'test_tool_with_progress', arguments: {} },
        { meta: { progressToken: 7 } },
      );
      expect(other.messages.map((message) => message.params?.progress ?? 'answer')).toEqual([0, 50, 100, 'answer']);
      expect(other.messages.slice(0, 3).every((message) => message.params.progressToken === 7)).toBe(true);
    }
  });

  it('is told when a call is cancelled: by the notification, or by a modern agent that leaves', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const cancelled = async (): Promise<string> =>
      (await modern(url, KEY, 'tools/call', { name: 'fx_cancelled', arguments: {} })).messages[0].result.content[0].text;
    const session = await openRawSession(url, KEY);
    const slow = session.raw({
      jsonrpc: '2.0',
      id: 'slow',
      method: 'tools/call',
      params: { name: 'fx_slow', arguments: { ms: 60_000, tag: `legacy-${which}` } },
    });
    await eventually(
      () => proxy.inFlight(),
      (count) => count > 0,
    );
    await eventually(
      async () => {
        await session.raw({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'slow', reason: 'enough' } });
        return cancelled();
      },
      (names) => names.includes(`legacy-${which}`),
    );
    expect((await slow).body).toBe('');
    const leaving = openStream(
      url,
      modernRequest(KEY, 'tools/call', { name: 'fx_slow', arguments: { ms: 60_000, tag: `modern-${which}` } }),
    );
    await eventually(
      () => proxy.inFlight(),
      (count) => count > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    leaving.close();
    await eventually(cancelled, (names) => names.includes(`modern-${which}`));
  });

  it('has its changes heard by those who listen, and only what they asked for', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const session = await openRawSession(url, KEY);
    const get = openStream(url, {
      method: 'GET',
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' },
    });
    expect(await get.status).toBe(200);
    expect((await session.request('resources/subscribe', { uri: 'test://watched-resource' })).result).toEqual({});
    const listen = openStream(
      url,
      modernRequest(
        KEY,
        'subscriptions/listen',
        { notifications: { promptsListChanged: true, resourceSubscriptions: ['test://watched-resource', 'test://unknown'] } },
        { id: 'sub' },
      ),
    );
    await eventually(
      () => listen.messages.length,
      (count) => count > 0,
    );
    expect(listen.messages[0]).toMatchObject({
      method: 'notifications/subscriptions/acknowledged',
      params: {
        notifications: { promptsListChanged: true, resourceSubscriptions: ['test://watched-resource'] },
        _meta: { 'io.modelcontextprotocol/subscriptionId': 'sub' },
      },
    });
    const touch = (uri: string) => session.request('tools/call', { name: 'fx_touch', arguments: { uri } });
    const updated = (stream: { messages: Json[] }) =>
      stream.messages.filter((message) => message.method === 'notifications/resources/updated').map((message) => message.params.uri);
    await eventually(
      async () => {
        await touch('test://static-text');
        await touch('test://watched-resource');
        return [updated(get).length, updated(listen).length];
      },
      ([one, other]) => (one as number) > 0 && (other as number) > 0,
    );
    expect(new Set([...updated(get), ...updated(listen)])).toEqual(new Set(['test://watched-resource']));
    await eventually(
      async () => {
        await session.request('tools/call', { name: 'test_trigger_tool_change', arguments: {} });
        await session.request('tools/call', { name: 'test_trigger_prompt_change', arguments: {} });
        return (
          listen.messages.some((message) => message.method === 'notifications/prompts/list_changed') &&
          get.messages.some((message) => message.method === 'notifications/tools/list_changed')
        );
      },
      (heard) => heard,
    );
    expect(listen.messages.some((message) => message.method === 'notifications/tools/list_changed')).toBe(false);
    get.close();
    listen.close();
  });
});

describe('a state of a call that waits for answers', () => {
  it('is refused for another caller, another tool and when changed', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/old`;
    const ask = (name: string, key: string, more: Record<string, unknown>) =>
      modern(url, key, 'tools/call', { name, arguments: {}, ...more }, { capabilities: ALL });
    const first = (await ask('test_input_required_result_elicitation', KEY, {})).messages[0].result;
    const more = {
      requestState: first.requestState,
      inputResponses: { [Object.keys(first.inputRequests)[0] as string]: { action: 'accept', content: { name: 'Eve' } } },
    };
    for (const answer of [
      await ask('test_input_required_result_elicitation', OTHER, more),
      await ask('test_input_required_result_list_roots', KEY, more),
      await ask('test_input_required_result_elicitation', KEY, { ...more, requestState: `${first.requestState}x` }),
    ]) {
      expect(answer.messages[0].error.code).toBe(-32602);
    }
    const good = await ask('test_input_required_result_elicitation', KEY, more);
    expect(good.messages[0].result.content[0].text).toBe('Hello, Eve!');
  });

  it('finds the call on the node that holds it, whichever node gets the answer', async () => {
    const store = createLocalSessionStore();
    const [one, two] = [await start({ store, nodeId: 'node-one' }), await start({ store, nodeId: 'node-two' })];
    const ask = (proxy: TestProxy, more: Record<string, unknown>) =>
      modern(
        `${proxy.mcpUrl}/mcp/mixed/old`,
        KEY,
        'tools/call',
        { name: 'test_input_required_result_elicitation', arguments: {}, ...more },
        { capabilities: ALL },
      );
    const first = (await ask(one, {})).messages[0].result;
    const answer = await ask(two, {
      requestState: first.requestState,
      inputResponses: { [Object.keys(first.inputRequests)[0] as string]: { action: 'accept', content: { name: 'Ada' } } },
    });
    expect(answer.messages[0].result.content[0].text).toBe('Hello, Ada!');
  });
});

describe('a modern request', () => {
  it.each([
    ['without the version header', { headers: { 'mcp-protocol-version': '' } }, -32020],
    ['whose Mcp-Method differs', { headers: { 'mcp-method': 'tools/list' } }, -32020],
    ['whose Mcp-Name differs', { headers: { 'mcp-name': 'other' } }, -32020],
    ['whose Mcp-Name is broken base64', { headers: { 'mcp-name': '=?base64?!!?=' } }, -32020],
    ['of an unknown version', { version: '2027-01-01' }, -32022],
  ])('%s is refused with 400', async (_, options, code) => {
    const proxy = await start();
    const answer = await modern(
      `${proxy.mcpUrl}/mcp/mixed/new`,
      KEY,
      'tools/call',
      { name: 'test_simple_text', arguments: {} },
      options as never,
    );
    expect(answer.status).toBe(400);
    expect(answer.messages[0].error.code).toBe(code);
  });

  it('is not given what only sessions have: GET, DELETE and removed methods', async () => {
    const proxy = await start();
    const url = `${proxy.mcpUrl}/mcp/mixed/new`;
    const { send } = await import('../../support/mcp-call.ts');
    for (const method of ['GET', 'DELETE']) {
      expect(
        (
          await send(url, {
            method,
            headers: { 'x-portcullis-key': KEY, 'mcp-protocol-version': '2026-07-28', accept: 'text/event-stream' },
          })
        ).status,
      ).toBe(405);
    }
    const removed = await modern(url, KEY, 'ping');
    expect([removed.status, removed.messages[0].error.code]).toEqual([404, -32601]);
  });

  it('carries a name beyond ASCII in its header', async () => {
    const proxy = await start();
    const name = 'naïve';
    const answer = await modern(
      `${proxy.mcpUrl}/mcp/mixed/new`,
      KEY,
      'tools/call',
      { name, arguments: {} },
      { headers: { 'mcp-name': `=?base64?${Buffer.from(name).toString('base64')}?=` } },
    );
    expect(answer.messages[0].error).toMatchObject({ code: -32602, message: `Unknown tool: ${name}` });
  });
});

describe('tasks', () => {
  it('are offered to nobody, in either era, and asked of no server', async () => {
    const upstream = await startFakeMcpServer({ capabilities: { tools: {}, tasks: { requests: { tools: { call: {} } } } } });
    upstream.on('tools/call', () => ({ content: [] }));
    const definition = { name: 'slow', inputSchema: { type: 'object' }, execution: { taskSupport: 'optional' } };
    const proxy = await startTestProxy(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items: [{ definition }] }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
    );
    open.push(proxy, upstream);
    const session = await openRawSession(`${proxy.mcpUrl}/mcp/main/up`, KEY, { capabilities: { tasks: { list: {} }, roots: {} } });
    expect(session.result.capabilities).not.toHaveProperty('tasks');
    expect((await session.request('tools/list')).result.tools).toEqual([{ name: 'slow', inputSchema: { type: 'object' } }]);
    await session.request('tools/call', { name: 'slow', arguments: { n: 1 }, task: { ttl: 1000 } });
    expect(upstream.seen.find(({ method }) => method === 'initialize')?.message.params.capabilities).toEqual({ roots: {} });
    expect(upstream.seen.find(({ method }) => method === 'tools/call')?.message.params).toEqual({ name: 'slow', arguments: { n: 1 } });
    expect((await session.request('tasks/get', { taskId: 'x' })).error.code).toBe(-32601);
    const seen = await modern(
      `${(await start()).mcpUrl}/mcp/mixed/new`,
      KEY,
      'tools/call',
      { name: 'fx_extra', arguments: {} },
      { capabilities: { elicitation: {}, extensions: { 'io.modelcontextprotocol/tasks': {}, 'example.com/other': {} } } },
    );
    expect(seen.messages[0].result.structuredContent.seenMeta['io.modelcontextprotocol/clientCapabilities']).toEqual({
      elicitation: {},
      extensions: { 'example.com/other': {} },
    });
  });
});

describe('what a server answers', () => {
  it.each(['old', 'new'] as const)('arrives as it was said, from the %s era to an agent of the same', async (which) => {
    const proxy = await start();
    const direct = upstreams[which === 'old' ? 'legacy' : 'modern'].url;
    const through = `${proxy.mcpUrl}/mcp/mixed/${which}`;
    const calls: [string, Record<string, unknown>][] = [
      ...[
        'test_simple_text',
        'test_image_content',
        'test_audio_content',
        'test_embedded_resource',
        'test_multiple_content_types',
        'test_error_handling',
      ].map((name): [string, Record<string, unknown>] => ['tools/call', { name, arguments: {} }]),
      ['tools/call', { name: 'fx_echo', arguments: { a: [1, null, { b: 'é😀' }] } }],
      ['tools/call', { name: 'fx_extra', arguments: {} }],
      ['prompts/get', { name: 'test_prompt_with_image' }],
      ['resources/read', { uri: 'test://static-binary' }],
      ['completion/complete', { ref: { type: 'ref/prompt', name: 'test_simple_prompt' }, argument: { name: 'x', value: 'y' } }],
    ];
    const sessions = which === 'old' ? [await openRawSession(direct, KEY), await openRawSession(through, KEY)] : [];
    for (const [method, params] of calls) {
      const [said, arrived] =
        which === 'old'
          ? await Promise.all(sessions.map(async (session) => (await session.request(method, params)).result))
          : await Promise.all([direct, through].map(async (url) => (await modern(url, KEY, method, params, { id: 1 })).messages[0].result));
      const { cacheScope: _, ...rest } = said;
      expect(arrived).toMatchObject(rest);
      expect(Object.keys(arrived).sort()).toEqual(Object.keys(said).sort());
    }
  });
});
