import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';

/** Runs of white space that push text out of what a client shows. */
export const padding: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-05-padding',
  version: 1,
  title: 'Padding that pushes text out of view',
  class: 'attack',
  severity: 'medium',
  references: [REF.toolPoisoning, REF.uiMisrepresentation],
  remediation: 'Read the text beyond the gap before anything else.',
  run: ({ reading }: DefinitionSubject): Evidence[] =>
    reading.fields.flatMap(({ field }) => {
      if (field.kind !== 'description' && field.kind !== 'parameter-description' && field.kind !== 'title' && field.kind !== 'instructions')
        return [];
      const gap = GAP.exec(field.text);
      if (gap === null) return [];
      const after = field.text.slice(gap.index + gap[0].length).trim();
      const columns = !gap[0].includes('\n');
      return after.length < 8
        ? []
        : [
            {
              path: field.path,
              start: gap.index,
              end: gap.index + gap[0].length,
              confidence: columns ? (gap[0].length >= 80 ? 0.8 : 0.45) : 0.8,
              note: 'text follows after a long run of white space',
            },
          ];
    }),
};

const GAP = /[ \t\u00a0\u2000-\u200a\u3000]{60}[ \t\u00a0\u2000-\u200a\u3000]*|(?:[ \t]*[\r\n]){12}\s*/;
