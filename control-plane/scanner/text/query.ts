import { C } from './concepts.ts';
import type { Concept } from './concepts.ts';
import type { Sentence, Token } from './sentences.ts';

/** Two or more token indexes of a sentence, in ascending order. */
export type Hit = readonly number[];

/** Whether a sentence holds an idea. */
export function has(sentence: Sentence, ...concepts: readonly Concept[]): boolean {
  return concepts.some((concept) => sentence.at[concept] !== undefined);
}

/** The first place of any of these ideas, or null. */
export function first(sentence: Sentence, ...concepts: readonly Concept[]): number | null {
  let found: number | null = null;
  for (const concept of concepts) {
    const index = sentence.at[concept]?.[0];
    if (index !== undefined && (found === null || index < found)) found = index;
  }
  return found;
}

/** The closest pair in which an idea of the first group is followed, within `gap` tokens, by one of the second. Null when there is none. */
export function followed(
  sentence: Sentence,
  earlier: readonly Concept[],
  later: readonly Concept[],
  gap: number,
  accept: (index: number) => boolean = always,
): Hit | null {
  let best: Hit | null = null;
  for (const a of earlier) {
    for (const i of sentence.at[a] ?? []) {
      if (!accept(i)) continue;
      for (const b of later) {
        for (const j of sentence.at[b] ?? []) {
          if (j < i || j - i > gap || (j === i && !isUnspaced(sentence, i))) continue;
          if (best === null || j - i < (best.at(-1) as number) - (best[0] as number)) best = [i, j];
        }
      }
    }
  }
  return best;
}

/** As `followed`, in either order. */
export function near(
  sentence: Sentence,
  one: readonly Concept[],
  other: readonly Concept[],
  gap: number,
  accept: (index: number) => boolean = always,
): Hit | null {
  const forward = followed(sentence, one, other, gap, accept);
  const backward = followed(sentence, other, one, gap);
  const reversed = backward === null || !accept(backward.at(-1) as number) ? null : backward;
  if (forward === null) return reversed;
  if (reversed === null) return forward;
  return (forward.at(-1) as number) - (forward[0] as number) <= (reversed.at(-1) as number) - (reversed[0] as number) ? forward : reversed;
}

/** Whether a token is negated: a "not", "never", "without" up to three tokens before it, or "no longer". */
export function negated(sentence: Sentence, index: number): boolean {
  for (const concept of [C.not, C.without] as const) {
    for (const at of sentence.at[concept] ?? []) if (at < index && index - at <= 3) return true;
  }
  return false;
}

/** Whether a verb is an order or a plain statement, not a noun or a thing done to something else. */
export function isAct(sentence: Sentence, index: number): boolean {
  const token = sentence.tokens[index] as Token;
  if (isUnspaced(sentence, index)) return true;
  if (token.form === null) return false;
  const before = sentence.tokens[index - 1]?.word ?? '';
  if ((token.form === 'base' || token.form === 'ing') && DETERMINERS.has(before)) return false;
  if (token.word === 'including') return false;
  if (
    token.form === 'base' &&
    NOUNISH.has(token.word) &&
    index > 0 &&
    !(token.opens && OBJECTS.has(sentence.tokens[index + 1]?.word ?? '')) &&
    !LEADS.has(before) &&
    !/[a-z]{3}s$/.test(before) &&
    !has1(sentence, C.must, index - 1) &&
    !has1(sentence, C.not, index - 1) &&
    !has1(sentence, C.silent, index - 1)
  )
    return false;
  return token.form !== 'past' || PASSIVE.has(before);
}
const DETERMINERS = new Set([
  'the',
  'a',
  'an',
  'this',
  'its',
  'their',
  'his',
  'my',
  'of',
  'per',
  'each',
  'any',
  'specific',
  'new',
  'all',
  'no',
  'some',
  'or',
  'your',
]);
/** Verbs that are as often nouns: only in the place of a verb do they count. */
const NOUNISH = new Set([
  'email',
  'mail',
  'copy',
  'log',
  'record',
  'report',
  'share',
  'stream',
  'post',
  'ship',
  'route',
  'forward',
  'transfer',
  'query',
  'search',
  'answer',
  'output',
  'state',
  'print',
  'mirror',
  'change',
  'view',
  'access',
  'load',
  'track',
  'watch',
  'display',
  'output',
  'mask',
  'cover',
  'monitor',
  'trigger',
  'start',
  'round',
  'double',
  'put',
  'place',
  'patch',
  'access',
  'override',
  'bypass',
  'leak',
  'spy',
  'exploit',
  'export',
  'upload',
  'release',
  'flag',
  'filter',
  'scan',
  'test',
  'audit',
  'review',
  'call',
  'use',
  'trust',
  'command',
]);
const OBJECTS = new Set([
  'the',
  'a',
  'an',
  'all',
  'every',
  'each',
  'any',
  'this',
  'that',
  'it',
  'them',
  'your',
  'their',
  'its',
  "user's",
  'user',
  'everything',
]);
const LEADS = new Set([
  'and',
  'then',
  'also',
  'always',
  'to',
  'must',
  'should',
  'will',
  'please',
  'you',
  'first',
  'next',
  'instead',
  'never',
  'not',
  "don't",
  'just',
  'can',
  'may',
  'immediately',
  'automatically',
  'secretly',
  'silently',
  'quietly',
  'first',
  'or',
  'shall',
  'additionally',
  'simply',
  'it',
  'they',
  'tool',
  'before',
  'directly',
  'assistant',
  'agent',
  'model',
  'that',
  'which',
]);

