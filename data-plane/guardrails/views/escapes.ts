import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

/** What the letter after a backslash stands for. */
const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  '`': '`',
};
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(033)|([nrtbfve"'\\/`]))/g;

// A line break or quote now and then is ordinary source text; characters spelled by number are not.
const OPTIONS = { maxGap: 240, minWeight: 2, context: 160 };

/**
 * Text in which backslash escapes are resolved once: JSON inside text, string literals, `\uXXXX` spelling.
 *
 * Cost: linear; regions with fewer than two plain escapes are left out.
 */
export function escapesView(text: string): View | null {
  const changes: Change[] = [];
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(text); match !== null; match = ESCAPE.exec(text)) {
    const letter = match[6];
    const replacement = letter === undefined ? numbered(match) : LETTERS[letter]!;
    changes.push({ start: match.index, end: match.index + match[0].length, replacement, weight: letter === undefined ? 2 : 1 });
  }
  return rewrite(text, 'escapes', changes, OPTIONS);
}

function numbered(match: RegExpExecArray): string {
  if (match[5] !== undefined) return '\u001b';
  const code = Number.parseInt(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '0', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
