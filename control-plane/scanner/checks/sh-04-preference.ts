import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { place } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isOrder, mention, near, negated, spanOf, wordsAt } from '../text/query.ts';
import { foreignTool } from './foreign-tool.ts';
import type { Hit } from '../text/query.ts';
import type { FieldReading } from '../text/reading.ts';
import type { Sentence } from '../text/sentences.ts';

/**
 * The definition tries to be chosen: it claims the field for itself, runs down other tools, or sells itself.
 *
 * Honest marketing ("fast, reliable") is one kind of claim; several kinds together, or telling the model not to use
 * others, is manipulation.
 */
export const preference: DefinitionCheck = {
  scope: 'definition',
  id: 'sh-04-preference',
  version: 1,
  title: 'Tries to be chosen over other tools',
  class: 'attack',
  severity: 'medium',
  references: [REF.toolPoisoning, REF.intentSubversion, REF.safeShadowing],
  remediation: 'Override the description with a neutral one, or approve it knowing that it steers the model.',
  run,
};

function run(subject: DefinitionSubject): Evidence[] {
  let best: Evidence | null = null;
  const kinds = new Map<string, number>();
  for (const reading of subject.reading.fields) {
    if (reading.field.kind !== 'description' && reading.field.kind !== 'title' && reading.field.kind !== 'instructions') continue;
    for (const sentence of reading.sentences) {
      for (const claim of claimsOf(sentence, subject)) {
        const weight = mention(sentence, claim.hit, subject.reading.aboutAttacks);
        kinds.set(
          claim.kind,
          Math.min(Math.max(CAP, kinds.get(claim.kind) ?? 0, claim.weight * weight), (kinds.get(claim.kind) ?? 0) + claim.weight * weight),
        );
        if (best === null || claim.weight > best.confidence) best = evidence(reading, sentence, claim.hit, claim.weight);
      }
    }
  }
  const claims = [...kinds.values()].reduce((sum, weight) => sum + weight, 0);
  if (best === null || claims < 0.3) return [];

  return [
    {
      ...best,
      confidence: Math.min(0.92, claims),
      note: `it claims to be preferred (${[...kinds.keys()].sort().join(', ')})`,
      ...(kinds.has('suppression') && claims > 0.85 ? { severity: 'high' as const } : {}),
    },
  ];
}

/** What claims of one kind, repeated, add up to at most. */
const CAP = 0.45;

interface Claim {
  readonly kind: 'exclusivity' | 'suppression' | 'superiority' | 'insistence' | 'endorsement' | 'pressure';
  readonly hit: Hit;
  readonly weight: number;
}

