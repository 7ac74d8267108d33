import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../data-plane/detectors/detector.ts';
import {
  compilePolicy,
  defaultPolicy,
  inspectRequest,
  inspectResponse,
  validatePolicy,
  type PolicyRule,
} from '../../../data-plane/guardrails/index.ts';
import { policyOf, rule, TARGET } from './rule.ts';

/** Finds each `!` with a confidence that the digit after it gives in tenths. */
const bang: Detector = {
  id: 'test.bang',
  family: 'custom',
  version: 3,
  severity: 'low',
  surfaces: ['tool-result', 'tool-arguments'],
  detect: (text) =>
    [...text.matchAll(/!(\d)/g)].map((match) => ({
      detectorId: 'test.bang',
      start: match.index,
      end: match.index + 2,
      confidence: Number(match[1]) / 10,
    })),
};
const broken: Detector = {
  ...bang,
  id: 'test.broken',
  detect: () => {
    throw new Error('broken');
  },
};
const say = (
  rules: readonly PolicyRule[],
  text: string,
  options: { detectors?: readonly Detector[]; clock?: () => number; target?: typeof TARGET } = {},
) =>
  inspectResponse(
    compilePolicy(policyOf(...rules), { detectors: options.detectors ?? [bang], ...(options.clock ? { clock: options.clock } : {}) }),
    {
      ...(options.target ?? TARGET),
      kind: 'result',
      value: { content: [{ type: 'text', text }] },
    },
  );

describe('rules', () => {
  const block = rule({ match: 'test.bang', action: 'block', threshold: 0.8, message: 'no bangs' });
  const redact = rule({ match: 'family:custom', action: 'redact', threshold: 0.5 });

  it('match from their threshold on, and the strictest that matches decides', () => {
    expect(say([block, redact], 'a !4').action).toBe('allow');
    expect(say([block, redact], 'a !5').action).toBe('redact');
    expect(say([redact, block], 'a !8')).toMatchObject({ action: 'block', value: null, message: 'no bangs' });
  });

  it('in monitor mode record what they would have done and let the message pass', () => {
    const verdict = say([{ ...block, mode: 'monitor' }, redact], 'a !9');
    expect(verdict).toMatchObject({ action: 'redact', wouldBe: 'block' });
    expect(verdict.decisions.map(({ action, mode }) => [action, mode])).toEqual([
      ['redact', 'enforce'],
      ['block', 'monitor'],
    ]);
  });

  it('narrowed to a server, tool or application apply there only, and only ever make it stricter', () => {
    const there = rule({ match: 'test.bang', action: 'block', server: 'shop', tool: 'orders', applicationId: 'app' });
    const lax = rule({ match: 'test.bang', action: 'allow', server: 'shop' });
    expect(say([redact, there, lax], '!9').action).toBe('block');
    expect(say([redact, there], '!9', { target: { ...TARGET, server: 'other' } }).action).toBe('redact');
    expect(say([redact, there], '!9', { target: { ...TARGET, tool: 'other' } }).action).toBe('redact');
    expect(say([redact, there], '!9', { target: { ...TARGET, applicationId: 'other' } }).action).toBe('redact');
  });

  it('run no detector that they do not ask for', () => {
    expect(say([], '!9', { detectors: [broken] }).action).toBe('allow');
    expect(say([{ ...block, phase: 'request' }], '!9').coverage.detectors).toEqual([]);
  });
});

