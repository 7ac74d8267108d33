/** Whatever is sent from either side, the node answers or closes cleanly, and no message reaches the wrong caller. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeMcpServer, type FakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, send, type RawSession } from '../../support/mcp-call.ts';
import { modern } from '../../support/modern-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import type { Json } from '../../support/json.ts';

const KEYS = [`pck_${'a'.repeat(43)}`, `pck_${'b'.repeat(43)}`] as const;
const RUNS = { numRuns: 60, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false };
let upstream: FakeMcpServer;
let proxy: TestProxy;
let url = '';
beforeAll(async () => {
  upstream = await startFakeMcpServer();
  proxy = await startTestProxy(
    snapshotOf({
      registries: [
        {
          name: 'main',
          servers: [
            {
              name: 'up',
              url: upstream.url,
              items: [{ definition: { name: 'echo', inputSchema: { type: 'object' } } }],
              limits: { timeoutMs: 2_000, maxResponseBytes: 100_000 },
            },
          ],
        },
      ],
      applications: KEYS.map((key, index) => ({ name: `app${index}`, keys: [key] })),
    }),
  );
  url = `${proxy.mcpUrl}/mcp/main/up`;
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

const alive = async (): Promise<void> => {
  expect((await send(`${proxy.adminUrl}/healthz`, { method: 'GET' })).status).toBe(200);
  expect(proxy.records.filter(({ outcome }) => outcome === 'fault')).toEqual([]);
};
const id = fc.oneof(fc.integer(), fc.string({ maxLength: 20 }), fc.constantFrom(0, -1, '', '0', 'é😀', Number.MAX_SAFE_INTEGER));
const envelope = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 5, arbitrary: fc.constant('2.0') }, { weight: 1, arbitrary: fc.jsonValue() }),
    id: fc.oneof({ weight: 4, arbitrary: id }, { weight: 1, arbitrary: fc.jsonValue() }),
    method: fc.oneof(
      fc.constantFrom(
        'tools/call',
        'tools/list',
        'initialize',
        'ping',
        'resources/read',
        'prompts/get',
        'completion/complete',
        'notifications/cancelled',
        'server/discover',
        'subscriptions/listen',
        'logging/setLevel',
        '__proto__',
        'constructor',
      ),
      fc.string({ maxLength: 30 }),
    ),
    params: fc.oneof(
      fc.record(
        {
          name: fc.oneof(fc.constant('echo'), fc.jsonValue()),
          arguments: fc.jsonValue(),
          uri: fc.jsonValue(),
          cursor: fc.jsonValue(),
          _meta: fc.jsonValue(),
          ref: fc.jsonValue(),
          requestState: fc.jsonValue(),
          inputResponses: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    ),
    result: fc.jsonValue(),
    error: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe('whatever an agent sends', () => {
  it('as a message of either era is answered with a status, valid JSON, and its own id', async () => {
    upstream.on('tools/call', () => ({ content: [] }));
    const session = await openRawSession(url, KEYS[0]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(envelope, fc.jsonValue()), fc.boolean(), async (message, isModern) => {
        if (
          isModern &&
          typeof message === 'object' &&
          message !== null &&
          'method' in message &&
          (message as Json).method === 'subscriptions/listen'
        )
          return;
        const headers: Record<string, string> = isModern
          ? {
              'x-portcullis-key': KEYS[0],
              'mcp-protocol-version': '2026-07-28',
              'mcp-method': String((message as Json)?.method ?? '').replace(/[^\x21-\x7e]/g, '_') || 'x',
            }
          : {};
        const answer = isModern ? await send(url, { headers, body: JSON.stringify(message) }) : await session.raw(JSON.stringify(message));
        expect([200, 202, 400, 404, 405, 406, 413, 429]).toContain(answer.status);
        const asked = (message as Json)?.id;
        for (const reply of answer.messages) if (reply.id !== null && reply.method === undefined) expect(reply.id).toEqual(asked);
      }),
      RUNS,
    );
    await alive();
  });

  it('as bytes is answered with 400 or closed', async () => {
    const session = await openRawSession(url, KEYS[0]);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":', '[{"jsonrpc":', '{"a":"\\ud8'),
        async (bytes, prefix) => {
          const answer = await session.raw(Buffer.concat([Buffer.from(prefix), Buffer.from(bytes)]));
          expect([400, 404, 202, 200]).toContain(answer.status);
        },
      ),
      RUNS,
    );
    await alive();
  });

  it('on the wire, HTTP or not, leaves the node up', async () => {
    const { port } = new URL(proxy.mcpUrl);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(
          '',
          'POST /mcp/main HTTP/1.1\r\n',
          'GET / HTTP/1.1\r\nHost: ',
          `POST /mcp/main HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n`,
          'POST /mcp/main HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz',
        ),
        (bytes, prefix) => {
          return new Promise<void>((resolve) => {
            const socket = connect(Number(port), '127.0.0.1', () => socket.end(Buffer.concat([Buffer.from(prefix), Buffer.from(bytes)])));
            socket.on('data', () => undefined);
            socket.on('error', () => resolve());
            socket.on('close', () => resolve());
          });
        },
      ),
      { ...RUNS, numRuns: 40 },
    );
    await alive();
  });
});

describe('whatever a server sends', () => {
  it('as an answer or as events becomes an answer under the agent’s id, or a tool error', async () => {
    const session = await openRawSession(url, KEYS[0]);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue().map((value) => JSON.stringify(value)),
          envelope.map((value) => JSON.stringify(value)),
          fc.jsonValue().map((value) => JSON.stringify({ jsonrpc: '2.0', id: 5, result: value })),
          fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
          fc.constant(`{"jsonrpc":"2.0","id":5,"result":${'['.repeat(500)}${']'.repeat(500)}}`),
        ),
        fc.constantFrom('json', 'events', 'split'),
        fc.nat(),
        async (text, how, cut) => {
          upstream.on('tools/call', (_, { response }) => {
            const bytes = Buffer.from(
              how === 'json'
                ? text
                : `: x\nid: 1\nevent: message\ndata: ${text}\n\ndata: {"jsonrpc":"2.0","id":5,"result":{"content":[]}}\n\n`,
            );
            response.writeHead(200, { 'content-type': how === 'json' ? 'application/json' : 'text/event-stream' });
            if (how !== 'split') return void response.end(bytes);
            const at = cut % (bytes.length + 1);
            response.write(bytes.subarray(0, at));
            setImmediate(() => response.end(bytes.subarray(at)));
          });
          const answer = await session.raw({ jsonrpc: '2.0', id: 5, method: 'tools/call', params: { name: 'echo', arguments: {} } });
          expect(answer.status).toBe(200);
          expect(answer.messages.filter((message) => message.method === undefined).map((message) => message.id)).toEqual([5]);
        },
      ),
      RUNS,
    );
    await alive();
  });
});

describe('two callers whose ids, tokens and timing are the same', () => {
  it('never see each other’s messages (property)', async () => {
    upstream.on('tools/call', ({ message }, io) => {
      const { who, events, delayMs } = message.params.arguments;
      const answer = { jsonrpc: '2.0', id: message.id, result: { content: [{ type: 'text', text: who }] } };
      const finish = (): void => {
        if (events === 0) return io.json(JSON.stringify(answer));
        const stream = io.stream();
        for (let event = 0; event < events; event++)
          stream.send({
            jsonrpc: '2.0',
            method: 'notifications/progress',
            params: { progressToken: message.params._meta.progressToken, progress: event, message: who },
          });
        stream.send(answer);
        stream.end();
      };
      setTimeout(finish, delayMs);
      return undefined;
    });
    const sessions: RawSession[] = [
      await openRawSession(url, KEYS[0]),
      await openRawSession(url, KEYS[1]),
      await openRawSession(url, KEYS[0]),
    ];
    const call = fc.record({ caller: fc.nat({ max: 4 }), id, events: fc.nat({ max: 3 }), delayMs: fc.nat({ max: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 12 }), async (calls) => {
        const used = new Set<string>();
        const unique = calls.filter(({ caller, id: each }) => {
          const key = `${caller} ${JSON.stringify(each)}`;
          return !used.has(key) && used.add(key) !== undefined;
        });
        await Promise.all(
          unique.map(async ({ caller, id: requestId, events, delayMs }, index) => {
            const who = `caller ${caller} call ${index}`;
            const params = { name: 'echo', arguments: { who, events, delayMs } };
            const session = sessions[caller];
            const answer =
              session === undefined
                ? await modern(url, KEYS[caller % 2] as string, 'tools/call', params, { id: requestId, meta: { progressToken: 'same' } })
                : await session.raw({
                    jsonrpc: '2.0',
                    id: requestId,
                    method: 'tools/call',
                    params: { ...params, _meta: { progressToken: 'same' } },
                  });
            expect(answer.messages).toHaveLength(events + 1);
            for (const message of answer.messages.slice(0, -1))
              expect(message.params).toMatchObject({ message: who, progressToken: 'same' });
            expect(answer.messages.at(-1)).toMatchObject({ id: requestId, result: { content: [{ text: who }] } });
          }),
        );
      }),
      { ...RUNS, numRuns: 30 },
    );
    await alive();
  });
});
