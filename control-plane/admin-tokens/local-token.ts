import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Administrator tokens for whoever holds the master key: made offline, short-lived, stored nowhere.
 *
 * They let commands on the control plane's own machine (`portcullis demo`, `portcullis admin-token`) act
 * without a token in a file, and are the way back in when every stored token was lost. Who reads the master
 * key can already decrypt and forge everything, so this grants nothing new.
 *
 * Shape: `pcl_<expiry in ms, base 36>_<HMAC-SHA-256 over the part before it, base64url>`.
 */
const PREFIX = 'pcl_';
const MAX_LIFETIME_MS = 60 * 60 * 1000;

/** Makes a token that is good until `expiresAtMs`, at most an hour from now. */
export function mintLocalToken(masterKey: Buffer, nowMs: number, lifetimeMs: number): string {
  const body = PREFIX + (nowMs + Math.min(lifetimeMs, MAX_LIFETIME_MS)).toString(36);
  return `${body}_${signature(masterKey, body)}`;
}

/** True for text that claims to be a local token; says nothing of its validity. */
export function looksLocal(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Whether a token was made with this master key and is still good. Compared in constant time. */
export function verifyLocalToken(masterKey: Buffer, token: string, nowMs: number): boolean {
  const match = /^(pcl_([0-9a-z]{6,12}))_([A-Za-z0-9_-]{43})$/.exec(token);
  if (match === null) return false;
  const expected = Buffer.from(signature(masterKey, match[1] as string));
  const isGenuine = timingSafeEqual(expected, Buffer.from(match[3] as string));
  const expiresAtMs = Number.parseInt(match[2] as string, 36);
  return isGenuine && expiresAtMs > nowMs && expiresAtMs - nowMs <= MAX_LIFETIME_MS;
}

function signature(masterKey: Buffer, body: string): string {
  const key = createHmac('sha256', masterKey).update('portcullis/local-token/v1').digest();
  return createHmac('sha256', key).update(body).digest('base64url');
}
