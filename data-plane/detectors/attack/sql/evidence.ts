/**
 * Weighs what in a list of tokens speaks for an attack on a statement and what speaks for prose.
 */
import type { SqlContext, SqlToken } from './tokenise.ts';
import { ALARMING_FUNCTIONS, CATALOGUE, TELLING_FUNCTIONS } from './vocabulary.ts';

/** The case for an attack; `strength` at or above 1 is an attack. */
export interface SqlEvidence {
  readonly strength: number;
  /** The strongest feature's name. */
  readonly reason: string;
}

/** What a feature looks at. */
interface View {
  readonly text: string;
  readonly tokens: readonly SqlToken[];
  /** The classes of the tokens as one string. */
  readonly shape: string;
  readonly context: SqlContext;
  /** The text was closed out of a literal and goes on with something a statement could go on with. */
  readonly breaks: boolean;
  /** The last token is a comment that runs to the end and says next to nothing. */
  readonly endsInComment: boolean;
}

interface Feature {
  readonly name: string;
  weigh(view: View): number;
}

/** Weighs the evidence in tokens that were read in `context`. */
export function weighSql(text: string, tokens: readonly SqlToken[], context: SqlContext): SqlEvidence {
  const shape = tokens.map((token) => token.kind).join('');
  const breaks = context !== '' && BREAK.test(shape) && !(tokens[0]?.open ?? true);
  if (context !== '' && !breaks) return NOTHING;
  const endsInComment = isClosing(tokens[tokens.length - 1], text);
  const view: View = { text, tokens, shape, context, breaks, endsInComment };
  let strength = 0;
  let best = 0;
  let reason = 'none';
  for (const feature of FEATURES) {
    const weight = feature.weigh(view);
    strength += weight;
    if (weight > best) {
      best = weight;
      reason = feature.name;
    }
  }
  if (strength <= 0) return NOTHING;
  if (breaks) strength += 0.4;
  return { strength: strength - prose(view), reason };
}

/** A comment that cuts off the rest of a statement: nothing or next to nothing is in it. */
function isClosing(last: SqlToken | undefined, text: string): boolean {
  if (last === undefined || last.kind !== 'c' || !last.open) return false;
  const inside = text.slice(last.start + last.text.length, last.end);
  if (last.text === '#') return /^\W{0,4}$/.test(inside);
  if (last.text === '/*') return inside.length <= 24;
  return inside.length <= 40 && !/^[A-Za-z]/.test(inside) && (inside.match(/[A-Za-z0-9]+/g) ?? []).length <= 3;
}

const NOTHING: SqlEvidence = { strength: 0, reason: 'none' };
/** After the literal: closing brackets, then an operator, a clause, a statement, an end or another literal's start. */
const BREAK = /^s(?:[)]*(?:[&oqUBHLWI;c,!]|[SEFk](?=[^p])|\(+E)|[)]+$)/;

/** How much the text reads like English: plain words, and bare words beside each other. */
function prose({ shape, tokens }: View): number {
  const plain = (shape.match(/p/g) ?? []).length;
  const pairs = (shape.match(/[np](?=[np])/g) ?? []).length;
  const long = tokens.length >= 240 ? 1 : 0;
  return Math.min(2, plain * 0.3 + Math.max(0, pairs - 1) * 0.3 + long);
}

