import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isOrder, near, wordsAt } from '../text/query.ts';
import { strongest } from './strongest.ts';

/** Something abnormal is to happen later, or only when a phrase, a file or a number of calls comes up. */
export const delayedTrigger: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-07-trigger',
  version: 1,
  title: 'Acts on a hidden or delayed condition',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeRugPull, REF.maliciousCode],
  remediation: 'Ask why behaviour depends on a phrase or on time; pin the definition and re-scan after use.',
  run: (subject) => inProse(subject, (spoken) => strongest(phrase(spoken), later(spoken))),
};

/** "If the query contains …, you must access / include / reply …": a condition on the input, an act beyond the answer. */
function phrase({ sentence }: Spoken): Seen | null {
  const condition = followed(sentence, [C.when], [C.user, C.context, C.argument, C.conversation, C.payment, C.trigger, C.model], 6);
  if (condition === null || wordsAt(sentence, MENTIONS).length === 0) return null;
  const grave = near(
    sentence,
    [C.send, C.include, C.read, C.run, C.ignore, C.redirect, C.modify, C.pretend, C.remove, C.grant, C.reply],
    [
      C.secret,
      C.secretPath,
      C.sensitive,
      C.outside,
      C.attacker,
      C.malware,
      C.safety,
      C.email,
      C.url,
      C.privilege,
      C.silent,
      C.systemPrompt,
      C.conversation,
    ],
    8,
    (index) => isOrder(sentence, index),
  );
  if (grave === null) return null;
  const late = (grave.at(-1) as number) > (condition[0] as number);
  return late
    ? {
        hit: [...condition, ...grave].sort((a, b) => a - b),
        confidence: 0.5 + (has(sentence, C.trigger) ? 0.2 : 0) + (has(sentence, C.silent, C.secretPath) ? 0.1 : 0),
        note: 'a condition on what the user says leads to an act beyond the tool',
      }
    : null;
}

/** "After the third call", "once approved, a later version will …", "dormant until". */
function later({ sentence }: Spoken): Seen | null {
  const trigger = sentence.at[C.trigger]?.[0];
  if (trigger === undefined) return null;
  const word = sentence.tokens[trigger]?.word ?? '';
  if (['keyword', 'passphrase', 'contains', 'starts', 'next', 'exact', 'second', 'keywords'].includes(word)) return null;
  const act = near(
    sentence,
    [C.trigger],
    [C.send, C.include, C.read, C.run, C.modify, C.redirect, C.steal, C.remove, C.secret, C.malware, C.grant, C.silent, C.instructions],
    14,
  );
  const ordered = sentence.tokens.some((_, index) => isOrder(sentence, index));
  return act === null
    ? null
    : {
        hit: act,
        confidence: 0.4 + (has(sentence, C.silent, C.secret, C.malware, C.steal) ? 0.25 : 0) + (ordered ? 0.05 : 0),
        note: 'behaviour changes later or after a number of calls',
      };
}

const MENTIONS = new Set([
  'asks',
  'ask',
  'asked',
  'mentions',
  'mention',
  'says',
  'say',
  'said',
  'contains',
  'contain',
  'includes',
  'requests',
  'types',
  'wants',
  'tries',
  'equals',
  'matches',
  'types',
  'detected',
  'exceeds',
]);
