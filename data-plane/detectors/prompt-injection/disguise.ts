/** A text read in another way, and the way back for positions in it. */
export interface Reading {
  readonly text: string;
  /** A span of this reading as a span of the text. */
  toSource(start: number, end: number): readonly [number, number];
}

/** Frequent English words as they look after rotation by 13 and read backwards, between blanks. */
const ROTATED = [' gur ', ' naq ', ' lbh ', ' nyy ', ' bs ', ' gb ', ' sbe ', ' guvf ', ' lbhe '];
const BACKWARDS = [' eht ', ' dna ', ' uoy ', ' lla ', ' fo ', ' ot ', ' rof ', ' siht ', ' ruoy ', ' ti ', ' ni '];
/** Different words that must occur before a text is read again. */
const ENOUGH = 3;

/**
 * The text rotated by 13 or read backwards, where frequent words say that it was written so.
 *
 * Cost: linear; a search for each of 20 short strings, and nothing more for ordinary text.
 * Misses: other ciphers; languages other than English.
 */
export function undisguise(text: string): Reading[] {
  const readings: Reading[] = [];
  if (holds(text, ROTATED)) readings.push({ text: rotate(text), toSource: (start, end) => [start, end] });
  if (holds(text, BACKWARDS)) {
    const length = text.length;
    readings.push({ text: reverse(text), toSource: (start, end) => [length - end, length - start] });
  }
  return readings;
}

function holds(text: string, words: readonly string[]): boolean {
  let found = 0;
  for (const word of words) if (text.includes(word) && ++found === ENOUGH) return true;
  return false;
}

function rotate(text: string): string {
  return text.replace(/[a-z]+/gi, (run) => {
    let out = '';
    for (let i = 0; i < run.length; i++) {
      const unit = run.charCodeAt(i);
      const base = unit < 97 ? 65 : 97;
      out += String.fromCharCode(((unit - base + 13) % 26) + base);
    }
    return out;
  });
}

function reverse(text: string): string {
  const parts: string[] = [];
  for (let at = text.length; at > 0; at -= 1024) parts.push([...text.slice(Math.max(0, at - 1024), at)].reverse().join(''));
  return parts.join('');
}
