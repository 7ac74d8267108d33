import { C, CONCEPTS } from './concepts.ts';
import type { Concept } from './concepts.ts';
import { CJK, lexicon } from './lexicon.ts';
import type { Entry, Form } from './lexicon.ts';
import { literalConcepts } from './literals.ts';

/** One word, address, path or identifier. Units: offsets in the canonical text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case. */
  readonly word: string;
  readonly form: Form;
  /** Inside quotation marks or backticks. */
  readonly quoted: boolean;
  /** First in its sentence, or after a comma, colon, dash or bracket: where a new clause may start. */
  readonly opens: boolean;
}

/** One sentence, with the places of every idea in it. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** Token indexes by concept; undefined where the concept does not occur. */
  readonly at: readonly (readonly number[] | undefined)[];
  /** Inside a pair of pseudo-tags such as `<hidden>…</hidden>`: the tag's name. */
  readonly tag: string | null;
  /** The label it opens with, such as `note to assistant` in "Note to assistant: …"; null without one. */
  readonly label: string | null;
  /** The token before the first colon inside the sentence; null without one. */
  readonly colon: number | null;
}

/**
 * Cuts a text into sentences and tags every token with the ideas it may stand for.
 *
 * Line breaks end a sentence only where a list item, a heading or a new paragraph follows, so that wrapped
 * docstrings stay whole. A sentence has at most 90 tokens; longer ones are cut.
 * Cost: linear.
 */
export function readSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let tag: string | null = null;
  for (const piece of split(text)) {
    const mark = TAG.exec(text.slice(piece.start, piece.end));
    if (mark !== null && mark.index === 0) {
      tag = mark[2] === undefined ? (mark[0].includes('<!--') ? 'hidden comment' : null) : mark[1] === '/' ? null : mark[2].toLowerCase();
      continue;
    }
    const tokens = tokenize(text, piece.start, piece.end);
    for (let from = 0; from < tokens.length; from += MAX_TOKENS) {
      const part = tokens.length <= MAX_TOKENS ? tokens : tokens.slice(from, from + MAX_TOKENS);
      const first = part[0] as Token;
      const last = part.at(-1) as Token;
      sentences.push({
        start: first.start,
        end: last.end,
        tokens: part,
        at: conceptsOf(part),
        tag,
        label: labelOf(text, piece.start, piece.end),
        colon: colonIn(text, part),
      });
    }
  }
  return sentences;
}

function colonIn(text: string, tokens: readonly Token[]): number | null {
  for (let index = 0; index + 1 < tokens.length; index += 1) if (text[(tokens[index] as Token).end] === ':') return index;
  return null;
}

const MAX_TOKENS = 90;
/** `<hidden>`, `</hidden>`, `[important]`, `[/INST]`, `<|system|>`, `{{ system }}`, `<!--`. */
const TAG = /^\s*(?:<\s*(\/?)\s*\|?\s*([A-Za-z][\w \-:]{0,40}?)\s*\|?\s*>|<!--|-->)/;
const BREAK =
  /[.!?](?=["'”’)\]]?(?:\s|$))|\n\s*\n|\n(?=\s*(?:[-*•#>◦▪]|\d{1,2}[.)]|<|\[|@|:param|[A-Za-z_][\w ]{0,30}(?:\([^)\n]{0,40}\))?:))|(?<=[:>;])\s*\n|<\/?[A-Za-z|][\w \-:|]{0,42}>|<!--|-->|[。！？；]/g;

function split(text: string): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let start = 0;
  const push = (end: number): void => {
    if (end > start && /\S/.test(text.slice(start, end))) pieces.push({ start, end });
  };
  for (const match of text.matchAll(BREAK)) {
    const at = match.index;
    const isTag = match[0].startsWith('<') || match[0] === '-->';
    if (match[0] === '.' && ABBREVIATION.test(text.slice(Math.max(0, at - 8), at + 1))) continue;
    push(isTag ? at : at + match[0].length);
    start = isTag ? at : at + match[0].length;
    if (isTag) {
      push(at + match[0].length);
      start = at + match[0].length;
    }
  }
  push(text.length);
  return pieces;
}
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|cf|inc|dr|mr|ms|st)|\b[A-Za-z])\.$/i;

