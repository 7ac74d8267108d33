/** A text read in another way, and the way back for positions in it. */
export interface Reading {
  readonly text: string;
  /** A span of this reading as a span of the text. */
  toSource(start: number, end: number): readonly [number, number];
}

/** Frequent words that must occur before a text is read again. */
export const DISGUISED_WORDS = 3;

/** The text rotated by 13; positions stay. */
export function rotated(text: string): Reading {
  return { text: rotate(text), toSource: (start, end) => [start, end] };
}

/** The text from its end to its start. */
export function backwards(text: string): Reading {
  const { length } = text;
  return { text: reverse(text), toSource: (start, end) => [length - end, length - start] };
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
