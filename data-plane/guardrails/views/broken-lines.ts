import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

const MIN_LINES = 6;
const MAX_WORD_CHARS = 24;
const LETTER = /\p{L}/u;

/**
 * Text of one word a line, put on one line: a sentence written down the page.
 *
 * Shape: six lines or more with one word of at most 24 characters each, most of them with letters.
 */
export function brokenLinesView(text: string): View | null {
  const builder = new ViewBuilder(text);
  let words: [number, number][] = [];
  const flush = (): void => {
    const spelled = words.filter(([start, end]) => LETTER.test(text.slice(start, end))).length;
    if (words.length >= MIN_LINES && spelled * 2 > words.length) join(builder, words);
    words = [];
  };
  for (let start = 0; start <= text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const word = wordIn(text, start, end);
    if (word === null) flush();
    else words.push(word);
    start = end + 1;
  }
  flush();
  return builder.build('lines');
}

/** The only word of a line; null for a line with none, several or a long one. */
function wordIn(text: string, start: number, end: number): [number, number] | null {
  let from = start;
  let to = end;
  while (from < to && to - from <= MAX_WORD_CHARS * 2 && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1)) && to - from <= MAX_WORD_CHARS * 2) to--;
  if (from === to || to - from > MAX_WORD_CHARS) return null;
  for (let i = from; i < to; i++) if (isBlank(text.charCodeAt(i))) return null;
  return [from, to];
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}

function join(builder: ViewBuilder, words: readonly (readonly [number, number])[]): void {
  words.forEach(([start, end], index) => {
    if (index > 0) builder.put(' ', words[index - 1]![1], start);
    builder.copy(start, end);
  });
  builder.gap();
}
