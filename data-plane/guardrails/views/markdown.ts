import type { ViewBuilder } from './view-builder.ts';

const LINK_TITLE_OR_IMAGE = /!\[([^\]\n]{8,1000})\]|\]\([^\s)]{1,2000}\s{1,8}["']([^"'\n]{8,2000})["']\)/g;
const REFERENCE = /^ {0,3}\[[^\]\n]{1,200}\]: {1,8}\S{1,2000} {0,8}(?:["'(]([^"'\n]{8,2000})["')])? {0,8}$/gm;
const CANDIDATE = /!\[|\]\(|\]: /;

/** Writes what rendered Markdown does not show: alternative texts of images, titles of links, comments made of references. */
export function hiddenMarkdownInto(builder: ViewBuilder, text: string): void {
  if (!CANDIDATE.test(text)) return;
  for (const match of text.matchAll(LINK_TITLE_OR_IMAGE)) put(builder, match, match[1] ?? match[2]);
  for (const match of text.matchAll(REFERENCE)) put(builder, match, match[1]);
}

function put(builder: ViewBuilder, match: RegExpExecArray, hidden: string | undefined): void {
  if (hidden === undefined || !hidden.includes(' ')) return;
  const start = match.index + match[0].lastIndexOf(hidden);
  builder.copy(start, start + hidden.length);
  builder.gap();
}
