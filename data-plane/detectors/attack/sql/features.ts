/**
 * What attacks on SQL statements have in their tokens, and how much each is worth.
 */
import { isStatement } from './statement-start.ts';
import type { SqlContext, SqlToken } from './tokenise.ts';
import { ALARMING_FUNCTIONS, CATALOGUE, TELLING_FUNCTIONS } from './vocabulary.ts';

/** What a feature looks at. */
export interface SqlView {
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

/** One thing that attacks have and prose has not. */
export interface SqlFeature {
  readonly name: string;
  /** What it adds to the case; 1 is enough alone. */
  weigh(view: SqlView): number;
}

/** What a value looks like on either side of the splice: a word or a number, no markup or code. */
const PLAIN_VALUE = /^[\w@. %#*+-]{0,24}$/;
const COMPARABLE = '[1stvn]';
const TAUTOLOGY = /&[!(o]*[1st]\)*[q!]+[!(o]*[1st]/;
const WHERE_TAUTOLOGY = /[WH][!(o]*[1st]\)*[q!]+[!(o]*[1st]/;
const FUNCTION_COMPARED = /&[!(]*f\(/;
const TRUTH = /[&H][!(o]*[1t][)]*(?:[c;&]|L|$)|&[!(]*s[)]*[c;]/;
const COMPARED_NAMES = /[&][!(k]*[nv]\)*[q!]+\(*o*[1snvft(]/;

/** Every feature, in no particular order: their weights are added. */
export const SQL_FEATURES: readonly SqlFeature[] = [
  {
    name: 'union-select',
    weigh: ({ shape, tokens }) => {
      const found = /U(?:k|c|\(|f)*E/.exec(shape);
      if (found === null) return 0;
      const after = shape
        .slice(found.index + found[0].length)
        .replace(/^[kc(!]+/, '')
        .replace(/^o/, '');
      const words = tokens.slice(0, found.index).some((token) => token.kind === '1' || token.kind === 's');
      return /^(?:$|[1stvf;U,])|^[n](?:$|[,Fc)&o])|^F/.test(after) || after === '' ? 1.7 : words && after.startsWith('n') ? 0.5 : 0;
    },
  },
  {
    name: 'tautology',
    weigh: ({ shape, breaks, endsInComment }) =>
      TAUTOLOGY.test(shape) ? 1.4 : WHERE_TAUTOLOGY.test(shape) ? (breaks || endsInComment ? 1.2 : 0.3) : 0,
  },
  {
    name: 'truth',
    weigh: ({ shape, breaks, endsInComment }) =>
      TRUTH.test(shape) && (breaks || endsInComment) && !TAUTOLOGY.test(shape) ? (endsInComment ? 1 : 0.6) : 0,
  },
  { name: 'same-name', weigh: ({ shape, tokens }) => (comparesWithItself(shape, tokens) ? 1.2 : 0) },
  {
    name: 'call-as-condition',
    weigh: ({ shape, breaks, endsInComment }) => (/&[!(]*f\(/.test(shape) && (breaks || endsInComment) ? 0.6 : 0),
  },
  {
    name: 'compared-call',
    weigh: ({ shape, tokens }) =>
      FUNCTION_COMPARED.test(shape) && tokens.some((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)) ? 1.2 : 0,
  },
  {
    name: 'compared-name',
    weigh: ({ shape, breaks, endsInComment }) => (COMPARED_NAMES.test(shape) ? (breaks ? 0.7 : endsInComment ? 0.8 : 0.2) : 0),
  },
  {
    name: 'sub-select',
    weigh: ({ shape }) =>
      /\([(k]*E[(k!o]*(?:[1stv]|f\()/.test(shape) ||
      /\(E[^;]{1,60}F/.test(shape) ||
      /[&oq,]\(*E[(k!o]*(?:[1stv]|f\(|n(?:$|[,Fc)&]|kn?F))/.test(shape)
        ? 1.3
        : 0,
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
  {
    name: 'telling-call',
    weigh: ({ tokens }) => Math.min(0.8, tokens.filter((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)).length * 0.4),
  },
  {
    name: 'catalogue',
    weigh: ({ tokens }) =>
      tokens.some(
        (token) =>
          (token.kind === 'n' && CATALOGUE.test(token.text)) ||
          (token.kind === 'v' && /^@@(?:version|hostname|datadir|servername|global|language|spid)/.test(token.text)),
      )
        ? 0.8
        : 0,
  },
  {
    name: 'file',
    weigh: ({ tokens }) =>
      tokens.some(
        (token, i) =>
          (token.text === 'outfile' || token.text === 'dumpfile' || token.text === 'infile') &&
          tokens[i - 1] !== undefined &&
          /^(?:into|data|local)$/.test(tokens[i - 1]?.text ?? ''),
      )
        ? 1.5
        : 0,
  },
  {
    name: 'hex-string',
    weigh: ({ tokens }) =>
      tokens.some((token) => token.kind === '1' && /^0x[0-9a-f]{2,}$/i.test(token.text)) &&
      tokens.some((token) => 'UES&'.includes(token.kind))
        ? 0.5
        : 0,
  },
  {
    name: 'closing-comment',
    weigh: ({ shape, tokens, breaks, endsInComment, context }) => {
      const last = tokens[tokens.length - 1];
      if (!endsInComment || last === undefined) return 0;
      const before = tokens[tokens.length - 2];
      if (last.text === '#' && context !== '' && /\w+\s+\w+/.test(tokens[0]?.text ?? '')) return 0;
      if (breaks && /^s[);]*c$/.test(shape)) return /\s\S+\s/.test(tokens[0]?.text ?? '') ? 0.3 : 0.8;
      return before !== undefined &&
        (context !== '' || /[1s)t]/.test(before.kind) || /&[^&]{1,5}c$/.test(shape)) &&
        /[&UESBHWF]/.test(shape)
        ? 0.5
        : 0;
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
  {
    name: 'arithmetic-call',
    weigh: ({ shape, tokens }) =>
      new RegExp(`^\\(*${COMPARABLE}\\)*[oq&]\\(*f\\(`).test(shape) &&
      tokens.some((token) => token.kind === 'f' && TELLING_FUNCTIONS.has(token.text))
        ? 0.7
        : 0,
  },
  { name: 'bracketed-comment', weigh: ({ shape, endsInComment }) => (endsInComment && /^\([1svtfkoq&!E()]+\)c$/.test(shape) ? 1 : 0) },
  { name: 'session-call', weigh: ({ shape, tokens }) => sessionCalls(shape, tokens) },
  {
    name: 'case-when',
    weigh: ({ tokens }) =>
      tokens.some(
        (token, i) =>
          token.text === 'when' &&
          tokens[i - 1] !== undefined &&
          /case|^[\w]+$/.test(tokens[i - 1]?.text ?? '') &&
          tokens.slice(i + 1).some((later) => later.text === 'then'),
      )
        ? 0.7
        : 0,
  },
];

/** `or a=a`: a name compared with itself. */
function comparesWithItself(shape: string, tokens: readonly SqlToken[]): boolean {
  const found = /&[!(]*n\)*q\(*n/.exec(shape);
  if (found === null) return false;
  const operator = found.index + found[0].indexOf('q');
  return (
    tokens[operator]?.text === '=' && tokens[found.index + found[0].length - 1]?.text === tokens[found.index + found[0].indexOf('n')]?.text
  );
}

const SESSION: ReadonlySet<string> = new Set([
  'version',
  'database',
  'schema',
  'user',
  'current_user',
  'system_user',
  'session_user',
  'current_database',
]);

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
  if (
    !ALARMING_FUNCTIONS.has(token.text) &&
    !/(?:^|\.)(?:xp_cmdshell|xp_dirtree|sp_configure|sp_addsrvrolemember|sp_oacreate|xp_regread)$/.test(token.text)
  )
    return false;
  if (token.kind === 'n' && token.text.includes('.') && ALARMING_FUNCTIONS.has(token.text)) return true;
  if (token.kind !== 'f')
    return (
      /^(?:\w+\.)*(?:xp|sp)_/.test(token.text) &&
      next !== undefined &&
      (next.kind === 's' || next.kind === '1' || next.kind === ';' || next.kind === 'n')
    );
  return next !== undefined && next.kind === '(';
}

/** `sleep(5)` and `waitfor delay '0:0:5'`, not "sleep(8) hours a night". */
function delay(shape: string, tokens: readonly SqlToken[]): number {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as SqlToken;
    if (token.text === 'waitfor' && /^(?:delay|time)$/.test(tokens[i + 1]?.text ?? '')) return 1.4;
    if (token.text !== 'sleep' || token.kind !== 'f') continue;
    const rest = shape.slice(i + 1);
    if (/^\([^)]{0,40}\)+(?:$|[c,;)&oq]|L|F)/.test(rest) || (/[&oU,(]/.test(shape[i - 1] ?? '') && rest.length < 60)) return 1.2;
  }
  return 0;
}
