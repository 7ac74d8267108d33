/**
 * How unlike language a string is.
 */

const counts = new Uint16Array(128);

/**
 * Shannon entropy of the characters of a string, in bits per character.
 *
 * Returns: 0 for an empty string. Characters outside ASCII count as one symbol.
 * Cost: linear in the string; callers pass at most a few hundred characters.
 */
export function entropyOf(value: string): number {
  if (value.length === 0) return 0;
  counts.fill(0);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    counts[code < 128 ? code : 127] = (counts[code < 128 ? code : 127] ?? 0) + 1;
  }
  let bits = 0;
  for (let code = 0; code < 128; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/**
 * How often the class of character (lower, upper, digit, other) changes along the string, from 0 to 1.
 *
 * Random strings change often; identifiers and words seldom do.
 */
export function classChanges(value: string): number {
  if (value.length < 2) return 0;
  let changes = 0;
  let before = classOf(value.charCodeAt(0));
  for (let i = 1; i < value.length; i++) {
    const now = classOf(value.charCodeAt(i));
    if (now !== before) changes++;
    before = now;
  }
  return changes / (value.length - 1);
}

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  if (code >= 48 && code <= 57) return 2;
  return 3;
}
