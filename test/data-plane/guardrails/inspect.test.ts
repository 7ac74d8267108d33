import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../data-plane/detectors/detector.ts';
import { compilePolicy, defaultPolicy, inspectRequest, inspectResponse } from '../../../data-plane/guardrails/index.ts';

const compiled = compilePolicy(defaultPolicy('p'));
const target = { server: 's', tool: 't', applicationId: 'a' };
const answer = (value: unknown) => inspectResponse(compiled, { ...target, kind: 'result', value });

describe('inspectResponse', () => {
  it('returns the very value given when nothing is to be changed', () => {
    const value = { content: [{ type: 'text', text: 'The build took 12 s.' }], isError: false };
    const verdict = answer(value);
    expect(verdict.action).toBe('allow');
    expect(verdict.value).toBe(value);
    expect(verdict.decisions).toEqual([]);
  });

  it('masks a card number and names the place, without repeating the number', () => {
    const value = { content: [{ type: 'text', text: 'Paid with 4111 1111 1111 1111 today.' }] };
    const verdict = answer(value);
    expect(verdict.action).toBe('redact');
    expect(verdict.value).toEqual({ content: [{ type: 'text', text: 'Paid with [card ****1111] today.' }] });
    expect(verdict.decisions[0]).toMatchObject({
      carrier: 'result.content',
      path: '/content/0/text',
      start: 10,
      end: 29,
      action: 'redact',
    });
    expect(JSON.stringify(verdict.decisions)).not.toContain('4111 1111');
    expect(value.content[0]?.text).toContain('4111 1111 1111 1111');
  });

  it('finds a value split over content blocks and masks every part of it', () => {
    const verdict = answer({
      content: [
        { type: 'text', text: 'Card 4111 1111' },
        { type: 'text', text: ' 1111 1111 ok' },
      ],
    });
    expect(verdict.action).toBe('redact');
    expect(JSON.stringify(verdict.value)).not.toMatch(/1111 1111/);
  });
});

describe('inspectRequest', () => {
  it('looks at every argument, nested ones too', () => {
    const verdict = inspectRequest(compiled, {
      ...target,
      arguments: { note: { deep: ['4111 1111 1111 1111'] } },
      inputSchema: {},
      description: null,
    });
    expect(verdict.decisions[0]).toMatchObject({ path: '/note/deep/0', carrier: 'arguments.note' });
  });
});

describe('structured content that a text block repeats', () => {
  const structuredContent = { orders: [{ id: 1, note: 'all is well' }], total: 3 };
  const both = (text: string, structured: object) => answer({ content: [{ type: 'text', text }], structuredContent: structured });

  it('is on the receipt though it is judged once', () => {
    const verdict = both(JSON.stringify(structuredContent, null, 2), structuredContent);
    expect(verdict.action).toBe('allow');
    expect(verdict.coverage.inspected.map(({ carrier }) => carrier)).toEqual(['result.content', 'result.structuredContent']);
  });

  it('is redacted in both places', () => {
    const paid = { card: '4111 1111 1111 1111' };
    expect(both(JSON.stringify(paid), paid).value).toEqual({
      content: [{ type: 'text', text: '{"card":"[card ****1111]"}' }],
      structuredContent: { card: '[card ****1111]' },
    });
  });

  it('is judged on its own where the text says something else', () => {
    expect(both('{"card":"none"}', { card: '4111 1111 1111 1111' }).action).toBe('redact');
  });
});

describe('an argument whose role nothing tells', () => {
  const asUrl: Detector = {
    id: 'test.as-url',
    family: 'ssrf',
    version: 1,
    severity: 'high',
    surfaces: ['tool-arguments'],
    detect: (text, { role }) =>
      role === 'url' && text.includes('internal') ? [{ detectorId: 'test.as-url', start: 0, end: text.length, confidence: 1 }] : [],
  };

  it('is judged as a URL too once earlier calls had URLs there, unless that is switched off', () => {
    for (const [options, expected] of [
      [{}, 'block'],
      [{ history: null }, 'allow'],
    ] as const) {
      const engine = compilePolicy(defaultPolicy('p'), { detectors: [asUrl], ...options });
      const call = (thing: string) =>
        inspectRequest(engine, {
          ...target,
          arguments: { thing },
          inputSchema: { properties: { thing: { type: 'string' } } },
          description: null,
        }).action;
      expect(call('http://internal/')).toBe('allow');
      for (let i = 0; i < 25; i++) expect(call(`https://shop.example/items/${i}`)).toBe('allow');
      expect(call('http://internal/')).toBe(expected);
    }
  });
});
