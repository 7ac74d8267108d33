/**
 * Where numbers and codes stand in a text: found once, read by every detector that needs them.
 */

let lastText: string | null = null;
let lastRuns: readonly number[] = [];

/**
 * The maximal runs of ASCII letters, digits and underscores that hold at least one digit, as start and end offsets alternating.
 *
 * Cost: one pass for a text, however many detectors ask one after the other; the last text's answer is kept.
 */
export function runsWithDigits(text: string): readonly number[] {
  if (text === lastText) return lastRuns;
  const runs: number[] = [];
  let start = -1;
  let digits = false;
  for (let i = 0; i < text.length; i++) {
    const kind = KIND[text.charCodeAt(i)];
    if (kind === undefined || kind === 0) {
      if (start >= 0 && digits) runs.push(start, i);
      start = -1;
      digits = false;
    } else {
      if (start < 0) start = i;
      if (kind === 2) digits = true;
    }
  }
  if (start >= 0 && digits) runs.push(start, text.length);
  lastText = text;
  lastRuns = runs;
  return runs;
}

/** By ASCII code: 0 separates, 1 is a letter or underscore, 2 a digit. */
const KIND: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 48 && code <= 57 ? 2 : (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 ? 1 : 0,
);
