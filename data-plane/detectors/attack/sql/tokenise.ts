/**
 * Reads a text as SQL, as a server would read it after the text was pasted into a statement.
 */
import { classOfWord, TELLING_FUNCTIONS, type TokenClass } from './vocabulary.ts';

/** One token; `text` is lower case for words, the inside for strings. */
export interface SqlToken {
  readonly kind: TokenClass;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A string or comment that does not end before the text does. */
  readonly open: boolean;
}

/** Where in a statement the text is taken to stand: as it is, or inside a literal in one of the quotes. */
export type SqlContext = '' | "'" | '"' | '`';

const MAX_TOKENS = 240;
const BLANK = /[\s\u00a0{}]+/y;
const WORD = /[A-Za-z_$\u00aa-\u1fff\u2c00-\uffff][\w$.\u00aa-\u1fff\u2c00-\uffff]*(?:-[A-Za-z\u00aa-\u1fff\u2c00-\uffff]+)*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const GLUED_KEYWORD = /[dDfFlL]?(?:union|or|and|select|order|group|having|xor|limit|div|like|where|into|procedure|from)(?![A-Za-z0-9])/iy;
const VARIABLE = /@{1,2}[\w$.]*(?:`[^`]*`)?|:[A-Za-z_]\w*/y;
const OPERATOR = /\|\||&&|<=>|<>|!=|<=|>=|:=|==|!<|!>|[-=<>+*/%&|^~!]/y;
const DASHES = /[-\u2010-\u2015\u2212]{2}|[\u2013\u2014](?=\s{0,20}$)/y;

/**
 * The tokens of a text, at most 240.
 *
 * Cost: linear; every pattern is anchored where the last token ended.
 */
export function tokeniseSql(text: string): SqlToken[] {
  return readTokens(text, 0, [], MAX_TOKENS);
}

/**
 * The tokens of a text that closes a literal with the quote at `quoteAt`: what stands before it is the first token.
 *
 * Cost: linear in what follows the quote, at most `limit` tokens.
 */
export function tokeniseSqlAfter(text: string, quoteAt: number, limit: number = MAX_TOKENS): SqlToken[] {
  const literal: SqlToken = { kind: 's', text: text.slice(0, quoteAt), start: 0, end: quoteAt + 1, open: false };
  return readTokens(text, quoteAt + 1, [literal], limit);
}

function readTokens(text: string, from: number, tokens: SqlToken[], limit: number): SqlToken[] {
  let at = from;
  while (at < text.length && tokens.length < limit) {
    const blank = match(BLANK, text, at);
    at = blank > at ? blank : readToken(text, at, tokens);
  }
  return tokens;
}

function readToken(text: string, at: number, tokens: SqlToken[]): number {
  const code = text.charCodeAt(at);
  if (isLetter(code) || code === DOLLAR) return readWord(text, at, tokens) ?? readOperator(text, at, tokens);
  const char = text[at] as string;
  switch (char) {
    case "'":
      return isApostrophe(text, at, tokens) ? joinApostrophe(text, at, tokens) : readString(text, at + 1, char, tokens, at);
    case '"':
      return readString(text, at + 1, char, tokens, at);
    case '`':
    case '[':
      return readQuotedName(text, at, char, tokens);
    case '#':
      return push(tokens, 'c', '#', at, lineEnd(text, at), text);
    case '(':
    case ')':
    case ',':
    case ';':
      return push(tokens, char, char, at, at + 1, text);
    case '@':
    case ':':
      return readVariable(text, at, tokens) ?? readOperator(text, at, tokens);
    case '/':
      return text[at + 1] === '*' ? readBlockComment(text, at, tokens) : readOperator(text, at, tokens);
    case '*':
      return text[at + 1] === '/' ? at + 2 : readOperator(text, at, tokens);
  }
  if (code === HYPHEN || code >= 0x2010) {
    const dashes = match(DASHES, text, at);
    if (dashes > at) return push(tokens, 'c', '--', at, lineEnd(text, at), text);
  }
  return readNumber(text, at, tokens) ?? readWord(text, at, tokens) ?? readOperator(text, at, tokens);
}

/** The quote of `it's` and `5 o'clock`. */
function isApostrophe(text: string, at: number, tokens: readonly SqlToken[]): boolean {
  if (!isLetter(text.charCodeAt(at - 1)) || tokens[tokens.length - 1]?.kind === 's') return false;
  return /^'(?:s|t|re|ve|ll|d|m|clock)\b/i.test(text.slice(at, at + 7));
}

const DOLLAR = 36;
const HYPHEN = 45;

function readString(text: string, from: number, quote: string, tokens: SqlToken[], start: number): number {
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '\\' && at + 1 < text.length && (text[at + 1] === quote || text[at + 1] === '\\')) at += 2;
    else if (char === quote && text[at + 1] === quote && at + 2 < text.length) at += 2;
    else if (char === quote) break;
    else at++;
  }
  const open = at >= text.length;
  tokens.push({ kind: 's', text: text.slice(from, at), start, end: Math.min(at + 1, text.length), open });
  return at + 1;
}

