import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token is for: application key, administrator, joining node. */
export type TokenPrefix = 'pck' | 'pca' | 'pcj';

/** A token as made: shown once, then only its hash is kept. */
export interface NewToken {
  readonly token: string;
  readonly hash: string;
  /** The first characters, by which people tell tokens apart. */
  readonly start: string;
}

/**
 * Makes a token.
 *
 * Shape: the prefix, `_`, and 32 random bytes as 43 base64url characters.
 */
export function newToken(prefix: TokenPrefix): NewToken {
  const token = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token), start: token.slice(0, 8) };
}

/** True for text that could be a token with this prefix; says nothing of its validity. */
export function looksLikeToken(prefix: TokenPrefix, text: string): boolean {
  return text.length === 47 && text.startsWith(`${prefix}_`) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(4));
}

/** SHA-256 of a token, lower-case hex. A fast hash is enough for 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Compares two hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}
