import { describe, expect, it } from 'vitest';
import { compilePolicy, inspectRequest, inspectResponse, sealedVault } from '../../../data-plane/guardrails/index.ts';
import { policyOf, rule, TARGET } from './rule.ts';

const CARD = '4111 1111 1111 1111';
const compiled = compilePolicy(policyOf(rule({ match: 'pii.payment-card', action: 'redact' })));
const answer = (value: unknown, outputSchema?: unknown) => inspectResponse(compiled, { ...TARGET, kind: 'result', value, outputSchema });
const textAnswer = (text: string) => {
  const verdict = answer({ content: [{ type: 'text', text }] });
  return { ...verdict, text: (verdict.value as { content: [{ text: string }] }).content[0].text };
};

describe('redaction of text', () => {
  it('replaces every occurrence and leaves the rest as it was', () => {
    expect(textAnswer(`a ${CARD} b ${CARD} c`).text).toBe('a [card ****1111] b [card ****1111] c');
  });

  it('keeps JSON inside text valid when the number is a string', () => {
    const { text } = textAnswer(JSON.stringify({ card: CARD, note: 'line\n"quoted"' }));
    expect(JSON.parse(text)).toEqual({ card: '[card ****1111]', note: 'line\n"quoted"' });
  });

  it('keeps JSON inside text valid when the number is a number', () => {
    const { text } = textAnswer('{"card": 4111111111111111, "n": 1}');
    expect(JSON.parse(text)).toEqual({ card: '[card ****1111]', n: 1 });
  });

  it('keeps one JSON document a line valid', () => {
    const { text } = textAnswer('{"card":4111111111111111}\n{"card":"4111111111111111"}\n');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([{ card: '[card ****1111]' }, { card: '[card ****1111]' }]);
  });

  it('does not cut an escape in two', () => {
    const { text } = textAnswer('{"a":"\\u0034111 1111 1111 1111"}');
    expect(JSON.parse(text)).toEqual({ a: '[card]' });
  });

  it('replaces the whole of what was encoded', () => {
    const { text, action } = textAnswer(`see ${Buffer.from(`the card is ${CARD} ok`).toString('base64')} end`);
    expect(action).toBe('redact');
    expect(text).toBe('see [card] end');
  });

  it('replaces a value in text that a resource carries as base64, and encodes it again', () => {
    const blob = Buffer.from(`card: ${CARD}\n`).toString('base64');
    const verdict = answer({ contents: [{ uri: 'file:///a.txt', mimeType: 'text/plain', blob }] });
    const { contents } = verdict.value as { contents: [{ blob: string }] };
    expect(Buffer.from(contents[0].blob, 'base64').toString()).toBe('card: [card ****1111]\n');
  });
});