describe('a detector that fails', () => {
  it('blocks unless its rule says otherwise, and the others still run', () => {
    const rules = [rule({ match: 'test.broken', action: 'redact' }), rule({ match: 'test.bang', action: 'allow' })];
    const verdict = say(rules, '!9', { detectors: [broken, bang] });
    expect(verdict.action).toBe('block');
    expect(verdict.decisions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ detectorId: 'test.broken', failed: true, action: 'block' }),
        expect.objectContaining({ detectorId: 'test.bang', failed: false }),
      ]),
    );
    expect(verdict.coverage.detectors).toEqual(['test.bang@3']);
    expect(JSON.stringify(verdict)).not.toContain('broken"}');
  });

  it('lets the message pass where its rule says so, and is recorded', () => {
    const verdict = say([rule({ match: 'test.broken', action: 'block', onFailure: 'allow' })], 'x', { detectors: [broken] });
    expect(verdict).toMatchObject({ action: 'allow', decisions: [{ failed: true, action: 'allow' }] });
  });

  it('or whose turn comes after the time is up counts as failed', () => {
    let nowMs = 0;
    const slow: Detector = {
      ...bang,
      id: 'test.slow',
      detect: () => {
        nowMs = 60_000;
        return [];
      },
    };
    const rules = [rule({ match: 'test.slow', action: 'allow', onFailure: 'allow' }), rule({ match: 'test.bang', action: 'block' })];
    const verdict = say(rules, 'x', { detectors: [slow, bang], clock: () => nowMs });
    expect(verdict.action).toBe('block');
    expect(verdict.coverage.uninspected).toMatchObject([{ reason: 'time' }]);
  });
});

describe('what was not inspected', () => {
  const image = {
    content: [
      { type: 'image', mimeType: 'image/png', data: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 0, 0]).toString('base64') },
    ],
  };
  const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);
  const inspectValue = (value: unknown, ...rules: PolicyRule[]) =>
    inspectResponse(compilePolicy(policyOf(...rules)), { ...TARGET, kind: 'result', value });

  it('is on the receipt with its reason, and passes where no rule is about it', () => {
    const verdict = inspectValue(image);
    expect(verdict.action).toBe('allow');
    expect(verdict.coverage.uninspected).toEqual([{ carrier: 'result.content', path: '/content/0/data', reason: 'binary' }]);
  });

  it('can be blocked, all of it or for one reason', () => {
    expect(inspectValue(image, rule({ match: 'uninspected', action: 'block' })).decisions).toMatchObject([
      { family: 'uninspected', label: 'binary', action: 'block' },
    ]);
    expect(inspectValue(image, rule({ match: 'uninspected:too-deep', action: 'block' })).action).toBe('allow');
    expect(inspectValue({ structuredContent: deep(100) }, rule({ match: 'uninspected:too-deep', action: 'block' })).action).toBe('block');
  });

  it('is a decision for depth, size and number beyond the limits, by default a refusal', () => {
    const small = compilePolicy(defaultPolicy('p'), { limits: { maxChars: 1000, maxLeaves: 10 } });
    const inspectSmall = (value: unknown) => inspectResponse(small, { ...TARGET, kind: 'result', value });
    expect(inspectSmall({ content: [{ type: 'text', text: 'x'.repeat(1001) }] })).toMatchObject({
      action: 'block',
      coverage: { uninspected: [{ reason: 'too-large' }] },
    });
    expect(inspectSmall({ structuredContent: Array.from({ length: 11 }, () => 'x') })).toMatchObject({
      action: 'block',
      coverage: { uninspected: [{ reason: 'too-many' }] },
    });
    expect(inspectSmall({ structuredContent: deep(80) }).action).toBe('block');
    expect(inspectSmall(image).action).toBe('allow');
  });

  it('does not include text that a server declares to be an image', () => {
    const data = Buffer.from('card 4111 1111 1111 1111, thank you').toString('base64');
    expect(
      inspectValue({ content: [{ type: 'image', mimeType: 'image/png', data }] }, rule({ match: 'pii.payment-card', action: 'block' }))
        .action,
    ).toBe('block');
  });
});

