/**
 * Weighs what in a list of tokens speaks for an attack on a statement and what speaks for prose.
 */
import { SQL_FEATURES, type SqlView } from './features.ts';
import type { SqlContext, SqlToken } from './tokenise.ts';

/** The case for an attack; `strength` at or above 1 is an attack. */
export interface SqlEvidence {
  readonly strength: number;
  /** The strongest feature's name. */
  readonly reason: string;
}

/** Weighs the evidence in tokens that were read in `context`. */
export function weighSql(text: string, tokens: readonly SqlToken[], context: SqlContext): SqlEvidence {
  const shape = shapeOf(tokens);
  const breaks = context !== '' && BREAK.test(shape);
  if (context !== '' && !breaks) return NOTHING;
  const endsInComment = isClosing(tokens[tokens.length - 1], text);
  const view: SqlView = { text, tokens, shape, context, breaks, endsInComment };
  let strength = 0;
  let best = 0;
  let reason = 'none';
  for (const feature of SQL_FEATURES) {
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

/** Says whether what follows a closed literal could go on with a statement; four tokens tell. */
export function goesOn(tokens: readonly SqlToken[]): boolean {
  return BREAK.test(shapeOf(tokens));
}

function shapeOf(tokens: readonly SqlToken[]): string {
  let shape = '';
  for (const token of tokens) shape += token.kind;
  return shape;
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
function prose({ shape, tokens }: SqlView): number {
  const plain = (shape.match(/p/g) ?? []).length;
  const pairs = (shape.match(/[np](?=[np])/g) ?? []).length;
  const long = tokens.length >= 240 ? 1 : 0;
  return Math.min(2, plain * 0.3 + Math.max(0, pairs - 1) * 0.3 + long);
}
