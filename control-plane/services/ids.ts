import { uuid7 } from '../../data-plane/lib/uuid7.ts';

/** First letters of the ids the control plane makes, by type. */
export const ID_PREFIXES = {
  Project: 'prj',
  Registry: 'reg',
  Server: 'srv',
  Item: 'itm',
  Application: 'app',
  ApplicationKey: 'key',
  Grant: 'grt',
  Policy: 'pol',
  Credential: 'crd',
  AdminToken: 'adm',
  AuditEntry: 'aud',
  OAuthProvider: 'opr',
  UserToken: 'utk',
  Issuer: 'iss',
  OAuthClientRule: 'ocr',
  OAuthConnection: 'con',
  Revocation: 'rev',
  Scan: 'scn',
  Finding: 'fnd',
  Waiver: 'wvr',
} as const;

/** A type whose ids are made here. */
export type IdKind = keyof typeof ID_PREFIXES;

/**
 * Makes an id. Ids of one type sort in the order they were made.
 *
 * Shape: the type's prefix, `_`, a UUID version 7 in 26 digits of Crockford's base 32, lower case.
 */
export function newId(kind: IdKind, nowMs: number = Date.now()): string {
  let rest = BigInt(`0x${uuid7(nowMs).replaceAll('-', '')}`);
  let digits = '';
  for (let index = 0; index < 26; index += 1) {
    digits = DIGITS.charAt(Number(rest & 31n)) + digits;
    rest >>= 5n;
  }
  return `${ID_PREFIXES[kind]}_${digits}`;
}

/** The type an id belongs to; null for one that was not made here. */
export function kindOfId(id: string): IdKind | null {
  if (!/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/.test(id)) return null;
  const prefix = id.slice(0, 3);
  for (const [kind, known] of Object.entries(ID_PREFIXES)) if (known === prefix) return kind as IdKind;
  return null;
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
