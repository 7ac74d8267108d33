import { describe, expect, it } from 'vitest';
import { backwards, rotated } from '../../../../data-plane/detectors/prompt-injection/disguise.ts';
import { SegmentScanner } from '../../../../data-plane/detectors/prompt-injection/segments.ts';

function scan(text: string): SegmentScanner {
  const scanner = new SegmentScanner();
  scanner.scan(text, 0, text.length, () => undefined);
  return scanner;
}

describe('prompt-injection disguises', () => {
  it('reads text rotated by 13, at the same positions', () => {
    const text = 'note: gur xrl naq gur pbqr ner sbe lbh nyy';
    const reading = rotated(text);
    expect(reading.text).toContain('the key and the code are for you all');
    expect(reading.toSource(6, 9)).toEqual([6, 9]);
    expect(scan(text).rotatedWords).toBeGreaterThanOrEqual(3);
  });

  it('reads text written backwards and maps spans back', () => {
    const text = '.uoy rof si siht dna ot og ,eht yek eht';
    const reading = backwards(text);
    expect(reading.text).toBe('the key the, go to and this is for you.');
    const [start, end] = reading.toSource(0, 7);
    expect([...text.slice(start, end)].reverse().join('')).toBe('the key');
    expect(scan(text).backwardsWords).toBeGreaterThanOrEqual(3);
  });

  it('leaves ordinary text alone', () => {
    const { rotatedWords, backwardsWords } = scan('The key and the code are for you all, to be used in this order.');
    expect([rotatedWords, backwardsWords]).toEqual([0, 0]);
  });
});
