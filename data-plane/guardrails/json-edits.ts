import type { Edit } from './edits.ts';

/**
 * Edits that leave JSON inside text valid: only the insides of strings and whole numbers are replaced, numbers by a string.
 *
 * An edit that also touches syntax or a key is narrowed to the values it touches; a key changes only when nothing else would.
 * Returns: the edits as given when the text is not JSON (a document, or one a line).
 */
export function jsonSafeEdits(text: string, edits: readonly Edit[]): readonly Edit[] {
  if (!isJson(text)) return edits;
  const tokens = tokensOf(text);
  return edits.flatMap((edit) => narrowed(edit, tokens, text));
}

interface Token {
  /** The inside of a string, or all of a number. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'key' | 'string' | 'number';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{"]/.test(text)) return false;
  if (parses(text)) return true;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.length <= MAX_LINES && lines.every(parses);
}

const MAX_LINES = 20_000;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const start = match.index;
    const end = start + match[0].length;
    if (match[0][0] !== '"') tokens.push({ start, end, kind: 'number' });
    else tokens.push({ start: start + 1, end: end - 1, kind: /^\s*:/.test(text.slice(end, end + 16)) ? 'key' : 'string' });
  }
  return tokens;
}

function narrowed(edit: Edit, tokens: readonly Token[], text: string): Edit[] {
  const touched = tokensBetween(tokens, edit.start, edit.end);
  const values = touched.filter((token) => token.kind !== 'key');
  return (values.length > 0 ? values : touched).map((token) => {
    if (token.kind === 'number') return { start: token.start, end: token.end, placeholder: JSON.stringify(edit.placeholder) };
    const start = Math.max(token.start, escapeStart(text, token.start, edit.start));
    const end = Math.min(token.end, escapeEnd(text, token.start, edit.end));
    return { start, end, placeholder: edit.placeholder };
  });
}

function tokensBetween(tokens: readonly Token[], start: number, end: number): Token[] {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const between: Token[] = [];
  for (let i = low; i < tokens.length && tokens[i]!.start < end; i++) between.push(tokens[i]!);
  return between;
}

const MAX_ESCAPE_CHARS = 6;

/** The start of the escape sequence a position stands in, or the position. */
function escapeStart(text: string, tokenStart: number, position: number): number {
  const escape = escapeAround(text, tokenStart, position);
  return escape === null ? position : escape[0];
}

function escapeEnd(text: string, tokenStart: number, position: number): number {
  const escape = escapeAround(text, tokenStart, position);
  return escape === null ? position : escape[1];
}

/** The escape sequence that a position stands inside of, null where it stands between characters. */
function escapeAround(text: string, tokenStart: number, position: number): readonly [number, number] | null {
  for (let at = position - 1; at >= tokenStart && at > position - MAX_ESCAPE_CHARS; at--) {
    if (text.charCodeAt(at) !== 92) continue;
    let before = at;
    while (before > tokenStart && text.charCodeAt(before - 1) === 92) before--;
    if ((at - before) % 2 === 1) continue; // the second half of an escaped backslash
    const end = at + (text[at + 1] === 'u' ? 6 : 2);
    return end > position ? [at, end] : null;
  }
  return null;
}
