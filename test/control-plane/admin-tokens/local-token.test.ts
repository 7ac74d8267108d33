import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { looksLocal, mintLocalToken, verifyLocalToken } from '../../../control-plane/admin-tokens/local-token.ts';

const key = randomBytes(32);
const now = 1_800_000_000_000;

describe('local administrator tokens', () => {
  it('accepts a token made with the same master key until it expires', () => {
    const token = mintLocalToken(key, now, 60_000);
    expect(looksLocal(token)).toBe(true);
    expect(verifyLocalToken(key, token, now)).toBe(true);
    expect(verifyLocalToken(key, token, now + 59_999)).toBe(true);
    expect(verifyLocalToken(key, token, now + 60_000)).toBe(false);
  });

  it('refuses a token of another master key', () => {
    expect(verifyLocalToken(randomBytes(32), mintLocalToken(key, now, 60_000), now)).toBe(false);
  });

  it('refuses a token whose expiry was changed', () => {
    const [prefix, , signature] = mintLocalToken(key, now, 60_000).split('_') as [string, string, string];
    expect(verifyLocalToken(key, `${prefix}_${(now + 120_000).toString(36)}_${signature}`, now)).toBe(false);
  });

  it('never lives longer than an hour, whatever was asked', () => {
    const token = mintLocalToken(key, now, 10 * 24 * 3600 * 1000);
    expect(verifyLocalToken(key, token, now + 3_599_999)).toBe(true);
    expect(verifyLocalToken(key, token, now + 3_600_000)).toBe(false);
  });

  it.each(['', 'pcl_', 'pcl_zz', 'pca_abc', 'pcl_lzzzzzzz_short'])('refuses malformed text %j', (text) => {
    expect(verifyLocalToken(key, text, now)).toBe(false);
  });
});
