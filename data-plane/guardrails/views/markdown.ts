import { Ahead } from './ahead.ts';
import type { ViewBuilder } from './view-builder.ts';

const MIN_CHARS = 8;
const MAX_CHARS = 2000;
const MAX_URL_CHARS = 2000;
const REFERENCE = /^ {0,3}\[[^\]\n]{1,200}\]: {1,8}\S{1,2000} {0,8}["'(]([^"'\n]{8,2000})["')] {0,8}$/gm;

/** Writes what rendered Markdown does not show: alternative texts of images, titles of links, comments made of references. */
export function hiddenMarkdownInto(builder: ViewBuilder, text: string): void {
  if (text.includes('![')) imageTextsInto(builder, text);
  if (text.includes('](')) linkTitlesInto(builder, text);
  if (!text.includes(']: ')) return;
  for (const match of text.matchAll(REFERENCE)) {
    const start = match.index + match[0].lastIndexOf(match[1]!);
    put(builder, text, start, start + match[1]!.length);
  }
}

function imageTextsInto(builder: ViewBuilder, text: string): void {
  const closing = new Ahead(text, ']');
  const lineEnd = new Ahead(text, '\n');
  for (let at = text.indexOf('!['); at >= 0; at = text.indexOf('![', at + 2)) {
    const end = closing.from(at + 2);
    if (end < lineEnd.from(at + 2)) put(builder, text, at + 2, end);
  }
}

/** `](url "title")`, with either kind of quote. */
function linkTitlesInto(builder: ViewBuilder, text: string): void {
  const blank = new Ahead(text, ' ');
  const closing = new Ahead(text, ')');
  const lineEnd = new Ahead(text, '\n');
  const quotes = { '"': new Ahead(text, '"'), "'": new Ahead(text, "'") };
  for (let at = text.indexOf(']('); at >= 0; at = text.indexOf('](', at + 2)) {
    const urlEnd = blank.from(at + 2);
    if (urlEnd > closing.from(at + 2) || urlEnd > lineEnd.from(at + 2) || urlEnd - at > MAX_URL_CHARS) continue;
    let open = urlEnd;
    while (text.charCodeAt(open) === 32 && open - urlEnd < 8) open++;
    const quote = text[open];
    if (quote !== '"' && quote !== "'") continue;
    const end = quotes[quote].from(open + 1);
    if (text[end + 1] === ')' && end < lineEnd.from(open + 1)) put(builder, text, open + 1, end);
  }
}

function put(builder: ViewBuilder, text: string, start: number, end: number): void {
  const length = end - start;
  if (length < MIN_CHARS || length > MAX_CHARS || !text.slice(start, end).includes(' ')) return;
  builder.copy(start, end);
  builder.gap();
}