describe('custom patterns', () => {
  const withPatterns = (customPatterns: NonNullable<ReturnType<typeof policyOf>['customPatterns']>, text: string) =>
    inspectResponse(compilePolicy({ ...policyOf(rule({ match: 'family:custom', action: 'redact' })), customPatterns }), {
      ...TARGET,
      kind: 'result',
      value: { content: [{ type: 'text', text }] },
    });
  const textOf = (verdict: { value: unknown }) => (verdict.value as { content: [{ text: string }] }).content[0].text;

  it('find what a regular expression matches', () => {
    const verdict = withPatterns(
      [{ id: 'project-code', kind: 'regex', pattern: 'PRJ-\\d{4}', label: 'project' }],
      'see PRJ-1234 and prj-5678, not PRJ-12',
    );
    expect(textOf(verdict)).toBe('see [project] and [project], not PRJ-12');
  });

  it('find keywords as whole words, in any script', () => {
    const verdict = withPatterns(
      [{ id: 'names', kind: 'keywords', keywords: ['Bluebird', 'Зимородок', '翠鳥'] }],
      'bluebird, bluebirds, зимородок, この翠鳥は',
    );
    expect(textOf(verdict)).toBe('[names], bluebirds, [names], この[names]は');
  });

  it('find what stands across the edge of two windows, once', () => {
    const verdict = withPatterns(
      [{ id: 'code', kind: 'regex', pattern: 'PRJ-\\d{4}' }],
      `${'x '.repeat(2046)}PRJ-1234 ${'y'.repeat(9000)} PRJ-9999`,
    );
    expect(verdict.decisions).toHaveLength(2);
  });

  it('match in linear time whatever the expression', () => {
    const verdict = withPatterns([{ id: 'bomb', kind: 'regex', pattern: '(a+)+(b+)+c' }], 'ab'.repeat(50_000));
    expect(verdict.action).toBe('allow');
  });
});

describe('policy validation', () => {
  const good = policyOf(rule({ match: 'family:secret', action: 'redact' }));
  const problemsOf = (input: unknown) => {
    const result = validatePolicy(input);
    return result.ok ? [] : result.problems.join('\n');
  };

  it('accepts the default policy and what uses every option', () => {
    expect(validatePolicy(JSON.parse(JSON.stringify(defaultPolicy('p'))))).toMatchObject({ ok: true });
    expect(
      validatePolicy({
        ...good,
        customPatterns: [{ id: 'a', kind: 'keywords', keywords: ['xy'] }],
        webhooks: [{ id: 'h', url: 'https://x.example/', phase: 'both', timeoutMs: 500, maxBytes: 1000 }],
        restore: [],
      }),
    ).toMatchObject({ ok: true });
  });

  it.each([
    [null, 'policy'],
    [{ ...good, rules: [{ ...good.rules[0], threshold: 2 }] }, 'rules.0.threshold'],
    [{ ...good, rules: [{ ...good.rules[0], extra: 1 }] }, 'extra'],
    [{ ...good, rules: [{ ...good.rules[0], match: 'family:nonsense' }] }, 'rules.0.match: "family:nonsense" is no detector'],
    [{ ...good, rules: [good.rules[0], good.rules[0]] }, 'used twice'],
    [{ ...good, rules: [{ ...good.rules[0], tool: 't' }] }, 'names its server'],
    [{ ...good, customPatterns: [{ id: 'a', kind: 'regex', pattern: '(?=x)' }] }, 'customPatterns.0.pattern'],
    [{ ...good, customPatterns: [{ id: 'a', kind: 'regex', pattern: 'x*' }] }, 'empty text'],
    [{ ...good, webhooks: [{ id: 'h', url: 'file:///etc/passwd', phase: 'both', timeoutMs: 500, maxBytes: 1000 }] }, 'webhooks.0.url'],
  ])('refuses %j and names the place', (input, expected) => {
    expect(problemsOf(input)).toContain(expected);
  });
});

describe('requests', () => {
  it('that are blocked carry the rule’s message and no value', () => {
    const engine = compilePolicy(policyOf(rule({ match: 'test.bang', action: 'block', message: 'not today' })), { detectors: [bang] });
    const verdict = inspectRequest(engine, { ...TARGET, arguments: { q: 'hello !9' }, inputSchema: {}, description: null });
    expect(verdict).toMatchObject({
      action: 'block',
      value: null,
      message: 'not today',
      decisions: [{ phase: 'request', path: '/q', start: 6, end: 8 }],
    });
  });
});
