import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMultiPattern, findPatterns } from '../../../data-plane/detectors/multi-pattern.ts';

/** What a naive search finds, as pattern and end, ordered as the automaton orders them. */
function naive(patterns: readonly string[], text: string): string[] {
  const found: string[] = [];
  patterns.forEach((pattern, index) => {
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) found.push(`${at + pattern.length}:${index}`);
  });
  return found.sort();
}

function found(patterns: readonly string[], text: string, ignoreCase = false): string[] {
  const flat = findPatterns(buildMultiPattern(patterns, { ignoreCase }), text);
  const pairs: string[] = [];
  for (let i = 0; i < flat.length; i += 2) pairs.push(`${flat[i + 1]}:${flat[i]}`);
  return pairs.sort();
}

describe('multi-pattern', () => {
  it('finds overlapping patterns and patterns inside patterns', () => {
    expect(found(['he', 'she', 'his', 'hers'], 'ushers')).toEqual(['4:0', '4:1', '6:3']);
  });

  it('finds nothing in a text without a pattern, and in the empty one', () => {
    expect(found(['he', 'she'], 'xyz')).toEqual([]);
    expect(found(['he', 'she'], '')).toEqual([]);
  });

  it('matches either case only when told to', () => {
    expect(found(['akia'], 'xAKIAx', true)).toEqual(['5:0']);
    expect(found(['akia'], 'xAKIAx')).toEqual([]);
  });

  it('starts afresh after a character outside ASCII', () => {
    expect(found(['ab'], 'aéb ab')).toEqual(['6:0']);
  });

  it('agrees with a naive search on any patterns and text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'é'), maxLength: 60 }),
        (patterns, text) => {
          expect(found(patterns, text)).toEqual(naive(patterns, text));
        },
      ),
    );
  });

  it('refuses an empty or a non-ASCII pattern', () => {
    expect(() => buildMultiPattern([''])).toThrow(RangeError);
    expect(() => buildMultiPattern(['é'])).toThrow(RangeError);
  });
});
