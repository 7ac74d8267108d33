import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../data-plane/lib/seal.ts';

const keys = [randomBytes(32)];

describe('a sealed value', () => {
  it('opens with the same keys, purpose and binding', () => {
    const sealed = seal(keys, 'session', 'app\nuser', { a: ['é', 1] });
    expect(sealed).toMatch(/^[\x21-\x7e]+$/);
    expect(unseal(keys, 'session', 'app\nuser', sealed)).toEqual({ a: ['é', 1] });
  });

  it('does not open for another purpose, binding or key, nor when one character changed', () => {
    const sealed = seal(keys, 'session', 'one', 'x');
    expect(unseal(keys, 'cursor', 'one', sealed)).toBeNull();
    expect(unseal(keys, 'session', 'two', sealed)).toBeNull();
    expect(unseal([randomBytes(32)], 'session', 'one', sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      // The last character may carry bits that base64url ignores.
      if (!Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url')))
        expect(unseal(keys, 'session', 'one', changed)).toBeNull();
    }
  });

  it('opens with an older key while that is still held, and is sealed with the newest', () => {
    const old = seal(keys, 'session', 'b', 1);
    const rotated = [randomBytes(32), ...keys];
    expect(unseal(rotated, 'session', 'b', old)).toBe(1);
    expect(unseal(keys, 'session', 'b', seal(rotated, 'session', 'b', 1))).toBeNull();
  });

  it('is different each time, and nonsense does not open', () => {
    expect(seal(keys, 'session', 'b', 1)).not.toBe(seal(keys, 'session', 'b', 1));
    for (const nonsense of ['', 'x', 'a'.repeat(100), '!'.repeat(100), 'a'.repeat(20_000)])
      expect(unseal(keys, 'session', 'b', nonsense)).toBeNull();
  });
});
