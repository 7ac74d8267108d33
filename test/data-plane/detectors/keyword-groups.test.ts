import { describe, expect, it } from 'vitest';
import { keywordGroups } from '../../../data-plane/detectors/keyword-groups.ts';
import { runsWithDigits } from '../../../data-plane/detectors/pii/runs.ts';

describe('keyword-groups', () => {
  const groups = keywordGroups(() => ({ fruit: ['apple', 'pear'], colour: ['red', 'apple'] }));

  it('gives each group the hits of its own keywords, numbered as in its list', () => {
    expect(groups.hits('fruit', 'a red Apple')).toEqual([0, 11]);
    expect(groups.hits('colour', 'a red Apple')).toEqual([0, 5, 1, 11]);
  });

  it('forgets the last text when another comes', () => {
    expect(groups.hits('fruit', 'a pear')).toEqual([1, 6]);
    expect(groups.hits('colour', 'nothing')).toEqual([]);
    expect(groups.hits('fruit', 'a red Apple')).toEqual([0, 11]);
  });
});

describe('runs-with-digits', () => {
  it('finds runs of letters and digits that hold a digit', () => {
    expect(runsWithDigits('ab 12 c3-4 x')).toEqual([3, 5, 6, 8, 9, 10]);
    expect(runsWithDigits('no digits here')).toEqual([]);
    expect(runsWithDigits('é7')).toEqual([1, 2]);
    expect(runsWithDigits('')).toEqual([]);
  });
});
