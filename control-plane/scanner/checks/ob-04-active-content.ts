import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { has } from '../text/query.ts';
import { readSentences } from '../text/sentences.ts';

/** Content that acts or hides where it is shown: terminal escapes, script, frames, comments with orders, image beacons. */
export const activeContent: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-04-active-content',
  version: 1,
  title: 'Terminal escapes, script, hidden markup or beacons',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeSteganography, REF.uiMisrepresentation],
  remediation: 'Reject the definition: a description is plain text.',
  run,
};

function run({ reading }: DefinitionSubject): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { field, canonical } of reading.fields) {
    const add = (start: number, end: number, confidence: number, note: string): void =>
      void evidence.push({ path: field.path, start, end, key: field.key, confidence, note });
    const ansi = canonical.oddities.find(({ kind }) => kind === 'ansi');
    if (ansi !== undefined) add(ansi.start, ansi.end, 0.85, 'a terminal escape sequence');
    const script = SCRIPT.exec(field.text);
    if (script !== null) {
      const spoken =
        /`/.test(field.text.slice(Math.max(0, script.index - 3), script.index)) || MENTIONED.test(field.text.slice(script.index));
      add(script.index, script.index + script[0].length, spoken ? 0.25 : 0.75, 'script or a frame');
    }
    const beacon = BEACON.exec(field.text);
    if (beacon !== null)
      add(
        beacon.index,
        beacon.index + beacon[0].length,
        CARRIES.test(beacon[1] as string) ? 0.75 : 0.4,
        'an image that would be loaded with data in its address',
      );
    for (const match of field.text.matchAll(/<!--([\s\S]{0,4000}?)(?:-->|$)/g)) {
      const orders = readSentences(match[1] ?? '').some(
        (sentence) =>
          has(
            sentence,
            C.secret,
            C.secretPath,
            C.systemPrompt,
            C.model,
            C.ignore,
            C.safety,
            C.conversation,
            C.silent,
            C.email,
            C.attacker,
          ) && sentence.tokens.length >= 3,
      );
      const short = (match[1] ?? '').trim().length < 3;
      if (!short)
        add(
          match.index,
          match.index + match[0].length,
          orders ? 0.85 : SYSTEM_COMMENT.test(match[1] ?? '') ? 0.6 : 0.3,
          'a comment that is not shown',
        );
    }
    const style = HIDING.exec(field.text);
    if (style !== null) add(style.index, style.index + style[0].length, 0.7, 'markup that hides text');
  }
  return evidence;
}

const SCRIPT = /<(?:script|iframe|object|embed)\b[^>\n]{0,200}>|\bjavascript:[a-z(]|<(?:img|svg|body)\b[^>\n]{0,120}\son\w{3,20}\s?=/i;
const MENTIONED = /^<\w+>?\s(?:tags?|elements?|content)/i;
const BEACON = /!\[[^[\]\n]{0,80}\]\((https?:\/\/[^()\s]{1,500})\)/i;
/** The address has room for data: a placeholder or a query. */
const CARRIES = /[{$]|%7b|\?\w{1,20}=/i;
const SYSTEM_COMMENT = /\b(?:system|instruction|hidden|assistant|model|agent|important|override)\b/i;
const HIDING =
  /(?:display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0|color\s?:\s?(?:white|transparent|#fff(?:fff)?)\b|opacity\s?:\s?0\b)/i;
