import type { Form } from './lexicon.ts';

/**
 * The forms of an English verb: `send/sent` gives send, sends, sending, sent.
 *
 * Shape: `base`, `base/past` or `base/past/participle`; without a past one is made regularly.
 */
export function inflect(spec: string): readonly (readonly [string, Form])[] {
  const [base, ...past] = spec.split('/') as [string, ...string[]];
  const stem = base.endsWith('e') && !base.endsWith('ee') ? base.slice(0, -1) : doubles(base) ? base + base.at(-1) : base;
  const third = /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : /(?:s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`;
  const regular = /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${stem}ed`;
  const ing = base === 'lie' ? 'lying' : `${stem}ing`;
  const forms: [string, Form][] = [
    [base, 'base'],
    [third, 'third'],
    [ing, 'ing'],
  ];
  for (const word of past.length > 0 ? past : [regular]) if (word !== base) forms.push([word, 'past']);
  return forms;
}

/** One vowel before one consonant at the end of a short, or end-stressed, verb: the consonant doubles. */
function doubles(base: string): boolean {
  return DOUBLING.has(base) || (base.length <= 4 && /^[^aeiou]+[aeiou][bdgklmnprt]$/.test(base));
}
const DOUBLING = new Set(['forget', 'submit', 'transmit', 'permit', 'omit', 'transfer', 'prefer', 'refer', 'format', 'eavesdrop']);
