import { describe, expect, it } from 'vitest';
import { undisguise } from '../../../../data-plane/detectors/prompt-injection/disguise.ts';

describe('prompt-injection disguises', () => {
  it('reads text rotated by 13, at the same positions', () => {
    const text = 'note: gur xrl naq gur pbqr ner sbe lbh nyy';
    const [reading] = undisguise(text);
    expect(reading?.text).toContain('the key and the code are for you all');
    expect(reading?.toSource(6, 9)).toEqual([6, 9]);
  });

  it('reads text written backwards and maps spans back', () => {
    const text = '.uoy rof si siht dna ot og ,eht yek eht';
    const [reading] = undisguise(text);
    expect(reading?.text).toBe('the key the, go to and this is for you.');
    const [start, end] = reading!.toSource(0, 7);
    expect([...text.slice(start, end)].reverse().join('')).toBe('the key');
  });

  it('leaves ordinary text alone', () => {
    expect(undisguise('The key and the code are for you all, to be used in this order.')).toEqual([]);
    expect(undisguise('')).toEqual([]);
  });
});
