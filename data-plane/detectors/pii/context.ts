/**
 * Words near a candidate that say what it is.
 */

const BEFORE = 72;
const AFTER = 24;
const HEADER = 400;

/**
 * Says whether a word of `pattern` stands shortly before or right after a candidate, or heads its column.
 *
 * Shape: 72 characters before and 24 after; in a table, also its header.
 * Cost: bounded by those windows.
 */
export function hasContext(text: string, start: number, end: number, pattern: RegExp): boolean {
  if (pattern.test(text.slice(Math.max(0, start - BEFORE), start))) return true;
  if (pattern.test(text.slice(end, end + AFTER))) return true;
  return start > BEFORE && pattern.test(headerOf(text));
}

/** The lines above the first row of a table: they have separators and no digits to speak of. */
function headerOf(text: string): string {
  let start = 0;
  for (let line = 0; line < 3; line++) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end > HEADER) return '';
    const written = text.slice(start, end);
    if (/[,;|\t]/.test(written) && (written.match(/\d/g) ?? []).length < 4) return written;
    if (!/^[-+=|:\s]*$/.test(written)) return '';
    start = end + 1;
  }
  return '';
}
