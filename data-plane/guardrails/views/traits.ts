/** What a text holds, as far as it decides which views are worth trying. */
export const TRAIT = {
  control: 1 << 3,
  backslash: 1 << 4,
  percent: 1 << 5,
  ampersand: 1 << 6,
  equals: 1 << 7,
  lessThan: 1 << 8,
  quote: 1 << 9,
  bracket: 1 << 10,
  beyondAscii: 1 << 11,
  digitCodes: 1 << 12,
} as const;

const BASE64 = 1;
const HEX = 2;
const BIT = 4;

/** What each ASCII character may be part of, or speaks for. */
const CLASS = new Uint16Array(128);
for (let code = 0; code < 32; code++) if (code !== 9 && code !== 10 && code !== 13) CLASS[code] = TRAIT.control;
CLASS[127] = TRAIT.control;
for (const [characters, bits] of [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_', BASE64],
  ['0123456789abcdefABCDEF', BASE64 | HEX],
  ['01', BASE64 | HEX | BIT],
  ['\\', TRAIT.backslash],
  ['%', TRAIT.percent],
  ['&', TRAIT.ampersand],
  ['=', TRAIT.equals],
  ['<', TRAIT.lessThan],
  ['"', TRAIT.quote],
  ['[]', TRAIT.bracket],
] as const) {
  for (const character of characters) CLASS[character.charCodeAt(0)] = bits;
}

/** A run of characters of one alphabet. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly isHex: boolean;
  /** Spread over several lines. */
  readonly isWrapped: boolean;
}

type OpenRun = { -readonly [key in keyof EncodedRun]: EncodedRun[key] };

/** What one pass over a text tells. */
export interface Traits {
  /** Bits of `TRAIT`. */
  readonly flags: number;
  /** Runs that may be base64 or hexadecimal: 16 characters or more of the alphabet, wrapped lines taken together. */
  readonly runs: readonly EncodedRun[];
}

const MIN_CHARS = 16;
const MIN_WRAPPED_LINE = 40;
const MIN_CODES = 8;

/** Looks at every character once. Cost: one table look-up per character. */
export function traitsOf(text: string): Traits {
  const runs: OpenRun[] = [];
  const length = text.length;
  let flags = 0;
  let start = 0;
  let all = BASE64 | HEX | BIT;
  let codes = 0;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? text.charCodeAt(i) : 10;
    const kind = code < 128 ? CLASS[code]! : TRAIT.beyondAscii;
    if ((kind & BASE64) !== 0) {
      all &= kind;
      continue;
    }
    flags |= kind;
    const chars = i - start;
    if (chars > 0) {
      if ((all & HEX) !== 0 ? chars === 2 || ((all & BIT) !== 0 && (chars & 7) === 0) : chars === 4 && isPrefixed(text, start)) {
        codes += chars >= 48 ? MIN_CODES : 1;
        if (codes >= MIN_CODES) flags |= TRAIT.digitCodes;
      } else codes = 0;
      if (chars >= MIN_CHARS) push(runs, text, start, paddingEnd(text, i), (all & HEX) !== 0);
      all = BASE64 | HEX | BIT;
    }
    start = i + 1;
  }
  return { flags, runs };
}

/** `0x` before two digits; other codes are two hexadecimal digits, or whole groups of eight bits. */
function isPrefixed(text: string, start: number): boolean {
  return text.charCodeAt(start) === 48 && (text.charCodeAt(start + 1) | 32) === 120;
}

/** The end of a run with its padding. */
function paddingEnd(text: string, end: number): number {
  if (text.charCodeAt(end) !== 61) return end;
  return text.charCodeAt(end + 1) === 61 ? end + 2 : end + 1;
}

function push(runs: OpenRun[], text: string, start: number, end: number, isHex: boolean): void {
  const last = runs[runs.length - 1];
  const isNextLine =
    last !== undefined &&
    last.end - last.start >= MIN_WRAPPED_LINE &&
    (start - last.end === 1
      ? text.charCodeAt(last.end) === 10
      : start - last.end === 2 && text.charCodeAt(last.end) === 13 && text.charCodeAt(last.end + 1) === 10);
  if (isNextLine && last.isHex === isHex) {
    last.end = end;
    last.isWrapped = true;
  } else runs.push({ start, end, isHex, isWrapped: false });
}
