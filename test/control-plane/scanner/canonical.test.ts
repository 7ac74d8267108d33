import { describe, expect, it } from 'vitest';
import { canonicalize, skeleton, toOriginal } from '../../../control-plane/scanner/text/canonical.ts';

describe('canonical text', () => {
  it('leaves plain ASCII as it is', () =>
    expect(canonicalize('plain text\n')).toEqual({ text: 'plain text\n', origin: null, oddities: [] }));

  it('takes invisible characters out and keeps the way back', () => {
    const canonical = canonicalize('a\u200bb\u{1f600}c');
    expect(canonical.text).toBe('ab\u{1f600}c');
    expect(toOriginal(canonical, 1, 2)).toEqual({ start: 2, end: 3 });
    expect(toOriginal(canonical, 4, 5)).toEqual({ start: 5, end: 6 });
    expect(canonical.oddities).toEqual([{ kind: 'zero-width', start: 1, end: 2 }]);
  });

  it('decodes tag characters and leaves flags of regions alone (UTS #51)', () => {
    expect(canonicalize('x\u{e0068}\u{e0069}').text).toBe('xhi');
    expect(canonicalize('\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}').oddities).toEqual([]);
    expect(canonicalize('\u{1f3f4}\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e007f}').oddities).not.toEqual([]);
  });

  it('folds look-alikes inside Latin words only', () => {
    expect(canonicalize('p\u0430ssword').text).toBe('password');
    expect(canonicalize('пароль').text).toBe('пароль');
  });

  it('gives look-alike names one skeleton', () => {
    expect(skeleton('p\u0430y_now')).toBe(skeleton('pay-now'));
    expect(skeleton('emai1')).toBe(skeleton('email'));
    expect(skeleton('email')).not.toBe(skeleton('mail'));
  });
});
