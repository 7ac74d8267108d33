import { describe, expect, it } from 'vitest';
import { createHistory } from '../../../control-plane/snapshot/history.ts';

describe('history of the config', () => {
  it('unites what changed after a version', () => {
    const history = createHistory();
    history.note(1n, ['Item a'], 'd1');
    history.note(2n, ['Item b'], 'd2');
    history.note(3n, ['Item a', 'Item c'], 'd3');
    expect(history.changedSince(1n)).toEqual(new Set(['Item a', 'Item b', 'Item c']));
    expect(history.changedSince(2n)).toEqual(new Set(['Item a', 'Item c']));
    expect(history.changedSince(3n)).toEqual(new Set());
  });

  it('does not vouch for a version it never saw', () => {
    const history = createHistory(10n);
    history.note(12n, ['Item a'], 'd');
    expect(history.changedSince(10n)).toEqual(new Set(['Item a']));
    expect(history.changedSince(9n)).toBeNull();
    expect(history.changedSince(11n)).toBeNull();
    expect(history.changedSince(13n)).toBeNull();
  });

  it('forgets the oldest steps, and then knows nothing from before them', () => {
    const history = createHistory();
    for (let version = 1n; version <= 2_500n; version += 1n) history.note(version, [`Item ${version}`], 'd');
    expect(history.changedSince(100n)).toBeNull();
    expect(history.changedSince(2_499n)).toEqual(new Set(['Item 2500']));
    expect(history.changedSince(500n)?.size).toBe(2_000);
  });

  it('knows the digest of what it published, and of nothing else', () => {
    const history = createHistory();
    history.note(1n, [], null);
    history.note(2n, [], 'd2');
    expect(history.digestAt(2n)).toBe('d2');
    expect(history.digestAt(1n)).toBeNull();
    expect(history.digestAt(7n)).toBeNull();
  });
});
