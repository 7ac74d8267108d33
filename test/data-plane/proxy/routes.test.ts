import { afterEach, describe, expect, it } from 'vitest';
import { PIPELINE } from '../../../data-plane/proxy/pipeline.ts';
import { METHODS } from '../../../data-plane/proxy/methods/index.ts';
import { DEFINITIONS } from '../../conformance/upstream/methods.ts';
import { startUpstream } from '../../conformance/upstream/server.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, send } from '../../support/mcp-call.ts';
import { modern, modernRequest, openStream } from '../../support/modern-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const items = (['tool', 'prompt', 'resource', 'resource_template'] as const).flatMap((type) =>
  DEFINITIONS[type].map((definition: Record<string, unknown>) => ({ type, definition })),
);
const ALL = { elicitation: {}, sampling: {}, roots: {} };

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

/** Every method with parameters that reach a server where it has one. */
const requests = (aggregated: boolean): Record<string, Record<string, unknown>> => ({
  ping: {},
  'logging/setLevel': { level: 'info' },
  'tools/list': {},
  'prompts/list': {},
  'resources/list': {},
  'resources/templates/list': {},
  'tools/call': { name: aggregated ? 'up__test_simple_text' : 'test_simple_text', arguments: {} },
  'prompts/get': { name: aggregated ? 'up__test_simple_prompt' : 'test_simple_prompt' },
  'resources/read': { uri: 'test://static-text' },
  'resources/subscribe': { uri: 'test://watched-resource' },
  'resources/unsubscribe': { uri: 'test://watched-resource' },
  'completion/complete': {
    ref: { type: 'ref/prompt', name: aggregated ? 'up__test_simple_prompt' : 'test_simple_prompt' },
    argument: { name: 'a', value: 'b' },
  },
  'server/discover': {},
  'unknown/method': {},
});

describe('the pipeline', () => {
  it('has its stages in the order of security decisions', () => {
    expect(PIPELINE.map(({ name }) => name)).toEqual([
      'authenticate',
      'refuse-unreadable',
      'resolve-registry',
      'resolve-session',
      'resolve-item',
      'enforce-limits',
      'inspect-call',
      'obtain-credential',
      'call-upstream',
      'inspect-answer',
      'record-invocation',
      'answer-caller',
    ]);
    expect(PIPELINE.filter(({ always }) => always === true).map(({ name }) => name)).toEqual(['record-invocation', 'answer-caller']);
  });

  it('knows every method of the specification that a client may send', () => {
    expect([...METHODS.keys()].sort()).toEqual(
      [
        ...Object.keys(requests(true)).filter((method) => method !== 'unknown/method'),
        'initialize',
        'subscriptions/listen',
        'notifications/cancelled',
        'notifications/initialized',
        'notifications/progress',
        'notifications/roots/list_changed',
      ].sort(),
    );
  });
});

describe.each([
  ['aggregated', true],
  ['single', false],
] as const)('every route of the %s endpoint', (_, aggregated) => {
  async function walk(proxy: TestProxy): Promise<void> {
    const url = `${proxy.mcpUrl}/mcp/main${aggregated ? '' : '/up'}`;
    const session = await openRawSession(url, KEY, { capabilities: ALL });
    for (const [method, params] of Object.entries(requests(aggregated))) {
      await session.request(method, params);
      await modern(url, KEY, method, params, { capabilities: ALL });
    }
    for (const method of [
      'notifications/initialized',
      'notifications/progress',
      'notifications/roots/list_changed',
      'notifications/cancelled',
      'notifications/made-up',
    ]) {
      await session.raw({ jsonrpc: '2.0', method, params: { requestId: 1, progressToken: 1, progress: 1 } });
    }
    await session.raw({ jsonrpc: '2.0', id: 'nothing', result: {} });
    await session.raw({ jsonrpc: '2.0', id: 'nothing', error: { code: 1, message: 'no' } });
    const get = openStream(url, {
      method: 'GET',
      headers: { 'x-portcullis-key': KEY, 'mcp-session-id': session.id, accept: 'text/event-stream' },
    });
    await get.status;
    const listen = openStream(
      url,
      modernRequest(KEY, 'subscriptions/listen', {
        notifications: { toolsListChanged: true, resourceSubscriptions: ['test://watched-resource'] },
      }),
    );
    await eventually(
      () => listen.messages.length,
      (count) => count > 0,
    );
    get.close();
    listen.close();
    await session.raw(undefined, {}, 'DELETE');
  }

  it.each(['legacy', 'modern'] as const)('leaves a record of a decision for whatever reaches a %s server', async (eras) => {
    const upstream = await startUpstream({ eras });
    open.push(upstream);
    const proxy = await startTestProxy(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
    );
    open.push(proxy);
    await walk(proxy);
    const methods = new Set(proxy.records.map(({ method }) => method));
    for (const method of [
      'initialize',
      'server/discover',
      'tools/call',
      'prompts/get',
      'resources/read',
      'completion/complete',
      'resources/subscribe',
      'tools/list',
      'http/get',
      'subscriptions/listen',
      'response',
      'http/delete',
    ]) {
      expect([method, methods.has(method)]).toEqual([method, true]);
    }
    for (const record of proxy.records)
      expect(record).toMatchObject({ applicationId: 'app:one', configVersion: '1', registryId: 'reg:main' });
  });

  it('sends nothing to a server that the caller was not granted, that is disabled, or while the config is stale', async () => {
    for (const refused of ['no grant', 'server disabled', 'registry disabled', 'stale', 'no key'] as const) {
      const upstream = await startFakeMcpServer();
      const proxy = await startTestProxy(
        snapshotOf({
          registries: [
            {
              name: 'main',
              enabled: refused !== 'registry disabled',
              ...(refused === 'stale' ? { refuseAfterSilenceMs: 10 } : {}),
              servers: [{ name: 'up', url: upstream.url, items, enabled: refused !== 'server disabled' }],
            },
          ],
          applications: [{ name: 'one', keys: refused === 'no key' ? [] : [KEY], ...(refused === 'no grant' ? { grants: [] } : {}) }],
        }),
      );
      if (refused === 'stale') proxy.snapshots.silentForMs = 11;
      const url = `${proxy.mcpUrl}/mcp/main${aggregated ? '' : '/up'}`;
      for (const [method, params] of Object.entries({
        initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} },
        ...requests(aggregated),
      })) {
        await send(url, { headers: { 'x-portcullis-key': KEY, 'mcp-session-id': 'x' }, body: { jsonrpc: '2.0', id: 1, method, params } });
        await modern(url, KEY, method, params);
      }
      await send(url, { method: 'GET', headers: { 'x-portcullis-key': KEY, 'mcp-session-id': 'x', accept: 'text/event-stream' } });
      await send(url, { method: 'DELETE', headers: { 'x-portcullis-key': KEY, 'mcp-session-id': 'x' } });
      expect([refused, upstream.seen.map(({ method }) => method)]).toEqual([refused, []]);
      expect(proxy.records.length).toBeGreaterThan(10);
      await proxy.stop();
      await upstream.stop();
    }
  });
});