describe('redaction of structuredContent', () => {
  const schema = (card: unknown) => ({ type: 'object', properties: { card }, required: ['card'], additionalProperties: false });
  const redacted = (card: unknown, value: unknown) => answer({ content: [], structuredContent: { card: value } }, schema(card));
  const cardOf = (verdict: { value: unknown }) => (verdict.value as { structuredContent: { card: unknown } }).structuredContent.card;

  it('puts the placeholder where any string may stand', () => {
    expect(cardOf(redacted({ type: 'string' }, CARD))).toBe('[card ****1111]');
  });

  it('keeps the shape where a pattern asks for it', () => {
    expect(cardOf(redacted({ type: 'string', pattern: '^\\d{4} \\d{4} \\d{4} \\d{4}$' }, CARD))).toBe('0000 0000 0000 0000');
  });

  it('keeps to a length the placeholder exceeds', () => {
    expect(cardOf(redacted({ type: 'string', maxLength: 9 }, '4111111111111111'))).toBe('redacted');
  });

  it('puts a number where a number has to stand', () => {
    expect(cardOf(redacted({ type: 'integer', minimum: 1000 }, 4111111111111111))).toBe(1000);
  });

  it('keeps a pattern that has no linear-time form by blocking', () => {
    const verdict = redacted({ type: 'string', pattern: '^(?=.*1)\\d{4} .*$' }, CARD);
    expect(verdict).toMatchObject({ action: 'block', value: null });
    expect(verdict.message).toContain('schema');
  });

  it('blocks where a closed list of values leaves no room', () => {
    expect(redacted({ enum: [CARD, '5500 0000 0000 0004'] }, CARD).action).toBe('block');
  });

  it('follows items and local references', () => {
    const outputSchema = {
      type: 'object',
      properties: { cards: { type: 'array', items: { $ref: '#/$defs/card' } } },
      $defs: { card: { type: 'string', pattern: '^\\d{16}$' } },
    };
    const verdict = answer({ content: [], structuredContent: { cards: ['4111111111111111'] } }, outputSchema);
    expect(verdict.value).toMatchObject({ structuredContent: { cards: ['0000000000000000'] } });
  });

  it('renames a key that is a value itself, and keeps the order', () => {
    const verdict = answer({ content: [], structuredContent: { a: 1, [CARD]: { total: 5 }, z: 2 } });
    expect(JSON.stringify(verdict.value)).toBe('{"content":[],"structuredContent":{"a":1,"[card ****1111]":{"total":5},"z":2}}');
  });

  it('leaves the value given untouched', () => {
    const given = { content: [{ type: 'text', text: CARD }], structuredContent: { card: CARD, same: { x: 1 } } };
    const before = structuredClone(given);
    const { value } = answer(given);
    expect(given).toEqual(before);
    expect((value as typeof given).structuredContent.same).toBe(given.structuredContent.same);
  });

  it('does not let a key named __proto__ reach a prototype', () => {
    const structuredContent = JSON.parse(`{"__proto__": {"card": "${CARD}"}}`) as object;
    const { value } = answer({ content: [], structuredContent });
    expect(JSON.stringify(value)).toContain('{"__proto__":{"card":"[card ****1111]"}}');
    expect(Object.getPrototypeOf((value as { structuredContent: object }).structuredContent)).toBe(Object.prototype);
  });
});

describe('reversible tokens', () => {
  const vault = sealedVault(Buffer.alloc(32, 7), 'project-a');
  const policy = {
    ...policyOf(rule({ match: 'pii.payment-card', action: 'redact', redaction: 'token' as const })),
    restore: [{ server: 'payments', tool: 'charge', applicationId: null, kinds: ['card'] }],
  };
  const engine = compilePolicy(policy, { vault });
  const call = (server: string, tool: string, args: unknown) =>
    inspectRequest(engine, { server, tool, applicationId: 'app', arguments: args, inputSchema: {}, description: null });
  const masked = inspectResponse(engine, { ...TARGET, kind: 'result', value: { content: [{ type: 'text', text: `pay ${CARD} now` }] } });
  const text = (masked.value as { content: [{ text: string }] }).content[0].text;

  it('replace the value, the same value always by the same token', () => {
    expect(text).toMatch(/^pay \[card pct_[\w-]+\] now$/);
    expect(text).not.toContain('1111');
    expect(vault.seal('card', CARD)).toBe(vault.seal('card', CARD));
    expect(vault.seal('card', CARD)).not.toBe(vault.seal('card', '5500 0000 0000 0004'));
  });

  it('are restored for a tool that is entitled', () => {
    expect(call('payments', 'charge', { card: text.slice(4, -4), memo: ['x'] }).value).toEqual({ card: CARD, memo: ['x'] });
    expect(call('payments', 'charge', { card: /pct_[\w-]+/.exec(text)?.[0] }).value).toEqual({ card: CARD });
  });

  it('stay as they are for any other tool', () => {
    const args = { card: text };
    expect(call('payments', 'refund', args).value).toBe(args);
    expect(call('mail', 'charge', args).value).toBe(args);
  });

  it('open neither in another project, nor changed, nor cut', () => {
    const token = vault.seal('card', CARD);
    expect(sealedVault(Buffer.alloc(32, 7), 'project-b').open(token)).toBeNull();
    expect(sealedVault(Buffer.alloc(32, 8), 'project-a').open(token)).toBeNull();
    expect(vault.open(`${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`)).toBeNull();
    expect(vault.open(token.slice(0, -4))).toBeNull();
    expect(vault.open(token)).toEqual({ kind: 'card', clear: CARD });
  });
});
