import type { ViewBuilder } from './view-builder.ts';

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Writes the inside of a JSON string literal with its escapes resolved. Source: RFC 8259 section 7. */
export function unescapeInto(builder: ViewBuilder, text: string, from: number, to: number): void {
  let copied = from;
  for (let at = text.indexOf('\\', from); at >= 0 && at < to; at = text.indexOf('\\', copied)) {
    builder.copy(copied, at);
    const letter = text[at + 1] ?? '';
    const code = letter === 'u' ? Number.parseInt(text.slice(at + 2, at + 6), 16) : Number.NaN;
    const end = Math.min(to, at + (Number.isNaN(code) ? 2 : 6));
    builder.put(Number.isNaN(code) ? (LETTERS[letter] ?? letter) : String.fromCharCode(code), at, end);
    copied = end;
  }
  builder.copy(copied, to);
}