function has1(sentence: Sentence, concept: Concept, index: number): boolean {
  return sentence.at[concept]?.includes(index) === true;
}
const PASSIVE = new Set([
  'is',
  'are',
  'be',
  'been',
  'being',
  'and',
  'then',
  'automatically',
  'silently',
  'also',
  'was',
  'were',
  'will',
  'secretly',
  'get',
]);

/** Every span of a hit is inside quotation marks. */
export function isQuoted(sentence: Sentence, hit: Hit): boolean {
  return hit.length > 0 && hit.every((index) => sentence.tokens[index]?.quoted === true);
}

/**
 * How much of the confidence is left for a hit in a sentence that speaks *about* attacks rather than making one:
 * a detector that lists what it looks for, an example, a denial. 1 in an ordinary sentence.
 */
export function mention(sentence: Sentence, hit: Hit, aboutAttacks: boolean): number {
  const from = hit[0] as number;
  let weight = 1;
  for (const index of sentence.at[C.detect] ?? []) {
    const token = sentence.tokens[index] as Token;
    const leading = index <= 1 || (index <= 8 && (token.form === 'third' || sentence.tokens[index - 1]?.word === 'that'));
    if (leading && index < from && token.form !== null && token.form !== 'past' && isAct(sentence, index) && !negated(sentence, index))
      weight = Math.min(weight, 0.35);
  }
  if (
    sentence.colon !== null &&
    sentence.colon < from &&
    sentence.tokens.slice(Math.max(0, sentence.colon - 1), sentence.colon + 1).some((token) => DATUM.has(token.word))
  )
    weight = Math.min(weight, 0.5);
  for (const index of sentence.at[C.example] ?? []) if (index < from) weight = Math.min(weight, 0.5);
  if (isQuoted(sentence, hit)) weight = Math.min(weight, aboutAttacks ? 0.25 : 0.6);
  else if (aboutAttacks) weight = Math.min(weight, hit.some((index) => isOrder(sentence, index)) ? 0.85 : 0.5);
  return weight;
}

/** The span of a hit in the canonical text, from its first to its last token. */
export function spanOf(sentence: Sentence, hit: Hit): { start: number; end: number } {
  const start = sentence.tokens[Math.min(...hit)] as Token;
  const end = sentence.tokens[Math.max(...hit)] as Token;
  return { start: start.start, end: end.end };
}

/** Words that, before a colon, introduce a piece of data. */
const DATUM = new Set([
  'text',
  'output',
  'response',
  'reply',
  'sample',
  'example',
  'examples',
  'string',
  'phrase',
  'payload',
  'shows',
  'training',
  'fixture',
  'expected',
  'mock',
  'template',
  'contains',
  'returns',
  'returned',
  'pattern',
  'patterns',
  'strings',
  'phrases',
  'like',
]);

/** Whether a token is a run of a script that sets no words apart: one token may hold a whole clause. */
export function isUnspaced(sentence: Sentence, index: number): boolean {
  return /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(sentence.tokens[index]?.word ?? '');
}

function always(): boolean {
  return true;
}

/** Whether the verb at `index` is an order: in its base form, or after "must", "you", "please" or "always". */
export function isOrder(sentence: Sentence, index: number): boolean {
  const token = sentence.tokens[index] as Token;
  if (isUnspaced(sentence, index)) return true;
  if (token.form === null || !isAct(sentence, index)) return false;
  if (token.form === 'base') return !TO.has(sentence.tokens[index - 1]?.word ?? '') || has(sentence, C.must);
  return [C.must, C.you].some((concept) => sentence.at[concept]?.some((at) => at < index && index - at <= 4) === true);
}
const TO = new Set(['to', 'can', 'may', 'could', 'might', 'will', 'would', 'helps', 'lets', 'allows']);

/** Whether the word at `index` is one of these. */
export function wordAt(sentence: Sentence, index: number, words: ReadonlySet<string>): boolean {
  const token = sentence.tokens[index];
  return token !== undefined && words.has(token.word);
}

/** Token indexes of any of these words. */
export function wordsAt(sentence: Sentence, words: ReadonlySet<string>): number[] {
  const found: number[] = [];
  sentence.tokens.forEach((token, index) => {
    if (words.has(token.word)) found.push(index);
  });
  return found;
}
