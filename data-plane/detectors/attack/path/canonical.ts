/**
 * Undoes the disguises that path checks forget: double and overlong encodings, look-alike separators, null bytes.
 */

/** A path without its disguises, and whether it had any. */
export interface CanonicalPath {
  /** Decoded, with `/` as the only separator. */
  readonly path: string;
  /** Dots or separators were encoded in a way no client uses for them. */
  readonly disguised: boolean;
  /** Backslashes stood where separators belong. */
  readonly backslashes: boolean;
  readonly nullByte: boolean;
}

const MAX_ROUNDS = 4;
const OVERLONG = /%(?:25)?(?:c0%(?:25)?(?:ae|2e|6e)|e0%(?:25)?80%(?:25)?ae|c0%(?:25)?fe|f0%(?:25)?80%(?:25)?80%(?:25)?ae)/gi;
const OVERLONG_SLASH = /%(?:25)?(?:c0%(?:25)?(?:af|2f|6f)|e0%(?:25)?80%(?:25)?af|f0%(?:25)?80%(?:25)?80%(?:25)?af)/gi;
const OVERLONG_BACKSLASH = /%(?:25)?(?:c1%(?:25)?(?:9c|5c|1c|af)|c0%(?:25)?5c)/gi;
const LOOKALIKE_DOT = /[\uff0e\u2024]/g;
const LOOKALIKE_SLASH = /[\uff0f\u2215\u2044]/g;
// Private-use characters that some servers map to a separator when they narrow the character set.
const NARROWED = /(?<=\.\.)[\ue000-\uf8ff]/g;
const LOOKALIKE_BACKSLASH = /[\uff3c\u2216]/g;

/**
 * Decodes a path as often as layers of software might.
 *
 * Cost: linear; at most four rounds.
 */
export function canonicalPath(text: string): CanonicalPath {
  let path = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const decoded = decodeOnce(path);
    if (decoded === path) break;
    path = decoded;
  }
  const plain = path.replace(LOOKALIKE_DOT, '.').replace(LOOKALIKE_SLASH, '/').replace(LOOKALIKE_BACKSLASH, '\\').replace(NARROWED, '/');
  return {
    path: plain.replace(/\\/g, '/'),
    disguised: dotsAndSlashes(plain) > dotsAndSlashes(text) && plain.includes('..'),
    backslashes: plain.includes('\\'),
    nullByte: plain.includes('\0') || /%00|\\0|\\x00/.test(text),
  };
}

function decodeOnce(text: string): string {
  return text
    .replace(OVERLONG, '.')
    .replace(OVERLONG_SLASH, '/')
    .replace(OVERLONG_BACKSLASH, '\\')
    .replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/0x2e/gi, '.')
    .replace(/0x2f/gi, '/')
    .replace(/0x5c/gi, '\\')
    .replace(/%(2e|2f|5c|25|00|3b|3f|20|7e|[3-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function dotsAndSlashes(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 || code === 47 || code === 92) count++;
  }
  return count;
}
