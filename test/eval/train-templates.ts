import type { Example } from './train-corpus.ts';
import { BENIGN_FAMILIES, BENIGN_GRAMMAR } from './train-benign.ts';
import { FAMILIES } from './train-families.ts';
import { seededRandom } from './train-options.ts';
import { expand, pick, type Grammar } from './train-grammar.ts';
import { LANGUAGES } from './train-languages.ts';
import { PHRASES } from './train-phrases.ts';

const PER_FAMILY = 600;
const PER_BENIGN_FAMILY = 700;
const PER_LANGUAGE = 130;
const PER_LANGUAGE_BENIGN = 130;
/** Longest piece of ordinary text around a payload. */
const CARRIER_UNITS = 900;

/**
 * Attacks and look-alikes made from our own phrases, most of them set into ordinary texts of the corpus.
 *
 * Sources are `own/` and a family; the benign text around a payload is named in `carrier`.
 * Deterministic from the seed and the order of `carriers`.
 */
export function composeExamples(seed: number, carriers: readonly Example[]): Example[] {
  const random = seededRandom(seed * 7919 + 3);
  const grammar: Grammar = { ...PHRASES, ...BENIGN_GRAMMAR };
  const out: Example[] = [];
  const usable = carriers.filter((row) => row.label === 0 && row.text.length > 60);
  for (const family of FAMILIES) {
    for (let i = 0; i < PER_FAMILY; i++) {
      const payload = disguise(expand(pick(family.patterns, random), grammar, random), random);
      out.push(place(`own/${family.name}`, payload, usable, random, i, family.kind));
    }
  }
  for (const language of LANGUAGES) {
    const local: Grammar = { ...grammar, lo: language.override, ln: language.note, lg: language.goal, ls: language.secrecy };
    for (let i = 0; i < PER_LANGUAGE; i++) {
      const pattern = pick(LANGUAGE_PATTERNS, random);
      const payload = disguise(capitalise(expand(pattern, local, random)), random);
      out.push(place(`own/lang-${language.code}`, payload, usable, random, i, 'loud'));
    }
    // The same goals said to nobody in particular: a language, or its imperative, must not be what tells.
    const plain = [...language.benign, ...language.benign, '{lg}.', '- {lg}:\n\n`{cmd}`\n', '{lg}. {lg}.', '{Lg}: {thing}'];
    for (let i = 0; i < PER_LANGUAGE_BENIGN; i++) {
      out.push(benign(`own/plain-${language.code}`, capitalise(sentences(plain, local, random)), i));
    }
  }
  for (const family of BENIGN_FAMILIES) {
    for (let i = 0; i < PER_BENIGN_FAMILY; i++) {
      out.push(benign(`own/not-${family.name}`, sentences(family.patterns, grammar, random), i));
    }
  }
  return out;
}

const LANGUAGE_PATTERNS = [
  '{lo}. {lg}.',
  '{lo}. {lg}. {ls}.',
  '{ln} {lo}. {lg}.',
  '{ln} {lg}. {ls}.',
  '{ln} {lg}.',
  '{lg}. {ls}.',
  '{lg}, {ls}.',
  '{ln} {ls}. {lg}.',
  '{lo}!',
  '{lo}, {lg}.',
  '{lo}\n{lg}',
  '<!-- {ln} {lg} -->',
  '{ls}. {lg}.',
  '{ln} {lg}, {lg}. {ls}.',
  '{lo}. {goal}.',
  '{override}. {lg}.',
];

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One to three sentences, joined as texts join them. */
function sentences(patterns: readonly string[], grammar: Grammar, random: () => number): string {
  const count = 1 + Math.floor(random() * 3);
  const parts = Array.from({ length: count }, () => expand(pick(patterns, random), grammar, random));
  return parts.join(pick([' ', '\n', '\n\n', ' '], random));
}

function benign(source: string, text: string, i: number): Example {
  return { id: `${source}-${i}`, source, carrier: null, label: 0, text, span: null, weight: 1, tags: ['own'] };
}