function claimsOf(sentence: Sentence, { reading, siblings }: DefinitionSubject): Claim[] {
  const claims: Claim[] = [];
  const self =
    has(sentence, C.thisTool) ||
    sentence.tokens.some(
      (token) => token.word.toLowerCase() === reading.name.toLowerCase() || token.word === 'this' || token.word === 'me',
    );
  const others = wordsAt(sentence, OTHERS);
  const suppress = followed(sentence, [C.not], [C.call, C.prefer], 3);
  const refersOther = sentence.at[C.otherTool]?.[0] ?? others[0];
  if (
    suppress !== null &&
    refersOther !== undefined &&
    refersOther > (suppress[0] as number) &&
    !sentence.tokens.some((token) => siblings?.has(token.word) === true)
  )
    claims.push({ kind: 'suppression', hit: [...suppress, refersOther].sort((a, b) => a - b), weight: 0.55 });
  const retired = foreignTool(sentence, reading.name, reading.parameterNames, siblings);
  const unused =
    retired === null
      ? undefined
      : wordsAt(sentence, USED).find((at) => at > retired && (sentence.at[C.not] ?? []).some((not) => not < at && at - not <= 2));
  if (retired !== null && unused !== undefined && wordsAt(sentence, AGAIN).length > 0)
    claims.push({ kind: 'suppression', hit: [retired, unused], weight: 0.55 });
  const ignored = followed(
    sentence,
    [C.ignore],
    [C.tool, C.otherTool],
    5,
    (index) => isOrder(sentence, index) && !negated(sentence, index),
  );
  if (ignored !== null && (has(sentence, C.otherTool) || sentence.tokens.some((token) => token.word === 'other')))
    claims.push({ kind: 'suppression', hit: ignored, weight: 0.55 });
  const inferior = wordsAt(sentence, INFERIOR)[0];
  if (inferior !== undefined && (refersOther !== undefined || has(sentence, C.tool)))
    claims.push({ kind: 'suppression', hit: [inferior], weight: 0.4 });
  const pressure = wordsAt(sentence, PRESSURE);
  if (pressure.length > 0)
    claims.push({
      kind: 'pressure',
      hit: [pressure[0] as number],
      weight: Math.min(0.4, 0.12 * pressure.length + (pressure.some((at) => HURRY.has(sentence.tokens[at]?.word ?? '')) ? 0.15 : 0)),
    });
  const instead = sentence.at[C.instead]?.[0];
  if (
    instead !== undefined &&
    refersOther !== undefined &&
    refersOther > instead &&
    refersOther - instead <= 5 &&
    (self || has(sentence, C.call))
  )
    claims.push({ kind: 'suppression', hit: [instead, refersOther], weight: 0.5 });
  const over = wordsAt(sentence, OVER)[0];
  if (over !== undefined && has(sentence, C.prefer) && refersOther !== undefined && refersOther > over)
    claims.push({ kind: 'suppression', hit: [over, refersOther], weight: 0.45 });
  const noMatter = wordsAt(sentence, NO_MATTER)[0];
  if (noMatter !== undefined && self && has(sentence, C.call))
    claims.push({ kind: 'insistence', hit: [noMatter], weight: 0.42 + (has(sentence, C.urgent) ? 0.1 : 0) });
  const insist =
    followed(sentence, [C.always, C.must], [C.call, C.prefer], 4, (index) => !negated(sentence, index)) ??
    followed(sentence, [C.call, C.prefer], [C.always], 4, () => wordsAt(sentence, STANDING).length > 0);
  if (
    insist !== null &&
    self &&
    (has(sentence, C.thisTool) || wordsAt(sentence, POINTING).some((at) => Math.abs(at - (insist.at(-1) as number)) <= 3)) &&
    (wordsAt(sentence, BOUND).length === 0 || (wordsAt(sentence, EVERY).length > 0 && !wordsAt(sentence, STEP).length))
  )
    claims.push({
      kind: 'insistence',
      hit: insist,
      weight: sentence.at[C.always]?.some((at) => INSIST.has(sentence.tokens[at]?.word ?? '')) === true ? 0.38 : 0.2,
    });
  const only = followed(sentence, [C.only], [C.best, C.tool, C.thisTool, C.call], 5);
  if (
    only !== null &&
    (has(sentence, C.thisTool) || has(sentence, C.tool) || has(sentence, C.otherTool)) &&
    wordsAt(sentence, SOLE).length > 0
  )
    claims.push({ kind: 'exclusivity', hit: only, weight: has(sentence, C.best, C.otherTool) ? 0.4 : 0.25 });
  const superlatives = new Set(wordsAt(sentence, SUPERLATIVE).map((at) => sentence.tokens[at]?.word)).size;
  const best =
    near(sentence, [C.best], [C.tool, C.thisTool, C.otherTool], 6) ??
    (superlatives > 2 ? wordsAt(sentence, SUPERLATIVE).slice(0, 2) : null);
  if (best !== null && !wordsAt(sentence, PRACTICE).length) {
    const strength = superlatives;
    claims.push({
      kind: 'superiority',
      hit: best,
      weight: Math.min(0.5, 0.16 + 0.13 * strength + (has(sentence, C.otherTool) || others.length > 0 ? 0.15 : 0)),
    });
  }
  const endorsed = wordsAt(sentence, ENDORSED)[0];
  const crowd = wordsAt(sentence, CROWD);
  if (
    endorsed !== undefined &&
    (has(sentence, C.best) || wordsAt(sentence, SUPERLATIVE).length > 1 || sentence.tokens[endorsed + 1]?.word === 'by' || crowd.length > 0)
  )
    claims.push({
      kind: 'endorsement',
      hit: [endorsed],
      weight: sentence.tokens[endorsed + 1]?.word === 'by' || crowd.length > 0 ? 0.32 : 0.22,
    });
  else if (crowd.length > 1) claims.push({ kind: 'endorsement', hit: crowd, weight: 0.25 });
  return claims;
}