/** What a value looks like on either side of the splice: a word or a number, no markup or code. */
const PLAIN_VALUE = /^[\w@. %#*+-]{0,24}$/;
const COMPARABLE = '[1stvn]';
const TAUTOLOGY = /&[!(o]*[1st]\)*[q!]+[!(o]*[1st]/;
const WHERE_TAUTOLOGY = /[WH][!(o]*[1st]\)*[q!]+[!(o]*[1st]/;
const FUNCTION_COMPARED = /&[!(]*f\(/;
const TRUTH = /[&H][!(o]*[1t][)]*(?:[c;&]|L|$)|&[!(]*s[)]*[c;]/;
const COMPARED_NAMES = /[&][!(k]*[nv]\)*[q!]+\(*o*[1snvft(]/;

const FEATURES: readonly Feature[] = [
  {
    name: 'union-select',
    weigh: ({ shape, tokens }) => {
      const found = /U(?:k|c|\(|f)*E/.exec(shape);
      if (found === null) return 0;
      const after = shape.slice(found.index + found[0].length).replace(/^[kc(!]+/, '').replace(/^o/, '');
      const words = tokens.slice(0, found.index).some((token) => token.kind === '1' || token.kind === 's');
      return /^(?:$|[1stvf;U,])|^[n](?:$|[,Fc)&o])|^F/.test(after) || after === '' ? 1.7 : words && /^n/.test(after) ? 0.5 : 0;
    },
  },
  {
    name: 'tautology',
    weigh: ({ shape, breaks, endsInComment }) => (TAUTOLOGY.test(shape) ? 1.4 : WHERE_TAUTOLOGY.test(shape) ? (breaks || endsInComment ? 1.2 : 0.3) : 0),
  },
  { name: 'truth', weigh: ({ shape, breaks, endsInComment }) => (TRUTH.test(shape) && (breaks || endsInComment) && !TAUTOLOGY.test(shape) ? (endsInComment ? 1 : 0.6) : 0) },
  { name: 'same-name', weigh: ({ shape, tokens }) => (comparesWithItself(shape, tokens) ? 1.2 : 0) },
  { name: 'call-as-condition', weigh: ({ shape, breaks, endsInComment }) => (/&[!(]*f\(/.test(shape) && (breaks || endsInComment) ? 0.6 : 0) },
  { name: 'compared-call', weigh: ({ shape, tokens }) => (FUNCTION_COMPARED.test(shape) && tokens.some((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)) ? 1.2 : 0) },
  { name: 'compared-name', weigh: ({ shape, breaks, endsInComment }) => (COMPARED_NAMES.test(shape) ? (breaks ? 0.7 : endsInComment ? 0.8 : 0.2) : 0) },
  {
    name: 'sub-select',
    weigh: ({ shape }) => (/\([(k]*E[(k!o]*(?:[1stv]|f\()/.test(shape) || /\(E[^;]{1,60}F/.test(shape) || /[&oq,]\(*E[(k!o]*(?:[1stv]|f\(|n(?:$|[,Fc)&]|kn?F))/.test(shape) ? 1.3 : 0),
  },
  {
    name: 'stacked-statement',
    weigh: ({ shape, tokens, endsInComment }) => {
      for (let at = shape.indexOf(';'); at >= 0; at = shape.indexOf(';', at + 1)) {
        if (isStatement(tokens, at + 1)) return 1.7;
        if (endsInComment && /^;Sn+c$/.test(shape.slice(at))) return 1.2;
      }
      return /;c/.test(shape) && endsInComment && /[s)1];/.test(shape) ? 0.6 : 0;
    },
  },
  {
    name: 'statement',
    weigh: ({ shape, tokens, context }) => {
      const start = shape.search(/[^(c1ov)]/);
      if (start < 0 || (context !== '' && start === 0)) return context !== '' && isStatement(tokens, 1) && /^s[SE]/.test(shape) ? 1 : 0;
      if (!isStatement(tokens, start)) return 0;
      return /[1svoq;cf]|\(/.test(shape.slice(start + 1)) || tokens.some((token) => token.text === '*') ? 1.1 : 0.4;
    },
  },
  {
    name: 'clause',
    weigh: ({ shape, breaks, endsInComment, tokens }) => {
      const found = /(?:(?:Bk|H)[(!]*(?:[1vs](?:\)*[,oq]\(*[1vsf])*|f\()|L[(!]*[1v])/.exec(shape);
      if (found === null) return 0;
      const whole = found.index <= 1 && found[0].length >= shape.length - found.index - 1;
      const grouped = shape[found.index] === 'B' || shape[found.index] === 'H';
      if (endsInComment || breaks) return grouped ? 1.2 : 0.5;
      if (/H\(*[1st]\)*(?:[q&c;]|$)/.test(shape)) return 1;
      return whole && grouped && tokens.length >= 3 ? 1 : 0.2;
    },
  },
  { name: 'alarming-call', weigh: ({ tokens }) => (tokens.some((token, i) => isAlarming(token, tokens[i + 1])) ? 1.3 : 0) },
  { name: 'delay', weigh: ({ shape, tokens }) => delay(shape, tokens) },
  { name: 'telling-call', weigh: ({ tokens }) => Math.min(0.8, tokens.filter((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)).length * 0.4) },
  { name: 'catalogue', weigh: ({ tokens }) => (tokens.some((token) => (token.kind === 'n' && CATALOGUE.test(token.text)) || (token.kind === 'v' && /^@@(?:version|hostname|datadir|servername|global|language|spid)/.test(token.text))) ? 0.8 : 0) },
  { name: 'file', weigh: ({ tokens }) => (tokens.some((token, i) => (token.text === 'outfile' || token.text === 'dumpfile' || token.text === 'infile') && tokens[i - 1] !== undefined && /^(?:into|data|local)$/.test(tokens[i - 1]?.text ?? '')) ? 1.5 : 0) },
  { name: 'hex-string', weigh: ({ tokens }) => (tokens.some((token) => token.kind === '1' && /^0x[0-9a-f]{2,}$/i.test(token.text)) && tokens.some((token) => 'UES&'.includes(token.kind)) ? 0.5 : 0) },
  {
    name: 'closing-comment',
    weigh: ({ shape, tokens, breaks, endsInComment, context }) => {
      const last = tokens[tokens.length - 1];
      if (!endsInComment || last === undefined) return 0;
      const before = tokens[tokens.length - 2];
      if (last.text === '#' && context !== '' && /\w+\s+\w+/.test(tokens[0]?.text ?? '')) return 0;
      if (breaks && /^s[);]*c$/.test(shape)) return /\s\S+\s/.test(tokens[0]?.text ?? '') ? 0.3 : 0.8;
      return before !== undefined && (context !== '' || /[1s)t]/.test(before.kind) || /&[^&]{1,5}c$/.test(shape)) && /[&UESBHWF]/.test(shape) ? 0.5 : 0;
    },
  },
  {
    name: 'spliced-literal',
    weigh: ({ text, context, shape, tokens, breaks }) => {
      if (!breaks) return 0;
      const last = tokens[tokens.length - 1];
      if (last === undefined || last.kind !== 's' || !last.open || /\s/.test(last.text.trim()) || last.text.length > 24) return 0;
      if (/\s\S+\s/.test(tokens[0]?.text ?? '') || text[last.start] !== context) return 0;
      if (!PLAIN_VALUE.test(tokens[0]?.text ?? '') || !PLAIN_VALUE.test(last.text)) return 0;
      if (/^s[&oq!]+s$/.test(shape)) return context === "'" || /^(?:\|\||\+|=)$/.test(tokens[1]?.text ?? '') ? 0.9 : 0;
      return !/[<>]/.test(text) && /^s[oq&][oq!(]*[1nvtsfk].*[oq&][oq!(]*s$/.test(shape) ? 0.9 : 0;
    },
  },
  { name: 'bracketed-literal', weigh: ({ shape, breaks }) => (breaks && /^s\)+[&]\(+s/.test(shape) ? 0.8 : 0) },
  { name: 'arithmetic-call', weigh: ({ shape, tokens }) => (new RegExp(`^\\(*${COMPARABLE}\\)*[oq&]\\(*f\\(`).test(shape) && tokens.some((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)) ? 0.7 : 0) },
  { name: 'bracketed-comment', weigh: ({ shape, endsInComment }) => (endsInComment && /^\([1svtfkoq&!E()]+\)c$/.test(shape) ? 1 : 0) },
  { name: 'session-call', weigh: ({ shape, tokens }) => sessionCalls(shape, tokens) },
  { name: 'case-when', weigh: ({ tokens }) => (tokens.some((token, i) => token.text === 'when' && tokens[i - 1] !== undefined && /case|^[\w]+$/.test(tokens[i - 1]?.text ?? '') && tokens.slice(i + 1).some((later) => later.text === 'then')) ? 0.7 : 0) },
];

/** `or a=a`: a name compared with itself. */
function comparesWithItself(shape: string, tokens: readonly SqlToken[]): boolean {
  const found = /&[!(]*n\)*q\(*n/.exec(shape);
  if (found === null) return false;
  const operator = found.index + found[0].indexOf('q');
  return tokens[operator]?.text === '=' && tokens[found.index + found[0].length - 1]?.text === tokens[found.index + found[0].indexOf('n')]?.text;
}

const SESSION: ReadonlySet<string> = new Set(['version', 'database', 'schema', 'user', 'current_user', 'system_user', 'session_user', 'current_database']);

/** `version()`, `database()`: what a server says about itself, asked for inside another call or compared. */
function sessionCalls(shape: string, tokens: readonly SqlToken[]): number {
  let weight = 0;
  for (let i = 0; i < tokens.length - 2; i++) {
    if (!SESSION.has(tokens[i]?.text ?? '') || shape.slice(i, i + 3) !== 'f()') continue;
    const inside = i >= 2 && tokens[i - 1]?.kind === '(' && TELLING_FUNCTIONS.has(tokens[i - 2]?.text ?? '');
    weight += inside ? 1.1 : shape[i - 1] === 'q' || shape[i + 3] === 'q' ? 0.55 : 0.2;
  }
  return Math.min(1.3, weight);
}

function isAlarming(token: SqlToken, next: SqlToken | undefined): boolean {
  if (!ALARMING_FUNCTIONS.has(token.text) && !/(?:^|\.)(?:xp_cmdshell|xp_dirtree|sp_configure|sp_addsrvrolemember|sp_oacreate|xp_regread)$/.test(token.text)) return false;
  if (token.kind === 'n' && token.text.includes('.') && ALARMING_FUNCTIONS.has(token.text)) return true;
  if (token.kind !== 'f') return /^(?:\w+\.)*(?:xp|sp)_/.test(token.text) && next !== undefined && (next.kind === 's' || next.kind === '1' || next.kind === ';' || next.kind === 'n');
  return next !== undefined && next.kind === '(';
}

/** `sleep(5)` and `waitfor delay '0:0:5'`, not "sleep(8) hours a night". */
function delay(shape: string, tokens: readonly SqlToken[]): number {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as SqlToken;
    if (token.text === 'waitfor' && /^(?:delay|time)$/.test(tokens[i + 1]?.text ?? '')) return 1.4;
    if (token.text !== 'sleep' || token.kind !== 'f') continue;
    const rest = shape.slice(i + 1);
    if (/^\([^)]{0,40}\)+(?:$|[c,;)&o]|L|F)/.test(rest) || (/[&oU,(]/.test(shape[i - 1] ?? '') && rest.length < 60)) return 1.2;
  }
  return 0;
}

/** Says whether a statement begins at a token and goes on as that statement must. */
function isStatement(tokens: readonly SqlToken[], at: number): boolean {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (first === undefined || (first.kind !== 'S' && first.kind !== 'E' && !(first.kind === 'k' && /^(?:if|while|with)$/.test(first.text)))) return false;
  const next = second?.text ?? '';
  switch (first.text) {
    case 'select':
      return isProjection(tokens, at + 1);
    case 'insert':
    case 'replace':
    case 'merge':
      return next === 'into' && third?.kind !== 'p';
    case 'update':
      return tokens.slice(at + 2, at + 6).some((token, i, list) => token.text === 'set' && list[i + 1] !== undefined && tokens[at + 2 + i + 2]?.text === '=');
    case 'delete':
      return next === 'from' && third !== undefined && third.kind !== 'p';
    case 'drop':
    case 'alter':
    case 'create':
    case 'truncate':
      return /^(?:table|database|schema|view|index|function|trigger|user|role|procedure|or|login|temporary|assembly|extension|column|unique|sequence)$/.test(next) && third !== undefined && third.kind !== 'p' && tokens[at + 3]?.kind !== 'p' && tokens[at + 3]?.kind !== 'n';
    case 'exec':
    case 'execute':
      return second !== undefined && ((second.kind === '(' && third?.kind !== ')') || second.kind === 'v' || next === 'immediate' || (second.kind === 'n' && /[._]|^sp|^xp/.test(next)) || (second.kind === 'f' && third?.kind === '('));
    case 'declare':
      return second?.kind === 'v' || /^(?:cursor|continue|exit)$/.test(third?.text ?? '');
    case 'shutdown':
      return second === undefined || second.kind === ';' || second.kind === 'c' || /^(?:with|abort|immediate)$/.test(next);
    case 'waitfor':
      return next === 'delay' || next === 'time';
    case 'grant':
    case 'revoke':
      return tokens.slice(at + 1, at + 12).some((token) => token.text === 'on' || token.text === 'to') && tokens.slice(at + 1, at + 14).some((token) => token.text === '*' || token.kind === 's' || /\./.test(token.text));
    case 'copy':
      return tokens.slice(at + 1).some((token) => token.text === 'program' || /^(?:stdin|stdout)$/.test(token.text)) || (second?.kind === '(' && third?.kind === 'E');
    case 'load':
      return next === 'data' || next === 'xml';
    case 'if':
    case 'while':
      return second?.kind === '(' && tokens.slice(at + 2, at + 40).some((token) => token.kind === 'S' || token.kind === 'E' || (token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)));
    case 'begin':
      return /^(?:try|tran|transaction|declare)$/.test(next) || (second?.kind === 'S' && isStatement(tokens, at + 1));
    case 'backup':
      return next === 'database' || next === 'log';
    case 'kill':
    case 'call':
      return second?.kind === '1' || (second?.kind === 'f' && third?.kind === '(');
    case 'do':
      return second?.kind === 'f' && TELLING_FUNCTIONS.has(next);
    case 'flush':
      return /^(?:privileges|tables|hosts|logs)$/.test(next);
    default:
      return false;
  }
}

/** After `select`: an expression list, not a sentence. */
function isProjection(tokens: readonly SqlToken[], from: number): boolean {
  const shape = tokens
    .slice(from, from + 60)
    .map((token) => (token.text === '*' ? '1' : token.kind))
    .join('');
  if (/^[k!(o]*(?:[1vt]|f\()/.test(shape)) return !/^1[np][np]/.test(shape);
  if (/^k*s(?:[,Fk;cI)])/.test(shape)) return true;
  const clause = shape.indexOf('F');
  if (clause > 0 && /[,(1sv]/.test(shape.slice(0, clause)) && !/[np][np]|p/.test(shape.slice(0, clause).replace(/kn/g, '')) && /^F\(*[nsE]/.test(shape.slice(clause))) return true;
  if (/^[k(]*n(?:kn)?F[(]*[nsE(]/.test(shape)) return !/F\(*[n]?p/.test(shape) && !/^[k(]*nF[n]$/.test(shape);
  return /^\(+E/.test(shape) || /^n+[oq][^F]{0,30}F/.test(shape);
}
