import { describe, expect, it } from 'vitest';
import type { ArgumentRole, Detector, TextContext } from '../../../data-plane/detectors/detector.ts';
import { allDetectors } from '../../../data-plane/detectors/index.ts';
import { compilePolicy, inspectArgumentText, inspectResponse } from '../../../data-plane/guardrails/index.ts';
import { hostileInputs } from './hostile-inputs.ts';
import { policyOf, rule, TARGET } from './rule.ts';

const SMALL = 64 * 1024;
const LARGE = 1024 * 1024;

/**
 * Sixteen times the input may take at most this many times the work; linear takes 16, quadratic 256. What takes no time worth
 * measuring is not compared.
 */
const MAX_GROWTH = 96;
const FLOOR_US = 20_000;
/** At this, 1 MB of a quadratic matcher would take hours: said without trying. */
const HOPELESS_US = 4_000_000;

/** Processor time, which other work on the machine does not add to. */
function cpuUs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** What grows faster than its input, one line each. All inputs are tried at 64 KB, the dearest of them at 1 MB. */
function faster(work: (text: string) => void): string[] {
  const problems: string[] = [];
  const measured = hostileInputs().map((input) => {
    const small = input.ofLength(SMALL);
    return { input, smallUs: cpuUs(() => work(small)) };
  });
  measured.sort((a, b) => b.smallUs - a.smallUs);
  for (const { input, smallUs } of measured.slice(0, DEAREST)) {
    if (smallUs > HOPELESS_US) {
      problems.push(`${input.name}: ${Math.round(smallUs / 1000)} ms for 64 KB`);
      continue;
    }
    const large = input.ofLength(LARGE);
    const limitUs = MAX_GROWTH * Math.max(FLOOR_US, smallUs);
    if (cpuUs(() => work(large)) > limitUs && cpuUs(() => work(large)) > limitUs)
      problems.push(`${input.name}: more than ${MAX_GROWTH} times the time for 16 times the text`);
  }
  return problems;
}

const DEAREST = 8;

const ROLES: readonly ArgumentRole[] = ['text', 'sql', 'command', 'path', 'url'];

function contextsOf(detector: Detector): TextContext[] {
  const contexts: TextContext[] = [{ surface: detector.surfaces[0] ?? 'tool-result', role: null }];
  const judgesRoles =
    detector.surfaces.includes('tool-arguments') && !['secret', 'pii', 'prompt-injection', 'custom'].includes(detector.family);
  return judgesRoles ? [...contexts, ...ROLES.map((role) => ({ surface: 'tool-arguments', role }) as const)] : contexts;
}

describe('1 MB of hostile input', () => {
  it.each(allDetectors.map((detector) => [detector.id, detector] as const))(
    'takes %s time in proportion',
    { timeout: 600_000 },
    (_, detector) => {
      for (const context of contextsOf(detector)) expect(faster((text) => void detector.detect(text, { ...context }))).toEqual([]);
    },
  );

  it('takes the engine’s own work, views and redaction, time in proportion', { timeout: 600_000 }, () => {
    const probe: Detector = {
      id: 'probe',
      family: 'prompt-injection',
      version: 1,
      severity: 'low',
      surfaces: ['tool-result', 'tool-arguments'],
      // Reports many places, so that mapping back and replacing are worked too.
      detect: (text) =>
        Array.from({ length: Math.floor(text.length / 512) }, (__, i) => ({
          detectorId: 'probe',
          start: i * 512,
          end: i * 512 + 8,
          confidence: 1,
        })),
    };
    const compiled = compilePolicy(policyOf(rule({ match: 'probe', action: 'redact' })), { detectors: [probe], limits: { timeMs: 1e9 } });
    expect(
      faster((text) => void inspectResponse(compiled, { ...TARGET, kind: 'result', value: { content: [{ type: 'text', text }] } })),
    ).toEqual([]);
    expect(faster((text) => void inspectArgumentText(compiled, text, 'text'))).toEqual([]);
  });

  it('in a message of very many parts takes time in proportion', { timeout: 600_000 }, () => {
    const probe: Detector = {
      id: 'probe',
      family: 'secret',
      version: 1,
      severity: 'low',
      surfaces: ['tool-result'],
      detect: (text) => [...text.matchAll(/zz/g)].map((m) => ({ detectorId: 'probe', start: m.index, end: m.index + 2, confidence: 1 })),
    };
    const compiled = compilePolicy(policyOf(rule({ match: 'probe', action: 'redact' })), { detectors: [probe], limits: { timeMs: 1e9 } });
    const work = (value: unknown) => cpuUs(() => void inspectResponse(compiled, { ...TARGET, kind: 'result', value }));
    for (const shape of [
      (n: number) => ({ structuredContent: Array.from({ length: n }, () => 'zz') }),
      (n: number) => ({ structuredContent: Object.fromEntries(Array.from({ length: n }, (__, i) => [`zz${i}`, 'zz'])) }),
      (n: number) => ({ content: Array.from({ length: n }, () => ({ type: 'text', text: 'z' })) }),
    ]) {
      const small = Math.min(work(shape(4_000)), work(shape(4_000)));
      expect(work(shape(64_000)) / Math.max(FLOOR_US, small)).toBeLessThan(MAX_GROWTH);
    }
  });
});
