/**
 * Reads a text as a shell would after it was pasted into a command line: which commands would run.
 */

import { programRank } from './commands.ts';

/** What stands before a command. */
export type Joint = 'start' | ';' | '|' | '||' | '&' | '&&' | 'newline' | '$(' | '`' | '<(';

/** One simple command. */
export interface ShellCommand {
  readonly joint: Joint;
  /** Words with their quotes taken away. */
  readonly words: readonly string[];
  /** Redirection operators and their targets. */
  readonly redirections: readonly string[];
  readonly start: number;
  /** A blank or nothing stands before the joint; false where it is glued to a word, as in `a;id`. */
  readonly spaced: boolean;
}

/** Where in a command line the text is taken to stand. */
export type ShellContext = '' | "'" | '"';

const ENTITY = /^&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});/i;
const MAX_COMMANDS = 64;
const MAX_WORDS = 64;

/**
 * The commands a text holds, at most 64, the first being what stands before any joint.
 *
 * Shape: joints are `;`, `|`, `||`, `&`, `&&`, a line break (also `\n` and `\r` written out), `$(`, a backtick and `<(`.
 *   A quote that has no partner counts as an ordinary character; in a context, everything up to the first such quote is skipped.
 * Cost: linear.
 */
export function tokeniseShell(text: string, context: ShellContext): ShellCommand[] {
  const reader = new ShellReader(text);
  if (context !== '') reader.skipPast(context);
  while (!reader.done()) reader.step();
  return reader.finish();
}

/** Characters that mean nothing to a shell. */
const PLAIN = /[^\s;|&`$()<>'"\\]*/y;

/** Says whether a program's name, or a path to one, stands at the beginning. */
function startsProgram(text: string): boolean {
  const word = /^[a-z][a-z0-9_.-]{1,12}(?!\w)/.exec(text)?.[0];
  return /^(?:usr|bin)\//.test(text) || (word !== undefined && programRank(word) > 0);
}

class ShellReader {
  readonly #text: string;
  readonly #commands: ShellCommand[] = [];
  readonly #lastQuote: Readonly<Record<string, number>>;
  #at = 0;
  #joint: Joint = 'start';
  #start = 0;
  #spaced = true;
  #words: string[] = [];
  #redirections: string[] = [];
  #word = '';
  #inWord = false;
  #inBacktick = false;

  constructor(text: string) {
    this.#text = text;
    this.#lastQuote = { "'": text.lastIndexOf("'"), '"': text.lastIndexOf('"'), '`': text.lastIndexOf('`') };
  }

  skipPast(quote: string): void {
    const at = this.#text.indexOf(quote);
    this.#at = at < 0 ? this.#text.length : at + 1;
    this.#start = this.#at;
  }

  done(): boolean {
    return this.#at >= this.#text.length || this.#commands.length >= MAX_COMMANDS;
  }

  finish(): ShellCommand[] {
    this.#endCommand();
    return this.#commands;
  }

  step(): void {
    const char = this.#text[this.#at] as string;
    const next = this.#text[this.#at + 1] ?? '';
    switch (char) {
      case ' ':
      case '\t':
        this.#endWord();
        this.#at++;
        return;
      case '\n':
      case '\r':
        this.#open('newline', 1);
        return;
      case ';':
        this.#open(';', 1);
        return;
      case '|':
        this.#open(next === '|' ? '||' : '|', next === '|' ? 2 : 1);
        return;
      case '&':
        if (next === '>') break;
        if (ENTITY.test(this.#text.slice(this.#at, this.#at + 12))) {
          this.#at += ENTITY.exec(this.#text.slice(this.#at, this.#at + 12))?.[0].length ?? 1;
          return;
        }
        this.#open(next === '&' ? '&&' : '&', next === '&' ? 2 : 1);
        return;
      case '`':
        this.#inBacktick = !this.#inBacktick;
        this.#open(this.#inBacktick ? '`' : 'start', 1);
        return;
      case '$':
        if (next === '(') return this.#open('$(', 2);
        break;
      case '(':
      case ')':
        this.#open('start', 1); // a bracket alone makes no command of what stands in it
        return;
      case '<':
      case '>':
        if (next === '(') return this.#open('<(', 2);
        return this.#redirect();
      case "'":
      case '"':
        if (this.#quoted(char)) return;
        break;
      case '\\':
        return this.#escape(next);
    }
    PLAIN.lastIndex = this.#at + 1;
    const run = PLAIN.exec(this.#text)?.[0] ?? '';
    this.#take(char + run);
    this.#at += 1 + run.length;
  }

  #escape(next: string): void {
    const after = this.#text[this.#at + 2] ?? '';
    if ((next === 'n' || next === 'r') && (!/[a-z]/.test(after) || startsProgram(this.#text.slice(this.#at + 2, this.#at + 16)))) {
      this.#open('newline', 2);
      return;
    }
    if (next === '' || /[\w]/.test(next)) this.#take('\\'); // a Windows path
    this.#take(next);
    this.#at += 2;
  }

  /** Reads a literal that closes; a double-quoted one may hold substitutions. */
  #quoted(quote: string): boolean {
    if (this.#at >= (this.#lastQuote[quote] as number)) return false;
    const close = this.#text.indexOf(quote, this.#at + 1);
    const inside = this.#text.slice(this.#at + 1, close);
    if (quote === '"') {
      const substitution = inside.search(/\$\(|`/);
      if (substitution >= 0) {
        this.#inWord = true;
        this.#at += 1; // read on inside, as unquoted: the shell runs it either way
        return true;
      }
    }
    this.#inWord = true;
    this.#word += inside;
    this.#at = close + 1;
    return true;
  }

  #redirect(): void {
    const operator = /^(?:>>|>\||<<<|<<|>|<)/.exec(this.#text.slice(this.#at, this.#at + 3))?.[0] ?? '>';
    if (!/^\d?$/.test(this.#word)) this.#endWord();
    else {
      this.#word = '';
      this.#inWord = false;
    }
    const rest = /^\s{0,4}&?([^\s;|&<>()]{0,200})/.exec(this.#text.slice(this.#at + operator.length, this.#at + operator.length + 220));
    this.#redirections.push(operator + (rest?.[1] ?? ''));
    this.#at += operator.length + (rest?.[0].length ?? 0);
  }

  #take(char: string): void {
    this.#inWord = true;
    this.#word += char;
  }

  #endWord(): void {
    if (this.#inWord && this.#words.length < MAX_WORDS) this.#words.push(this.#word);
    this.#word = '';
    this.#inWord = false;
  }

  #open(joint: Joint, length: number): void {
    const spaced = this.#at === 0 || /\s/.test(this.#text[this.#at - 1] as string);
    this.#endCommand();
    this.#joint = joint;
    this.#spaced = spaced;
    this.#at += length;
    this.#start = this.#at;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#words.length > 0 || this.#redirections.length > 0) {
      this.#commands.push({
        joint: this.#joint,
        words: this.#words,
        redirections: this.#redirections,
        start: this.#start,
        spaced: this.#spaced,
      });
    }
    this.#words = [];
    this.#redirections = [];
  }
}
