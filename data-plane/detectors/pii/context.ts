/**
 * Words near a candidate that say what it is.
 */

const BEFORE = 72;
const AFTER = 24;
const HEADER = 400;

/**
 * Says whether a word of `pattern` stands shortly before or right after a candidate, or heads its column.
 *
 * Shape: 72 characters before and 24 after; in text of several lines with separators, also the first line.
 * Cost: bounded by those windows.
 */
export function hasContext(text: string, start: number, end: number, pattern: RegExp): boolean {
  if (pattern.test(text.slice(Math.max(0, start - BEFORE), start))) return true;
  if (pattern.test(text.slice(end, end + AFTER))) return true;
  return start > BEFORE && pattern.test(headerOf(text));
}

/** The first line where it heads a table: it has separators and no digits to speak of. */
function headerOf(text: string): string {
  const end = text.indexOf('\n');
  if (end <= 0 || end > HEADER) return '';
  const line = text.slice(0, end);
  return /[,;|\t]/.test(line) && (line.match(/\d/g) ?? []).length < 4 ? line : '';
}
