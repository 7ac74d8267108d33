import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookKey } from '../../../data-plane/config/project-vault.ts';
import {
  guardedPost,
  InspectionPool,
  inspectResponse,
  WebhookClient,
  type AsyncParts,
  type Policy,
} from '../../../data-plane/guardrails/index.ts';
import { signatureOf } from '../../../data-plane/guardrails/webhook.ts';
import { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import { startFakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession } from '../../support/mcp-call.ts';
import { startTestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import { policyOf, rule } from '../guardrails/rule.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const CARD = '4111 1111 1111 1111';
const LONG = 'all is well. '.repeat(20_000);
const tool = { name: 'echo', inputSchema: { type: 'object', properties: { text: { type: 'string' } } } };

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function setUp(policy: Policy, inspection: AsyncParts) {
  const upstream = await startFakeMcpServer();
  upstream.on('tools/call', ({ message }) => ({
    content: [{ type: 'text', text: message.params.arguments.text === 'long' ? `${LONG} ${CARD}` : 'the plant is nuclear' }],
    structuredContent: { big: 1 },
  }));
  const snapshot = snapshotOf({
    allowedPrivateTargets: ['127.0.0.1'],
    registries: [{ name: 'main', policy, servers: [{ name: 'echoer', url: upstream.url, items: [{ definition: tool }] }] }],
    applications: [{ name: 'agent', keys: [KEY] }],
  });
  const proxy = await startTestProxy(snapshot, { inspection });
  open.push(proxy, upstream);
  const session = await openRawSession(`${proxy.mcpUrl}/mcp/main/echoer`, KEY);
  const call = (text: string) => session.request('tools/call', { name: 'echo', arguments: { text } });
  const reached = (): number => upstream.seen.filter(({ method }) => method === 'tools/call').length;
  return { snapshot, proxy, session, call, reached };
}

/** A detector over HTTP that finds the word `nuclear`. */
async function startWebhook(host = '127.0.0.1') {
  const asked: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => (body += chunk))
      .on('end', () => {
        asked.push({ body, signature: String(request.headers['portcullis-signature']) });
        const start = (JSON.parse(body) as { text: string }).text.indexOf('nuclear');
        response.end(JSON.stringify({ findings: start < 0 ? [] : [{ start, end: start + 7, confidence: 0.9, label: 'topic' }] }));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  open.push({ stop });
  return { asked, stop, url: `http://${host}:${(server.address() as AddressInfo).port}/inspect` };
}

/** What a node asks webhooks with. */
function webhookParts(): AsyncParts {
  const fetcher = new GuardedFetcher();
  open.push({ stop: () => fetcher.close() });
  return { webhooks: new WebhookClient({ keyOf: (_, owner) => owner?.key ?? null, post: guardedPost(fetcher) }), pool: null };
}

const asking = (url: string, phase: 'request' | 'response', onFailure: 'allow' | 'block' = 'block'): Policy => ({
  ...policyOf(rule({ match: 'webhook.topics', action: 'block', phase, onFailure })),
  webhooks: [{ id: 'topics', url, phase, timeoutMs: 10_000, maxBytes: 100_000 }],
});

describe('a policy that asks a webhook', () => {
  it('blocks an answer when the webhook says so, over a request signed with the key of the project', async () => {
    const { asked, url } = await startWebhook();
    const { snapshot, proxy, call } = await setUp(asking(url, 'response'), webhookParts());
    expect((await call('x')).result).toMatchObject({
      isError: true,
      _meta: { 'portcullis/refusal': { reason: 'blocked' } },
    });
    expect(await proxy.recorded(({ method }) => method === 'tools/call')).toMatchObject({
      outcome: 'blocked',
      reason: 'response_blocked',
      decisions: [{ detectorId: 'webhook.topics', failed: false }],
    });
    const { body, signature } = asked[0]!;
    const key = webhookKey(snapshot.cacheKeys, 'prj') as string;
    expect(signatureOf(body, key, Number(/^t=(\d+)/.exec(signature)?.[1]))).toBe(signature);
  });

  it('blocks a call before it is sent, and lets one through that nothing was found in', async () => {
    const { url } = await startWebhook();
    const { call, reached } = await setUp(asking(url, 'request'), webhookParts());
    expect((await call('about nuclear plants')).result.isError).toBe(true);
    expect(reached()).toBe(0);
    expect((await call('about the weather')).result.content[0].text).toBe('the plant is nuclear');
    expect(reached()).toBe(1);
  });

  it('still lists what was approved: webhooks are not asked about definitions', async () => {
    const { asked, url } = await startWebhook();
    const { session } = await setUp(asking(url, 'response'), webhookParts());
    expect((await session.request('tools/list')).result.tools).toEqual([tool]);
    expect(asked).toEqual([]);
  });

  it.each(['block', 'allow'] as const)('does what its rule says when the webhook is down: %s', async (onFailure) => {
    const { url, stop } = await startWebhook();
    await stop();
    const { call } = await setUp(asking(url, 'response', onFailure), webhookParts());
    const { result } = await call('x');
    if (onFailure === 'block') expect(result.isError).toBe(true);
    else expect(result.content[0].text).toBe('the plant is nuclear');
  });

  it('reaches no address that the project does not allow', async () => {
    const { asked, url } = await startWebhook('127.0.0.2');
    const { call } = await setUp(asking(url, 'response'), webhookParts());
    expect((await call('x')).result.isError).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe('a large answer', () => {
  it('is judged by a thread while another call is answered', async () => {
    const threads = new InspectionPool({ timeoutMs: 60_000 });
    open.push({ stop: () => threads.close() });
    expect(threads.hasThreads).toBe(true);
    const events: string[] = [];
    let begin: () => void = () => undefined;
    let release: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const pool: NonNullable<AsyncParts['pool']> = {
      async inspect(compiled, message) {
        events.push('handed over');
        const verdict = threads.inspect(compiled, message).then((made) => {
          events.push('judged');
          return made;
        });
        // A judgement made on the spot would be there before the event loop turns.
        for (let turn = 0; turn < 10; turn++) await Promise.resolve();
        events.push('still at it');
        begin();
        await released;
        return verdict;
      },
    };
    const { call } = await setUp(policyOf(rule({ match: 'pii.payment-card', action: 'redact' })), { webhooks: null, pool });
    const long = call('long').then((answer) => {
      events.push('long answered');
      return answer;
    });
    await Promise.race([begun, long]);
    await call('short');
    events.push('short answered');
    release();
    const { result } = await long;
    expect(result.content[0].text.length).toBeGreaterThan(LONG.length);
    expect(result.content[0].text).not.toContain(CARD);
    expect(result.structuredContent).toEqual({ big: 1 });
    expect(events.filter((event) => event !== 'judged')).toEqual(['handed over', 'still at it', 'short answered', 'long answered']);
    expect(events.indexOf('judged')).toBeGreaterThan(events.indexOf('still at it'));
  });

  it('does not leave when its call is called off while it is judged', async () => {
    let begin: () => void = () => undefined;
    let release: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const pool: NonNullable<AsyncParts['pool']> = {
      async inspect(compiled, message) {
        begin();
        await released;
        return inspectResponse(compiled, message);
      },
    };
    const { proxy, session } = await setUp(policyOf(), { webhooks: null, pool });
    const answer = session.raw({ jsonrpc: '2.0', id: 5, method: 'tools/call', params: { name: 'echo', arguments: { text: 'long' } } });
    await Promise.race([begun, answer]);
    await session.raw({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 5 } });
    release();
    expect((await answer).body).not.toContain('all is well');
    expect(await proxy.recorded(({ method }) => method === 'tools/call')).toMatchObject({ outcome: 'cancelled' });
  });
});