/** `it's`: the apostrophe belongs to the word before it. */
function joinApostrophe(text: string, at: number, tokens: SqlToken[]): number {
  const end = match(WORD, text, at + 1);
  const last = tokens.pop();
  return push(tokens, 'p', last?.text ?? '', last?.start ?? at, Math.max(end, at + 1), text);
}

function readQuotedName(text: string, at: number, quote: string, tokens: SqlToken[]): number {
  const close = text.indexOf(quote === '[' ? ']' : '`', at + 1);
  if (close < 0 || close - at > 80) return push(tokens, 'o', quote, at, at + 1, text);
  return push(tokens, 'n', text.slice(at + 1, close).toLowerCase(), at, close + 1, text);
}

function readBlockComment(text: string, at: number, tokens: SqlToken[]): number {
  const close = text.indexOf('*/', at + 2);
  if (text[at + 2] === '!') return match(/\/\*!\d{0,6}/y, text, at); // MySQL runs what is inside
  if (close >= 0) return close + 2; // a closed comment is a blank
  return push(tokens, 'c', '/*', at, text.length, text);
}

function readNumber(text: string, at: number, tokens: SqlToken[]): number | null {
  const end = match(NUMBER, text, at);
  if (end === at) return null;
  if (!isLetter(text.charCodeAt(end)) || match(GLUED_KEYWORD, text, end) > end) {
    push(tokens, '1', text.slice(at, end), at, end, text);
    return /[dDfFlL]/.test(text[end] ?? '') && match(GLUED_KEYWORD, text, end) > end && match(GLUED_KEYWORD, text, end + 1) > end + 1
      ? end + 1
      : end;
  }
  const rest = match(WORD, text, end);
  return push(tokens, 'n', text.slice(at, rest).toLowerCase(), at, rest, text);
}

function readVariable(text: string, at: number, tokens: SqlToken[]): number | null {
  if (text[at] !== '@' && text[at] !== ':') return null;
  const end = match(VARIABLE, text, at);
  return end === at ? null : push(tokens, 'v', text.slice(at, end).toLowerCase(), at, end, text);
}

function readWord(text: string, at: number, tokens: SqlToken[]): number | null {
  let end = match(WORD, text, at);
  if (end === at) return null;
  let word = text.slice(at, end).toLowerCase();
  if (word.includes('-') && /^(?:select|union|and|or|from|not|where|null|true|false)-|-(?:select|union)$/.test(word)) {
    end = at + word.indexOf('-');
    word = word.slice(0, word.indexOf('-'));
  }
  const keyword = classOfWord(word);
  if (/^select(?:char|nchar|concat|count|cast)$/.test(word)) {
    push(tokens, 'E', 'select', at, at + 6, text);
    word = word.slice(6);
  }
  if (LITERAL_PREFIX.test(word) && (text[end] === "'" || text[end] === '"') && text.length > end + 1) return end; // n'text', x'41'
  return push(tokens, isCalled(text, end, word, keyword) ? classOfCall(word, keyword) : keyword, word, at, end, text);
}

const LITERAL_PREFIX = /^(?:n|x|b|e|_utf8|_latin1)$/;
const CALLS = /^[\s/*]{0,8}\(/;
/** A bracket follows; for a bare word at once, lest `fine (really)` be a call. */
function isCalled(text: string, end: number, word: string, keyword: TokenClass): boolean {
  const next = text[end];
  if (next === '(') return true;
  if (next !== ' ' && next !== '/' && next !== '\t' && next !== '\n') return false;
  return (keyword !== 'n' || TELLING_FUNCTIONS.has(word)) && CALLS.test(text.slice(end, end + 9));
}

const CALLABLE_KEYWORDS: ReadonlySet<string> = new Set([
  'cast',
  'convert',
  'if',
  'char',
  'row',
  'left',
  'right',
  'numeric',
  'date',
  'timestamp',
  'user',
  'database',
  'schema',
]);

/** What a word before `(` is: a function, unless SQL gives the word a meaning of its own there. */
function classOfCall(word: string, keyword: TokenClass): TokenClass {
  if (keyword === 'n' || keyword === 'p') return 'f';
  if (keyword === 'k') return CALLABLE_KEYWORDS.has(word) ? 'f' : 'k';
  if (keyword === 'S') return word === 'replace' ? 'f' : 'S';
  return keyword;
}

function readOperator(text: string, at: number, tokens: SqlToken[]): number {
  const end = match(OPERATOR, text, at);
  if (end === at) return at + 1;
  const operator = text.slice(at, end);
  const kind =
    operator === '||' || operator === '&&' ? '&' : operator === '!' || operator === '~' ? '!' : /^[=<>!]/.test(operator) ? 'q' : 'o';
  return push(tokens, kind, operator, at, end, text);
}

function push(tokens: SqlToken[], kind: TokenClass, value: string, start: number, end: number, text: string): number {
  tokens.push({ kind, text: value, start, end, open: kind === 'c' && end >= text.length });
  return end;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? at : at + found[0].length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code > 170 && (code < 0x2000 || code > 0x2bff));
}
