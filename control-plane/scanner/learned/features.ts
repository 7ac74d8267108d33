import { C } from '../text/concepts.ts';
import type { Concept } from '../text/concepts.ts';
import { isOrder } from '../text/query.ts';
import type { Sentence } from '../text/sentences.ts';

/** Buckets that features are hashed into. */
export const DIMENSIONS = 1 << 15;

/** Where a sentence stands, as far as the model is told. */
export type Place = 'opening' | 'description' | 'parameter' | 'elsewhere';

/**
 * The features of a sentence: words, pairs of neighbouring words, ideas, ideas that are outside the tool's purpose, ideas
 * in the form of an order, and pairs of ideas. Addresses, paths and numbers count as what they are, not as themselves.
 *
 * Returns: distinct bucket numbers. Cost: linear in the tokens plus the square of at most 24 ideas.
 */
export function featuresOf(sentence: Sentence, place: Place, purpose: ReadonlySet<Concept>): number[] {
  const found = new Set<number>();
  const words = sentence.tokens.slice(0, MAX_TOKENS).map((token, index) => classed(sentence, index, token.word));
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    found.add(bucket(`u${word}`));
    const next = words[index + 1];
    const second = words[index + 2];
    if (next !== undefined) found.add(bucket(`b${word} ${next}`));
    if (second !== undefined) found.add(bucket(`s${word}_${second}`));
  }
  const ideas: number[] = [];
  sentence.at.forEach((places, concept) => {
    if (places === undefined || ideas.length >= MAX_IDEAS) return;
    ideas.push(concept);
    found.add(bucket(`c${concept}`));
    if (!purpose.has(concept as Concept)) found.add(bucket(`o${concept}`));
    if (places.some((index) => index < MAX_TOKENS && isOrder(sentence, index))) {
      ideas.push(ORDERED + concept);
      found.add(bucket(`r${concept}`));
    }
  });
  for (let i = 0; i < ideas.length; i += 1) for (let j = i + 1; j < ideas.length; j += 1) found.add(bucket(`p${ideas[i]}.${ideas[j]}`));
  found.add(bucket(`at ${place}`));
  found.add(bucket(`form ${sentence.tokens[0]?.form ?? 'none'}`));
  if (sentence.tag !== null) found.add(bucket('tag'));
  if (sentence.label !== null) found.add(bucket('label'));
  return [...found];
}

const MAX_TOKENS = 60;
const MAX_IDEAS = 24;
const ORDERED = 200;

/** A literal by its kind, a number as a number, a word as itself. */
function classed(sentence: Sentence, index: number, word: string): string {
  if (/[^a-z-]/.test(word)) {
    if (/^https?:/.test(word) && DOC_PAGE.test(word)) return '<page>';
    for (const [concept, kind] of KINDS) if (sentence.at[concept]?.includes(index) === true) return kind;
    if (/\d/.test(word)) return '<number>';
  }
  return word.toLowerCase();
}
const DOC_PAGE = /docs?[./]|\.html|wiki|github\.com|developer|reference|spec|rfc|guide|\/api\b/;
const KINDS: readonly (readonly [Concept, string])[] = [
  [C.secretPath, '<secret-place>'],
  [C.url, '<url>'],
  [C.email, '<mail>'],
  [C.ip, '<ip>'],
  [C.phone, '<account>'],
  [C.identifier, '<identifier>'],
  [C.file, '<file>'],
];

/** FNV-1a with a final mix. */
function bucket(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0x5bd1e995);
  hash ^= hash >>> 15;
  return (hash >>> 0) % DIMENSIONS;
}