function labelOf(text: string, start: number, end: number): string | null {
  const match = /^\s*[[(#*_>=\-"'`{\s]{0,8}([A-Za-z][A-Za-z _/-]{1,50}?)\s*[\])*_}#=]{0,6}\s*(?:[:：]|[\])]|#{2,})/.exec(
    text.slice(start, Math.min(end, start + 90)),
  );
  return match === null ? null : (match[1] as string).toLowerCase().trim();
}

const TOKEN =
  /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"'`)\]}]{1,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|(?:~|\.{1,2}|%[A-Z]{3,20}%|[A-Z]:)?(?:[\\/][\w.@+~*-]{1,80}){1,12}[\\/]?|\+?\d[\d() -]{7,18}\d|\.[a-z][\w-]{1,30}(?:\.[\w-]{1,10})?|[\p{L}\p{N}_$][\p{L}\p{N}\p{M}_$'’-]{0,80}(?:\.[a-z0-9]{1,6}\b)*/giu;

function tokenize(text: string, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  const slice = text.slice(start, end);
  const quotes = /["'“`「]/.test(slice) ? quotedRanges(slice) : [];
  const { words } = lexicon();
  let range = 0;
  for (const match of slice.matchAll(TOKEN)) {
    const at = match.index;
    while (range < quotes.length && (quotes[range] as [number, number])[1] <= at) range += 1;
    const quote = quotes[range];
    let raw = match[0];
    while (raw.length > 1 && /['’.-]$/.test(raw)) raw = raw.slice(0, -1);
    if (/['’]s$/.test(raw)) raw = raw.slice(0, -2);
    const word = raw.toLowerCase().replaceAll('’', "'");
    const form = words.get(word)?.form ?? null;
    tokens.push({
      start: start + at,
      end: start + at + raw.length,
      word: raw === raw.toLowerCase() ? word : /^[a-z]+[A-Z]/.test(raw) ? raw : word,
      form,
      quoted: quote !== undefined && at >= quote[0] && at < quote[1],
      opens: tokens.length === 0 || opensClause(slice, at),
    });
    if (tokens.length >= 4_000) break;
  }
  return tokens;
}

/** Whether a comma, colon, dash or bracket stands right before this place. */
function opensClause(text: string, at: number): boolean {
  let back = at - 1;
  while (back >= 0 && at - back <= 3 && (text[back] === ' ' || text[back] === '\n')) back -= 1;
  return back >= 0 && ',;:()]>—–-'.includes(text[back] as string);
}

function quotedRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (const match of text.matchAll(/"[^"\n]{1,400}"|“[^”\n]{1,400}”|`[^`\n]{1,400}`|(?<![\w])'[^'\n]{2,400}'(?![\w])|「[^」]{1,400}」/g))
    ranges.push([match.index, match.index + match[0].length]);
  return ranges;
}

function conceptsOf(tokens: readonly Token[]): (number[] | undefined)[] {
  const at: (number[] | undefined)[] = new Array<number[] | undefined>(CONCEPTS);
  const mark = (concept: Concept, index: number): void => {
    const list = at[concept];
    if (list === undefined) at[concept] = [index];
    else if (list[list.length - 1] !== index) list.push(index);
  };
  const { words, phrases } = lexicon();
  for (let index = 0; index < tokens.length; index += 1) {
    const { word } = tokens[index] as Token;
    const lower = word.toLowerCase();
    const entry: Entry | undefined = words.get(lower);
    if (entry !== undefined) for (const concept of entry.concepts) mark(concept, index);
    if (
      (lower === 'prompt' || lower === 'prompts' || lower === 'conversation' || lower === 'dialogue') &&
      tokens.slice(Math.max(0, index - 3), index).some((token) => WHOSE.has(token.word) || token.word === 'full')
    )
      mark(C.conversation, index);
    if (
      lower === 'user' &&
      TYPES.has(tokens[index + 1]?.word ?? '') &&
      tokens.slice(Math.max(0, index - 4), index).some((token) => WHATEVER.has(token.word))
    )
      mark(C.conversation, index);
    const options = phrases.get(lower);
    if (options !== undefined) {
      for (const option of options) {
        if (option.rest.every((part, offset) => tokens[index + 1 + offset]?.word === part)) {
          for (const concept of option.entry.concepts) mark(concept, index);
          break;
        }
      }
    }
    if (entry === undefined) {
      if (/[_/\\.:@+~%$]|[a-z][A-Z]|\d{5}/.test(word)) for (const concept of literalConcepts(word)) mark(concept, index);
      else if (lower.includes('-'))
        for (const part of lower.split('-')) for (const concept of words.get(part)?.concepts ?? []) mark(concept, index);
      if (TALK.has(lower) && tokens.slice(Math.max(0, index - 4), index).some((token) => WHOSE.has(token.word)))
        mark(C.conversation, index);
      // eslint-disable-next-line no-control-regex
      if (/[^\x00-\u02ff]/.test(word))
        for (const [piece, concepts] of CJK) if (word.includes(piece)) for (const concept of concepts) mark(concept, index);
    }
  }
  return at;
}

/** "the user's full prompt", "the last ten messages": words that mean the conversation in such company. */
const TALK = new Set(['messages', 'chat', 'chats', 'dialog', 'transcript', 'utterances', 'turns']);
const TYPES = new Set(['types', 'writes', 'says', 'enters', 'typed', 'wrote', 'said', 'asked', 'sends']);
const WHATEVER = new Set(['every', 'everything', 'prompt', 'prompts', 'whatever', 'all', 'anything']);
const WHOSE = new Set(['user', 'users', "user's", 'entire', 'complete', 'whole', 'last', 'previous', 'earlier', 'prior', 'preceding']);

/** The ideas of a name such as `content_from_reading_ssh_id_rsa`, read word by word. */
export function readName(name: string): Sentence {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
  const tokens: Token[] = [];
  for (const match of spaced.matchAll(/\S+/g)) {
    tokens.push({
      start: match.index,
      end: match.index + match[0].length,
      word: match[0],
      form: lexicon().words.get(match[0])?.form ?? null,
      quoted: false,
      opens: false,
    });
    if (tokens.length >= MAX_TOKENS) break;
  }
  const at = conceptsOf(tokens);
  for (const concept of literalConcepts(name)) (at[concept] ??= []).push(0);
  return { start: 0, end: name.length, tokens, at, tag: null, label: null, colon: null };
}
