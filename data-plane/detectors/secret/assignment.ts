/**
 * Reads `name = "value"` in code, configuration, JSON, logs, headers and command lines, starting inside the name.
 */

import { isAlphanumeric } from './edge.ts';

/** Where an assigned value stands. */
export interface Assigned {
  /** The whole name, such as `GITHUB_API_TOKEN` or `x-api-key`. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

const MAX_NAME = 48;
const MAX_VALUE = 2_100;

/**
 * The value assigned to the name that holds the characters up to `from`, or null where no assignment follows.
 *
 * Shape: up to `gap` more characters of name (letters, digits, `_`, `-`, `.`; blanks where a further word follows, as in
 *   `datadog key=`), closing quotes or brackets, one of `=`, `:`, `:=`, `=>`, `=~`, `,`, `|`, `>`, `(` before a quote, or a blank after a `--flag`,
 *   opening quotes, then characters without blanks.
 * Cost: at most a few dozen characters before the value, at most `maxValue` (2,100) in it.
 */
export function readAssignment(text: string, from: number, gap: number, maxValue: number = MAX_VALUE): Assigned | null {
  const nameStart = startOfName(text, from);
  const isFlag = text.charCodeAt(nameStart) === HYPHEN;
  let at = from;
  let nameEnd = from;
  const nameLimit = Math.min(text.length, from + gap);
  while (at < nameLimit) {
    const code = text.charCodeAt(at);
    if (isNameChar(code)) nameEnd = ++at;
    else if (!isFlag && (code === SPACE || code === TAB) && isNameChar(text.charCodeAt(at + 1))) at++;
    else break;
  }
  const listed = isQuoteOrBreak(text.charCodeAt(nameEnd)) ? listedValue(text, nameStart, nameEnd, maxValue) : null;
  if (listed !== null) return listed;
  at = skip(text, at, 5, isClosing);
  const operator = readOperator(text, at);
  if (operator < 0) return flagValue(text, nameStart, nameEnd, maxValue);
  return readValue(text, operator, nameStart, nameEnd, maxValue);
}

function readValue(text: string, from: number, nameStart: number, nameEnd: number, maxValue: number): Assigned | null {
  let at = skip(text, from, 6, isBlank);
  let quote = 0;
  for (let i = 0; i < 4; i++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && isQuote(text.charCodeAt(at + 1))) at++;
    else if (isQuote(code)) {
      quote = code;
      at++;
    } else break;
  }
  const end = endOfValue(text, at, quote, maxValue);
  return end > at ? { nameStart, nameEnd, start: at, end, quoted: quote !== 0 } : null;
}

/** `--api-key VALUE` and `-p VALUE`: a blank is the operator after a flag. */
function flagValue(text: string, nameStart: number, nameEnd: number, maxValue: number): Assigned | null {
  if (text.charCodeAt(nameStart) !== HYPHEN || !isBlank(text.charCodeAt(nameEnd))) return null;
  return readValue(text, nameEnd, nameStart, nameEnd, maxValue);
}

/** `name: X` and then `value: Y`, as in a container's environment, or `default = Y`, as in a Terraform variable. */
function listedValue(text: string, nameStart: number, nameEnd: number, maxValue: number): Assigned | null {
  LISTED.lastIndex = nameEnd;
  const match = LISTED.exec(text);
  return match === null ? null : readValue(text, nameEnd + match[0].length, nameStart, nameEnd, maxValue);
}

const LISTED =
  /(?:\\?["'])?\s{0,4}[,{]?\s{0,4}(?:\r?\n|\\n)?\s{0,24}(?:type\s{0,4}=[^\n]{0,40}\n\s{0,24})?(?:\\?["'])?(?:value|default)(?:\\?["'])?\s{0,4}[:=]/iy;

function isQuoteOrBreak(code: number): boolean {
  return isQuote(code) || code === BACKSLASH || code === NEWLINE || code === CARRIAGE;
}

function startOfName(text: string, from: number): number {
  let start = from;
  const limit = Math.max(0, from - MAX_NAME);
  while (start > limit && isNameChar(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Returns the offset after an operator at `at` (blanks before it allowed), -1 where there is none. */
function readOperator(text: string, at: number): number {
  const start = skip(text, at, 12, isBlank);
  const code = text.charCodeAt(start);
  if (code === PARENTHESIS && isQuote(text.charCodeAt(start + 1))) return start + 1;
  if (code !== EQUALS && code !== COLON && code !== COMMA && code !== PIPE && code !== GREATER && code !== QUESTION) return -1;
  let end = start + 1;
  while (end < start + 4) {
    const next = text.charCodeAt(end);
    if (next !== EQUALS && next !== COLON && next !== GREATER && next !== PIPE && next !== TILDE) break;
    end++;
  }
  if (code === QUESTION && end === start + 1) return -1;
  return end;
}

function endOfValue(text: string, start: number, quote: number, maxValue: number): number {
  const limit = Math.min(text.length, start + maxValue);
  let end = start;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (quote !== 0 ? code === quote || code === NEWLINE || code === CARRIAGE : stopsBareValue(code) && !isInnerPipe(text, end, code))
      break;
    if (code === BACKSLASH && (isQuote(text.charCodeAt(end + 1)) || isEscapedBreak(text.charCodeAt(end + 1)))) break;
    end++;
  }
  if (quote !== 0) return end;
  while (end > start && (text.charCodeAt(end - 1) === DOT || text.charCodeAt(end - 1) === COLON)) end--;
  return end;
}

/** `123|abc`: some tokens hold a bar. */
function isInnerPipe(text: string, at: number, code: number): boolean {
  return code === PIPE && isAlphanumeric(text.charCodeAt(at - 1)) && isAlphanumeric(text.charCodeAt(at + 1));
}

function stopsBareValue(code: number): boolean {
  return (
    code <= SPACE ||
    isQuote(code) ||
    code === COMMA ||
    code === SEMICOLON ||
    code === 38 ||
    code === 40 ||
    code === 41 ||
    code === 60 ||
    code === 62 ||
    code === 91 ||
    code === 93 ||
    code === 123 ||
    code === 125 ||
    code === PIPE ||
    code === 0x3002 ||
    code === 0xff0c
  );
}

function skip(text: string, at: number, most: number, wanted: (code: number) => boolean): number {
  const limit = Math.min(text.length, at + most);
  while (at < limit && wanted(text.charCodeAt(at))) at++;
  return at;
}

function isNameChar(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === UNDERSCORE ||
    code === HYPHEN ||
    code === DOT
  );
}
function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}
function isClosing(code: number): boolean {
  return isQuote(code) || code === 93 || code === BACKSLASH || code === 41;
}
function isEscapedBreak(code: number): boolean {
  return code === 110 || code === 114 || code === 116;
}

const SPACE = 32;
const TAB = 9;
const NEWLINE = 10;
const CARRIAGE = 13;
const BACKSLASH = 92;
const HYPHEN = 45;
const UNDERSCORE = 95;
const DOT = 46;
const EQUALS = 61;
const COLON = 58;
const SEMICOLON = 59;
const COMMA = 44;
const PIPE = 124;
const PARENTHESIS = 40;
const GREATER = 62;
const QUESTION = 63;
const TILDE = 126;
