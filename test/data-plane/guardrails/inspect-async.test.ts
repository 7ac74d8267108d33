import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  compilePolicy,
  defaultPolicy,
  InspectionPool,
  inspectRequestAsync,
  inspectResponse,
  inspectResponseAsync,
  needsAsync,
  WebhookClient,
} from '../../../data-plane/guardrails/index.ts';
import { signatureOf } from '../../../data-plane/guardrails/webhook.ts';
import { policyOf, rule, TARGET } from './rule.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(resolve);
        }),
    ),
  );
});

/** A webhook that answers as told; keeps what it was asked. */
async function webhookServer(answer: (body: string, response: ServerResponse) => void) {
  const asked: { body: string; signature: string }[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => (body += chunk))
      .on('end', () => {
        asked.push({ body, signature: String(request.headers['portcullis-signature']) });
        answer(body, response);
      });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/inspect` };
}

const findingNuclear = (body: string, response: ServerResponse): void => {
  const { text } = JSON.parse(body) as { text: string };
  const start = text.indexOf('nuclear');
  response.end(JSON.stringify({ findings: start < 0 ? [] : [{ start, end: start + 7, confidence: 0.9, label: 'topic' }] }));
};

const engineFor = (url: string, fields: { timeoutMs?: number; maxBytes?: number; onFailure?: 'allow' | 'block' } = {}) =>
  compilePolicy({
    ...policyOf(rule({ match: 'webhook.topics', action: 'redact', onFailure: fields.onFailure ?? 'block' })),
    webhooks: [{ id: 'topics', url, phase: 'both', timeoutMs: fields.timeoutMs ?? 5_000, maxBytes: fields.maxBytes ?? 100_000 }],
  });
const answerOf = (text: string) => ({ ...TARGET, kind: 'result' as const, value: { content: [{ type: 'text', text }] } });
const clientWith = (options: { key?: string | null; now?: () => number } = {}) => ({
  webhooks: new WebhookClient({
    keyOf: () => (options.key === undefined ? 'k' : options.key),
    ...(options.now ? { now: options.now } : {}),
  }),
  pool: null,
});

describe('a webhook detector', () => {
  it('is asked with the text and a signature, and its findings count like any other', async () => {
    const { asked, url } = await webhookServer(findingNuclear);
    const verdict = await inspectResponseAsync(engineFor(url), answerOf('about nuclear plants'), 100, clientWith());
    expect(verdict.value).toEqual({ content: [{ type: 'text', text: 'about [topic] plants' }] });
    expect(verdict.coverage.detectors).toEqual(['webhook.topics@1']);
    const { body, signature } = asked[0]!;
    expect(JSON.parse(body)).toMatchObject({
      version: 1,
      detector: 'topics',
      surface: 'tool-result',
      server: 'shop',
      tool: 'orders',
      text: 'about nuclear plants',
    });
    expect(signatureOf(body, 'k', Number(/^t=(\d+)/.exec(signature)?.[1]))).toBe(signature);
  });

  it('is asked about calls too, and stays silent on what it does not find', async () => {
    const { url } = await webhookServer(findingNuclear);
    const args = { q: 'weather' };
    const verdict = await inspectRequestAsync(
      engineFor(url),
      { ...TARGET, arguments: args, inputSchema: {}, description: null },
      clientWith(),
    );
    expect(verdict).toMatchObject({ action: 'allow', value: args });
  });

  it.each([
    [
      'answers with an error',
      (_: string, response: ServerResponse) => {
        response.statusCode = 500;
        response.end('{}');
      },
    ],
    ['answers with another shape', (_: string, response: ServerResponse) => response.end('{"findings":[{"start":-1}]}')],
    ['redirects', (_: string, response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'answers without end',
      (_: string, response: ServerResponse) => {
        for (let i = 0; i < 40; i++) response.write('x'.repeat(10_000));
      },
    ],
    ['never answers', () => undefined],
  ])('that %s counts as failed, as its rule says', async (_, answer) => {
    const { url } = await webhookServer(answer as (body: string, response: ServerResponse) => void);
    const refused = await inspectResponseAsync(engineFor(url, { timeoutMs: 300 }), answerOf('x'), 10, clientWith());
    expect(refused).toMatchObject({ action: 'block', decisions: [{ failed: true, detectorId: 'webhook.topics' }] });
    const passed = await inspectResponseAsync(engineFor(url, { timeoutMs: 300, onFailure: 'allow' }), answerOf('x'), 10, clientWith());
    expect(passed.action).toBe('allow');
  });

  it('is not asked without a key, nor about more than its limit', async () => {
    const { asked, url } = await webhookServer(findingNuclear);
    expect((await inspectResponseAsync(engineFor(url), answerOf('x'), 10, clientWith({ key: null }))).action).toBe('block');
    expect((await inspectResponseAsync(engineFor(url, { maxBytes: 50 }), answerOf('x'.repeat(100)), 10, clientWith())).action).toBe(
      'block',
    );
    expect(asked).toEqual([]);
  });

  it('that failed five times in a row is left alone for a while', async () => {
    const { asked, url } = await webhookServer((_, response) => {
      response.statusCode = 503;
      response.end();
    });
    let nowMs = 1_000_000;
    const parts = clientWith({ now: () => nowMs });
    for (let i = 0; i < 7; i++) await inspectResponseAsync(engineFor(url), answerOf('x'), 10, parts);
    expect(asked).toHaveLength(5);
    nowMs += 31_000;
    await inspectResponseAsync(engineFor(url), answerOf('x'), 10, parts);
    expect(asked).toHaveLength(6);
  });

  it('fails closed where a message reaches the synchronous variant', async () => {
    const engine = engineFor('http://127.0.0.1:1/');
    expect(inspectResponse(engine, answerOf('x')).action).toBe('block');
    expect(needsAsync(engine, 'tool-result', TARGET, 10)).toBe(true);
    expect(needsAsync(compilePolicy(defaultPolicy('p')), 'tool-result', TARGET, 10)).toBe(false);
    expect(needsAsync(compilePolicy(defaultPolicy('p')), 'tool-result', TARGET, 1_000_000)).toBe(true);
  });
});

describe('the worker pool', () => {
  const engine = compilePolicy(policyOf(rule({ match: 'pii.payment-card', action: 'redact' })));
  const large = { content: [{ type: 'text', text: `${'all is well. '.repeat(20_000)} card 4111 1111 1111 1111` }] };
  const judge = (pool: InspectionPool, value: unknown, compiled = engine) =>
    inspectResponseAsync(compiled, { ...TARGET, kind: 'result', value }, 1_000_000, { webhooks: null, pool });

  it('judges as the event loop would, and keeps the value where nothing changed', async () => {
    const pool = new InspectionPool({ threads: 1, timeoutMs: 60_000 });
    const inline = inspectResponse(engine, { ...TARGET, kind: 'result', value: large });
    expect(await judge(pool, large)).toEqual(inline);
    const harmless = { content: [{ type: 'text', text: 'fine' }] };
    expect((await judge(pool, harmless)).value).toBe(harmless);
    await pool.close();
  });

  it('judges by the rules for running out of time what would wait behind too many, or comes after the end', async () => {
    const pool = new InspectionPool({ threads: 1, maxWaiting: 0 });
    if (!pool.hasThreads) return; // sources run without a build
    expect(await judge(pool, large)).toMatchObject({ action: 'block', coverage: { uninspected: [{ reason: 'time' }] } });
    await pool.close();
    expect((await judge(pool, large)).action).toBe('block');
  });

  it('judges what no thread can be given by those rules too', async () => {
    const pool = new InspectionPool({ threads: 1, timeoutMs: 60_000 });
    if (!pool.hasThreads) return;
    expect((await judge(pool, { content: [{ type: 'text', text: 'x' }], odd: () => undefined })).action).toBe('block');
    await pool.close();
  });
});
