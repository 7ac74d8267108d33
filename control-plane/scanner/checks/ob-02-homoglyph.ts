import type { DefinitionCheck } from '../check.ts';
import { REF } from '../references.ts';

/** Letters that imitate Latin ones inside a Latin word, and letters in mathematical or full-width disguise. */
export const homoglyphs: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-02-homoglyphs',
  version: 1,
  title: 'Look-alike letters',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.homoglyph],
  remediation: 'Reject the definition: a name or word that imitates another is made to pass a filter or an eye.',
  run: ({ reading }) =>
    reading.fields.flatMap(({ field, canonical }) => {
      const odd = canonical.oddities.filter(({ kind }) => kind === 'homoglyph' || kind === 'compatibility');
      if (odd.length === 0) return [];
      const first = odd[0] as (typeof odd)[number];
      const last = odd.at(-1) as (typeof odd)[number];
      const twins = odd.filter(({ kind }) => kind === 'homoglyph').reduce((sum, { start, end }) => sum + end - start, 0);
      const styled = odd.filter(({ kind }) => kind === 'compatibility').reduce((sum, { start, end }) => sum + end - start, 0);
      const isName = field.kind === 'name' || field.kind === 'parameter-name';
      const confidence = isName ? 0.85 : twins > 2 ? 0.75 : twins > 0 ? 0.6 : styled > 8 ? 0.6 : 0.3;
      return [
        {
          path: field.path,
          start: first.start,
          end: last.end,
          key: field.key,
          confidence,
          note: `${twins + styled} letters that imitate Latin ones`,
        },
      ];
    }),
};
