const BASE64 = 1;
const HEX = 2;

/** What each ASCII character may be part of. */
const CLASS = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') CLASS[character.charCodeAt(0)] = BASE64;
for (const character of '0123456789abcdefABCDEF') CLASS[character.charCodeAt(0)] = BASE64 | HEX;

/** A run of characters of one alphabet. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly isHex: boolean;
  /** Spread over several lines. */
  readonly isWrapped: boolean;
}

type OpenRun = { -readonly [key in keyof EncodedRun]: EncodedRun[key] };

const MIN_CHARS = 16;
const MIN_WRAPPED_LINE = 40;

/**
 * Runs that may be base64 or hexadecimal: 16 characters or more of the alphabet, wrapped lines taken together.
 *
 * Cost: one table look-up per character.
 */
export function encodedRuns(text: string): EncodedRun[] {
  const runs: OpenRun[] = [];
  const length = text.length;
  let start = 0;
  let all = BASE64 | HEX;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? text.charCodeAt(i) : 0;
    const kind = code < 128 ? CLASS[code]! : 0;
    if (kind !== 0) {
      all &= kind;
      continue;
    }
    if (i - start >= MIN_CHARS) push(runs, text, start, paddingEnd(text, i), (all & HEX) !== 0);
    start = i + 1;
    all = BASE64 | HEX;
  }
  return runs;
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
    (start - last.end === 1 ? text.charCodeAt(last.end) === 10 : start - last.end === 2 && text.charCodeAt(last.end) === 13 && text.charCodeAt(last.end + 1) === 10);
  if (isNextLine && last.isHex === isHex) {
    last.end = end;
    last.isWrapped = true;
  } else runs.push({ start, end, isHex, isWrapped: false });
}
