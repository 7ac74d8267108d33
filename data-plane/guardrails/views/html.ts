import { Tokenizer } from 'htmlparser2';
import { isHiddenByAttribute, isProseAttribute, NEVER_SHOWN, RAW_TEXT, VOID } from './html-words.ts';
import { hiddenMarkdownInto } from './markdown.ts';
import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

const TAG =
  /<(?:!--|!\[CDATA|\/?(?:html|head|body|div|p|span|a|b|i|u|em|strong|font|table|tr|td|th|ul|ol|li|h[1-6]|br|hr|img|input|button|form|label|meta|title|script|style|noscript|template|svg|section|article|details|sup|sub|small|textarea|select|option|iframe|center|pre|code|blockquote|main|nav|footer|header|aside|figure|video|audio|object|embed)\b)/i;
const MAX_OPEN = 256;

/** What a browser would show, and what it would not but a model reads. */
export interface HtmlViews {
  readonly shown: View | null;
  readonly hidden: View | null;
}

/**
 * Parts HTML, and HTML or Markdown inside other text, into what is shown and what is hidden: comments, elements hidden by tag,
 * attribute or inline style, prose in attributes, titles of links and alternative texts of images.
 *
 * Cost: one pass of a streaming tokenizer, only where a known tag or a comment occurs.
 * Misses: what style sheets and scripts hide.
 */
export function htmlViews(text: string): HtmlViews {
  const hidden = new ViewBuilder(text);
  hiddenMarkdownInto(hidden, text);
  if (!TAG.test(text)) return { shown: null, hidden: hidden.build('html-hidden') };
  const shown = new ViewBuilder(text);
  const reader = new HtmlReader(text, shown, hidden);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false }, reader);
  tokenizer.write(text);
  tokenizer.end();
  return { shown: reader.sawTag ? shown.build('html-text') : null, hidden: hidden.build('html-hidden') };
}

interface OpenElement {
  readonly name: string;
  readonly isHidden: boolean;
  readonly isRaw: boolean;
}

/** Follows the tokenizer and keeps the stack of open elements. */
class HtmlReader {
  sawTag = false;
  private readonly text: string;
  private readonly shown: ViewBuilder;
  private readonly hidden: ViewBuilder;
  private readonly open: OpenElement[] = [];
  private tagName = '';
  private isTagHidden = false;
  private attributeName = '';
  private attributeStart = -1;
  private attributeEnd = -1;

  constructor(text: string, shown: ViewBuilder, hidden: ViewBuilder) {
    this.text = text;
    this.shown = shown;
    this.hidden = hidden;
  }

  onopentagname(start: number, end: number): void {
    this.sawTag = true;
    this.tagName = this.text.slice(start, Math.min(end, start + 40)).toLowerCase();
    this.isTagHidden = NEVER_SHOWN.has(this.tagName);
    if (BREAKS_LINE.has(this.tagName)) this.shown.gap();
  }

  onattribname(start: number, end: number): void {
    this.attributeName = this.text.slice(start, Math.min(end, start + 40)).toLowerCase();
    this.attributeStart = -1;
    this.attributeEnd = -1;
  }

  onattribdata(start: number, end: number): void {
    if (this.attributeStart < 0) this.attributeStart = start;
    this.attributeEnd = end;
  }

  onattribend(): void {
    const from = this.attributeStart;
    const to = this.attributeEnd;
    const value = from < 0 ? '' : this.text.slice(from, Math.min(to, from + 4000));
    if (isHiddenByAttribute(this.tagName, this.attributeName, value)) this.isTagHidden = true;
    if (from < 0 || !isProseAttribute(this.attributeName, value)) return;
    this.hidden.copy(from, to);
    this.hidden.gap();
  }

  onopentagend(): void {
    if (VOID.has(this.tagName) || this.open.length >= MAX_OPEN) return;
    const isRaw = RAW_TEXT.has(this.tagName);
    this.open.push({ name: this.tagName, isHidden: this.isTagHidden || this.isInside('isHidden'), isRaw: isRaw || this.isInside('isRaw') });
    if (this.isTagHidden) this.hidden.gap();
  }

  onselfclosingtag(): void {
    if (!VOID.has(this.tagName)) this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const name = this.text.slice(start, Math.min(end, start + 40)).toLowerCase();
    for (let i = this.open.length - 1; i >= 0 && i >= this.open.length - 32; i--) {
      if (this.open[i]!.name !== name) continue;
      if (this.open[i]!.isHidden) this.hidden.gap();
      this.open.length = i;
      break;
    }
    if (BREAKS_LINE.has(name)) this.shown.gap();
  }

  ontext(start: number, end: number): void {
    if (this.isInside('isHidden')) this.hidden.copy(start, end);
    else if (!this.isInside('isRaw')) this.shown.copy(start, end);
  }

  oncomment(start: number, end: number, endOffset: number): void {
    this.hidden.copy(start, Math.max(start, end - endOffset));
    this.hidden.gap();
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, Math.max(start, end - endOffset));
  }

  onattribentity(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  private isInside(what: 'isHidden' | 'isRaw'): boolean {
    return this.open[this.open.length - 1]?.[what] ?? false;
  }
}

/** Elements that stand on lines of their own. */
const BREAKS_LINE = new Set([
  'p',
  'div',
  'br',
  'li',
  'tr',
  'td',
  'th',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'section',
  'article',
  'ul',
  'ol',
  'table',
  'hr',
  'pre',
  'blockquote',
  'title',
  'option',
  'header',
  'footer',
  'nav',
  'main',
  'aside',
]);
