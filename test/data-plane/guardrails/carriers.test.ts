import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicy, defaultPolicy, inspectRequest, inspectResponse, type MessageKind } from '../../../data-plane/guardrails/index.ts';
import { policyOf, rule, TARGET } from './rule.ts';

const CARD = '4111 1111 1111 1111';
const engine = compilePolicy(
  policyOf(rule({ match: 'pii.payment-card', action: 'redact' }), rule({ match: 'secret.private-key', action: 'redact' })),
);
const KEY = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 73 + 11) % 256)).toString('base64')}\n-----END PRIVATE KEY-----`;

/** Every place of every kind of message that a model reads. Source: MCP schema 2025-11-25 and 2026-07-28. */
const PLACES: [string, MessageKind, (payload: string) => unknown, string][] = [
  ['a text block', 'result', (p) => ({ content: [{ type: 'text', text: p }] }), 'result.content'],
  ['structured content', 'result', (p) => ({ content: [], structuredContent: { a: { b: [1, p] } } }), 'result.structuredContent'],
  [
    'an embedded text resource',
    'result',
    (p) => ({ content: [{ type: 'resource', resource: { uri: 'x:1', mimeType: 'text/plain', text: p } }] }),
    'result.content',
  ],
  [
    'an embedded binary resource that is text',
    'result',
    (p) => ({
      content: [
        { type: 'resource', resource: { uri: 'x:1', mimeType: 'application/octet-stream', blob: Buffer.from(p).toString('base64') } },
      ],
    }),
    'result.content',
  ],
  ['the name of a resource link', 'result', (p) => ({ content: [{ type: 'resource_link', uri: 'x:1', name: p }] }), 'result.content'],
  [
    'the description of a resource link',
    'result',
    (p) => ({ content: [{ type: 'resource_link', uri: 'x:1', name: 'n', description: p }] }),
    'result.content',
  ],
  ['a field no specification knows', 'result', (p) => ({ content: [], extra: { deep: p } }), 'result.extra'],
  ['the metadata of a result', 'result', (p) => ({ content: [], _meta: { 'example.com/note': p } }), 'result._meta'],
  [
    'a prompt',
    'result',
    (p) => ({ description: 'd', messages: [{ role: 'user', content: { type: 'text', text: p } }] }),
    'result.messages',
  ],
  ['the description of a prompt', 'result', (p) => ({ description: p, messages: [] }), 'result.description'],
  ['the contents of a resource', 'result', (p) => ({ contents: [{ uri: 'x:1', text: p }] }), 'result.contents'],
  ['a completion', 'result', (p) => ({ completion: { values: ['a', p] } }), 'result.completion'],
  [
    'an input request',
    'result',
    (p) => ({ resultType: 'input_required', inputRequests: { one: { method: 'elicitation/create', params: { message: p } } } }),
    'result.inputRequests',
  ],
  ['an error message', 'error', (p) => ({ code: -32000, message: p }), 'error.message'],
  ['the data of an error', 'error', (p) => ({ code: -32000, message: 'm', data: { why: [p] } }), 'error.data'],
  ['the description of a tool', 'definition', (p) => ({ tools: [{ name: 't', description: p, inputSchema: {} }] }), 'definition.tools'],
  [
    'the description of a parameter',
    'definition',
    (p) => ({ name: 't', inputSchema: { properties: { a: { description: p } } } }),
    'definition.inputSchema',
  ],
  ['an annotation', 'definition', (p) => ({ name: 't', annotations: { title: p } }), 'definition.annotations'],
  [
    'a default value',
    'definition',
    (p) => ({ name: 't', inputSchema: { properties: { a: { default: p, enum: ['x'] } } } }),
    'definition.inputSchema',
  ],
  ['server instructions', 'definition', (p) => ({ instructions: p }), 'definition.instructions'],
  ['a log notification', 'notification', (p) => ({ level: 'info', data: { event: p } }), 'notification.data'],
  ['a progress notification', 'notification', (p) => ({ progressToken: 1, progress: 0.5, message: p }), 'notification.message'],
  [
    'a sampling request',
    'server-request',
    (p) => ({ messages: [{ role: 'user', content: { type: 'text', text: p } }], systemPrompt: 's' }),
    'server-request.messages',
  ],
  ['a system prompt', 'server-request', (p) => ({ messages: [], systemPrompt: p }), 'server-request.systemPrompt'],
  [
    'an elicitation',
    'server-request',
    (p) => ({ message: 'm', requestedSchema: { properties: { a: { title: p } } } }),
    'server-request.requestedSchema',
  ],
];

describe('carriers', () => {
  it.each(PLACES)('%s is read, and named on the receipt', (_, kind, message, carrier) => {
    const found = inspectResponse(engine, { ...TARGET, kind, value: message(KEY) });
    expect(found.decisions).toMatchObject([{ carrier, detectorId: 'secret.private-key' }]);
    expect(found.coverage.inspected.map((entry) => entry.carrier)).toContain(carrier);
    expect(JSON.stringify(found.value)).not.toContain(KEY.slice(40, 60));
    const clean = message('nothing to see');
    expect(inspectResponse(engine, { ...TARGET, kind, value: clean }).value).toBe(clean);
  });

  it('are found by a pointer with RFC 6901 escapes', () => {
    const { decisions } = inspectResponse(engine, { ...TARGET, kind: 'result', value: { structuredContent: { 'a/b': { 'c~d': CARD } } } });
    expect(decisions[0]?.path).toBe('/structuredContent/a~1b/c~0d');
  });

  it('hold a value split over blocks, whatever lies between', () => {
    const blocks = (...texts: string[]) => ({ content: texts.map((text) => ({ type: 'text', text })) });
    for (const value of [
      blocks('4111 1111 ', '1111 1111'),
      blocks('see 4111', ' 1111', ' 1111', ' 1111 end'),
      { structuredContent: { parts: ['4111', '1111', '1111', '1111'] } },
    ]) {
      const verdict = inspectResponse(engine, { ...TARGET, kind: 'result', value });
      expect(verdict.action).toBe('redact');
      expect(JSON.stringify(verdict.value)).not.toContain('1111 1');
    }
  });

  it('are not mixed up: numbers of neighbouring fields are no card', () => {
    const value = { structuredContent: { a: 4111, b: 1111, c: 1111, d: 1111, rows: [{ n: 4111 }, { n: 1111 }] } };
    expect(inspectResponse(engine, { ...TARGET, kind: 'result', value }).action).toBe('allow');
  });
});

describe('any message at all', () => {
  const full = compilePolicy(defaultPolicy('p'));
  const json = fc.jsonValue({ maxDepth: 5 });

  it('gets a verdict, unchanged when allowed, for any JSON', () => {
    fc.assert(
      fc.property(json, fc.constantFrom<MessageKind>('result', 'error', 'definition', 'notification', 'server-request'), (value, kind) => {
        const before = JSON.stringify(value);
        const verdict = inspectResponse(full, { ...TARGET, kind, value });
        expect(JSON.stringify(value)).toBe(before);
        if (verdict.action === 'allow') expect(verdict.value).toBe(value);
        if (verdict.action === 'block') expect(verdict.value).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('as arguments under any schema too', () => {
    fc.assert(
      fc.property(json, json, (args, inputSchema) => {
        expect(() => inspectRequest(full, { ...TARGET, arguments: args, inputSchema, description: null })).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('keeps JSON in text valid and loses the value wherever it stands', () => {
    const strings = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(
        fc.dictionary(
          strings,
          fc.oneof(strings, fc.integer(), fc.constant(CARD), fc.constant(4111111111111111), fc.constant(`x\n"${CARD}"`)),
          { minKeys: 1 },
        ),
        fc.boolean(),
        (object, pretty) => {
          const text = JSON.stringify(object, null, pretty ? 2 : undefined);
          const { value } = inspectResponse(engine, { ...TARGET, kind: 'result', value: { content: [{ type: 'text', text }] } });
          const after = (value as { content: [{ text: string }] }).content[0].text;
          expect(() => JSON.parse(after) as unknown).not.toThrow();
          expect(after).not.toMatch(/4111.?1111.?1111.?1111/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('arguments that have the names of members of MCP', () => {
  it.each([
    ['progressToken', KEY],
    ['code', 4111111111111111],
    ['size', 4111111111111111],
    ['total', 4111111111111111],
    ['message', KEY],
  ])('%s is judged like any other', (name, value) => {
    const verdict = inspectRequest(engine, { ...TARGET, arguments: { [name]: value }, inputSchema: null, description: null });
    expect(verdict.action).toBe('redact');
    expect(JSON.stringify(verdict.value)).not.toMatch(/BEGIN PRIVATE KEY|4111111111111111/);
  });
});
