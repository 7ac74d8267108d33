import { describe, expect, it } from 'vitest';
import { attackDetectors } from '../../../data-plane/detectors/attack/index.ts';
import type { Detector, TextContext } from '../../../data-plane/detectors/detector.ts';
import { piiDetectors } from '../../../data-plane/detectors/pii/index.ts';
import { secretDetectors } from '../../../data-plane/detectors/secret/index.ts';

// What repeats is what makes a careless pattern start over at every character.
const REPEATED: readonly string[] = [
  'a',
  '1 ',
  ' ',
  "'",
  '`',
  'a@',
  'ab:',
  '../',
  '%2e',
  '${',
  'api_key=',
  '.eyJ',
  '-----BEGIN ',
  '123-',
  '2345 6789 ',
  'union select ',
  ';id',
  'curl -u a:',
  'http://a:b',
  'AA12 ',
  'kind: Secret\ndata:\n',
  '1.1.1.1.',
  '-us',
  'AZDO',
  '/*',
  'a\'b"c;d|e&f$(g`h',
];
const SMALL = 32 * 1024;
const LARGE = 1024 * 1024;

const contexts: readonly TextContext[] = [
  { surface: 'tool-arguments', role: 'text' },
  { surface: 'tool-arguments', role: 'path' },
  { surface: 'tool-arguments', role: 'url' },
  { surface: 'tool-arguments', role: 'sql' },
  { surface: 'tool-arguments', role: 'command' },
];

/** Milliseconds of processor time. */
function cost(detector: Detector, text: string, context: TextContext): number {
  const before = process.cpuUsage();
  detector.detect(text, context);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** 32 times the text: linear is 32 times the time, quadratic a thousand times. The constant covers what a busy machine adds. */
function isLinear(detector: Detector, text: string, context: TextContext): boolean {
  const small = Math.max(cost(detector, `${text.slice(0, SMALL)}x`, context), cost(detector, `${text.slice(0, SMALL)}y`, context));
  return cost(detector, text, context) < small * 160 + 500;
}

describe.each([
  ['secret', secretDetectors, contexts.slice(0, 1)],
  ['pii', piiDetectors, contexts.slice(0, 1)],
  ['attack', attackDetectors, contexts],
] as const)('%s detectors on 1 MB of hostile text', (_family, detectors, asked) => {
  it.each(detectors.map((detector) => [detector.id, detector] as const))(
    '%s takes time in proportion to the size',
    { timeout: 300_000 },
    (_id, detector) => {
      for (const unit of REPEATED) {
        const text = unit.repeat(Math.ceil(LARGE / unit.length)).slice(0, LARGE);
        for (const context of asked) {
          const linear = isLinear(detector, text, context) || isLinear(detector, `${text} `, context);
          expect(linear, `${JSON.stringify(unit)} as ${context.role}`).toBe(true);
        }
      }
    },
  );
});