/** Now and then the ways of writing that the scanner itself reads through. */
function disguise(payload: string, random: () => number): string {
  const roll = random();
  if (roll > 0.2) return payload;
  if (roll > 0.16) return payload.toUpperCase();
  if (roll > 0.13) return payload.replace(/ /g, '_');
  if (roll > 0.11) return payload.replace(/ /g, '\n');
  if (roll > 0.09) return [...payload].map((c, i) => (i % 2 === 0 ? c.toLowerCase() : c.toUpperCase())).join('');
  if (roll > 0.07) return payload.replace(/[oieast]/gi, (c) => ({ o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' })[c.toLowerCase()] ?? c);
  if (roll > 0.05) return [...payload].join(' ');
  return payload.replace(/[.!?]/g, '');
}

/** Puts a payload into an ordinary text, or leaves it alone. */
function place(source: string, payload: string, carriers: readonly Example[], random: () => number, i: number, kind: string): Example {
  const id = `${source}-${i}`;
  const tags = ['own', kind];
  const roll = random();
  if (roll < 0.3) return { id, source, carrier: null, label: 1, text: payload, span: [0, payload.length], weight: 1, tags };
  if (roll < 0.42) return inRecord(id, source, payload, random, tags);
  const carrier = pick(carriers, random);
  const from = carrier.text.length > CARRIER_UNITS ? Math.floor(random() * (carrier.text.length - CARRIER_UNITS)) : 0;
  const around = carrier.text.slice(from, from + CARRIER_UNITS);
  const at = placeIn(around, random);
  const [before, after] = pick(SEAMS, random);
  const head = around.slice(0, at) + before;
  return {
    id,
    source,
    carrier: carrier.source,
    label: 1,
    text: head + payload + after + around.slice(at),
    span: [head.length, head.length + payload.length],
    weight: 1,
    tags,
  };
}

const SEAMS: readonly (readonly [string, string])[] = [
  ['\n', '\n'],
  ['\n\n', '\n\n'],
  [' ', ' '],
  ['\n', '\n'],
  ['\n\n', '\n'],
  ['<p>', '</p>'],
  ['<!-- ', ' -->'],
  ['\n> ', '\n'],
  ['\n# ', '\n'],
  ['\n// ', '\n'],
  ['\n- ', '\n'],
  [' "', '" '],
];

/** The start, the end, or the end of a line or sentence. */
function placeIn(text: string, random: () => number): number {
  const roll = random();
  if (roll < 0.12) return 0;
  if (roll < 0.3) return text.length;
  const near = Math.floor(random() * text.length);
  const line = text.indexOf('\n', near);
  if (line >= 0 && random() < 0.7) return line;
  const stop = text.indexOf('. ', near);
  return stop >= 0 ? stop + 1 : line >= 0 ? line : text.length;
}

const KEYS = [
  'review',
  'comment',
  'description',
  'body',
  'content',
  'message',
  'notes',
  'text',
  'title',
  'summary',
  'bio',
  'subject',
  'snippet',
  'note',
  'details',
  'feedback',
  'name',
  'value',
  'reason',
  'abstract',
];
const LEADS = [
  '',
  '',
  '',
  'Great product, works well. ',
  'Meeting moved to 3 pm. ',
  'Hi, thanks for your help. ',
  'We had a nice stay. ',
  'The page could not be found. ',
  'See attached. ',
];

function inRecord(id: string, source: string, payload: string, random: () => number, tags: readonly string[]): Example {
  const value = JSON.stringify(pick(LEADS, random) + payload);
  const other = () =>
    JSON.stringify(
      pick(['Maria', 'open', '2024-05-11', 'Main Street 5', 'a12f', 'done', 'Thanks for the quick delivery.', 'Quarterly report'], random),
    );
  const head = `{"id": ${Math.floor(random() * 9999)}, "${pick(['author', 'status', 'date', 'user'], random)}": ${other()}, "${pick(KEYS, random)}": `;
  const text = `${head}${value}, "${pick(['tags', 'next', 'owner', 'rating'], random)}": ${other()}}`;
  return { id, source, carrier: null, label: 1, text, span: [head.length, head.length + value.length], weight: 1, tags };
}
