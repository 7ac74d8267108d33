/**
 * Where a token may begin in running text, JSON, code and URLs.
 */

/**
 * Says whether a token may start at `at`: nothing before it, a character that is not a letter or a digit, or the end of
 * an escape (`\n`, `\u0022`, `%3D`) that only looks like a letter or a digit.
 */
export function startsToken(text: string, at: number): boolean {
  if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) return true;
  const before = text.charCodeAt(at - 2);
  if (before === BACKSLASH) return true;
  if (text.charCodeAt(at - 3) === PERCENT) return true;
  return at >= 6 && text.charCodeAt(at - 6) === BACKSLASH && text.charCodeAt(at - 5) === LOWER_U;
}

/** Says whether a character code is an ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

const BACKSLASH = 92;
const PERCENT = 37;
const LOWER_U = 117;
