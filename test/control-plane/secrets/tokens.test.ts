import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashToken, looksLikeToken, newToken, sameHash } from '../../../control-plane/secrets/tokens.ts';

describe('tokens', () => {
  it('are a prefix and 256 random bits, known by their first characters and kept as a hash', () => {
    const { token, hash, start } = newToken('pck');
    expect(token).toMatch(/^pck_[A-Za-z0-9_-]{43}$/);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(token.startsWith(start)).toBe(true);
    expect(start.length).toBeLessThan(12);
    expect(newToken('pck').token).not.toBe(token);
  });

  it('are told apart by their prefix before anything is looked up', () => {
    const { token } = newToken('pcj');
    expect(looksLikeToken('pcj', token)).toBe(true);
    expect(looksLikeToken('pck', token)).toBe(false);
    for (const other of ['', 'pcj_', token.slice(1), `${token}A`, `${token.slice(0, -1)}!`])
      expect(looksLikeToken('pcj', other), other).toBe(false);
  });

  it('compare by hash, equal only to themselves', () => {
    expect(sameHash(hashToken('a'), hashToken('a'))).toBe(true);
    expect(sameHash(hashToken('a'), hashToken('b'))).toBe(false);
    expect(sameHash(hashToken('a'), '')).toBe(false);
  });
});
