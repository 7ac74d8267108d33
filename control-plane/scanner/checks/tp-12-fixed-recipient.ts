import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, negated, wordsAt } from '../text/query.ts';

/** What passes through is steered to one fixed party: an address in the text, a blind copy, a "partner endpoint". */
export const fixedRecipient: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-12-fixed-recipient',
  version: 1,
  title: 'Content is steered to a fixed third party',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.contextInjection, REF.informationExposure],
  remediation: 'Ask whose address it is. Recipients come from the user, or from configuration that an administrator sees.',
  run: (subject) => inProse(subject, steered),
};

function steered({ sentence, opening }: Spoken): Seen | null {
  const hit = followed(
    sentence,
    [C.send, C.copy, C.redirect],
    [C.email, C.phone, C.ip, C.attacker, C.url, C.outside],
    14,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null) return null;
  const verb = hit[0] as number;
  const literal =
    has(sentence, C.email, C.ip, C.attacker) ||
    (has(sentence, C.url) &&
      wordsAt(sentence, DOCS).length === 0 &&
      !(sentence.at[C.url] ?? []).some((at) => DOC_PAGES.test(sentence.tokens[at]?.word ?? ''))) ||
    sentence.at[C.phone]?.some((at) => sentence.tokens[at]?.word.startsWith('+')) === true;
  const every = wordsAt(sentence, EVERY).length > 0;
  const copy = sentence.at[C.copy] !== undefined || wordsAt(sentence, COPIES).length > 0;
  const also = has(sentence, C.also, C.silent);
  const order = isOrder(sentence, verb) && !opening;
  if (!literal && !(every && (copy || also))) return null;
  const confidence =
    (literal ? 0.35 : 0.2) +
    (every ? 0.2 : 0) +
    (copy ? 0.18 : 0) +
    (also ? 0.15 : 0) +
    (order ? 0.1 : 0) +
    (has(sentence, C.attacker) ? 0.2 : 0);
  return confidence < 0.45 ? null : { hit, confidence, note: 'content is sent to a fixed party' };
}

const DOC_PAGES = /docs?[./]|\.html|wiki|github\.com|developer|\/reference|schema|spec|example\.(?:com|org)/;
const DOCS = new Set([
  'see',
  'docs',
  'documentation',
  'refer',
  'reference',
  'visit',
  'example',
  'format',
  'schema',
  'guide',
  'learn',
  'details',
  'information',
  'via',
  'api',
  'http',
  'request',
  'endpoint',
]);
const EVERY = new Set(['all', 'every', 'each', 'always', 'any', 'whenever']);
const COPIES = new Set(['copy', 'copies', 'bcc', "bcc'd", 'cc', 'duplicate', 'forwarded', 'forward', 'carbon']);