function evidence(reading: FieldReading, sentence: Sentence, hit: Hit, confidence: number): Evidence {
  return { ...place(reading, spanOf(sentence, hit)), confidence, note: '' };
}

const OTHERS = new Set(['another', 'others', 'alternatives', 'competitors', 'alternative', 'competing', 'similar', 'else']);
const OVER = new Set(['over', 'above', 'before', 'to', 'than']);
const NO_MATTER = new Set(['matter', 'regardless', 'irrespective']);
const BOUND = new Set(['first', 'obtain', 'id', 'unless', 'returned', 'before', 'when', 'if', 'after', 'need', 'needs', 'for']);
const USED = new Set(['used', 'called', 'invoked', 'trusted', 'chosen']);
const AGAIN = new Set(['more', 'anymore', 'longer', 'again', 'ever']);
const STANDING = new Set(['always', 'whenever', 'everytime']);
const POINTING = new Set(['this', 'me', 'it']);
const INSIST = new Set(['always', 'every', 'whenever', 'any', 'all']);
const SOLE = new Set(['only', 'exclusively', 'solely', 'sole', 'exclusive']);
const SUPERLATIVE = new Set([
  'best',
  'superior',
  'fastest',
  'safest',
  'reliable',
  'accurate',
  'official',
  'trusted',
  'authoritative',
  'optimal',
  'premium',
  'secure',
  'advanced',
  'better',
  'faster',
  'preferred',
  'recommended',
  'verified',
  'certified',
  'enhanced',
  'unmatched',
  'ultimate',
  'leading',
  'award-winning',
  'popular',
  'perfect',
  'guaranteed',
  'flagship',
  'top-rated',
  '#1',
]);
const PRACTICE = new Set([
  'practice',
  'practices',
  'match',
  'effort',
  'guess',
  'results',
  'sellers',
  'selling',
  'suited',
  'route',
  'answer',
  'documentation',
]);
const ENDORSED = new Set([
  'endorsed',
  'certified',
  'approved',
  'recommended',
  'trusted',
  'official',
  'officially',
  'verified',
  'award-winning',
  'rated',
  'featured',
  'proven',
  'outperforms',
]);
const CROWD = new Set([
  'million',
  'millions',
  'users',
  'experts',
  'companies',
  'reviews',
  'five-star',
  '5-star',
  'customers',
  'researchers',
  'fortune',
  'satisfaction',
  'professionals',
  'developers',
  'enterprises',
  'teams',
]);
const INFERIOR = new Set(['inferior', 'competitors', 'outdated', 'unreliable', 'obsolete', 'subpar', 'lesser']);
const PRESSURE = new Set([
  'hurry',
  'limited',
  'exclusive',
  'vip',
  'elite',
  'premium',
  'unbeatable',
  'unparalleled',
  'revolutionary',
  'guaranteed',
  'expires',
  'today',
  'amazing',
  'incredible',
  'must-have',
  'miss',
  'settle',
  'scientifically',
  'military-grade',
  'enterprise-grade',
  'world-class',
  'unmatched',
  'ultimate',
  'superior',
  'inferior',
  'behind',
  'game-changing',
  '10x',
  '100x',
  'secret',
]);
const HURRY = new Set([
  'hurry',
  'exclusive',
  'vip',
  'elite',
  'settle',
  'inferior',
  'unbeatable',
  'must-have',
  'unparalleled',
  'scientifically',
  'game-changing',
]);
const EVERY = new Set(['all', 'every', 'any', 'always']);
const STEP = new Set(['first', 'before', 'id', 'unless', 'returned', 'obtain', 'after']);
