import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, negated, wordAt, wordsAt } from '../text/query.ts';
import { strongest } from './strongest.ts';

/** Approval, permission or logging is to be skipped. */
export const consentBypass: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-08-consent-bypass',
  version: 1,
  title: 'Skips confirmation, permission or logging',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.intentSubversion, REF.audit, REF.safeToolPoisoning],
  remediation: 'Enable only if acting without confirmation is what the tool is bought for, and then behind a policy that asks.',
  run: (subject) =>
    inProse(subject, (spoken) => strongest(skips(spoken), without(spoken), assumed(spoken), unlogged(spoken), needless(spoken))),
};

function skips({ sentence, reading, opening }: Spoken): Seen | null {
  const hit = followed(sentence, [C.bypass], [C.approval], 5, (index) => isAct(sentence, index) && !negated(sentence, index));
  if (hit === null) return null;
  const order = isOrder(sentence, hit[0] as number) && !opening;
  const own = reading.field.parameter !== null;
  const review = wordAt(sentence, hit.at(-1) as number, WEAK) && !has(sentence, C.user) && wordsAt(sentence, USUAL).length === 0;
  return {
    hit,
    confidence: (order ? 0.68 : 0.58) * (own ? 0.35 : 1) * (review ? 0.5 : 1),
    note: 'a confirmation or permission check is to be skipped',
  };
}

function without({ sentence, reading }: Spoken): Seen | null {
  const hit = followed(sentence, [C.without, C.not], [C.approval], 4);
  if (hit === null) return null;
  const from = hit[0] as number;
  const to = hit.at(-1) as number;
  if (wordAt(sentence, to, WEAK) && !has(sentence, C.user)) return null;
  if (wordAt(sentence, to, ASKING) && sentence.tokens[to + 1]?.word === 'for' && !(sentence.at[C.approval] ?? []).some((at) => at > to))
    return null; // "without asking for a response"
  const plain = sentence.at[C.without]?.includes(from) === true;
  if (!plain) {
    const needless = wordsAt(sentence, NEEDED).some((at) => Math.abs(at - to) <= 4) || sentence.tokens[from]?.word === 'no';
    const askNot = wordsAt(sentence, ASK).some((at) => at > from && at < to + 1);
    if (!needless && !askNot) return null;
    if (wordAt(sentence, to, ASKING) || sentence.at[C.user]?.some((at) => at === from - 1 || at === from - 2) === true) return null; // "the user is not asking
  }
  const guarded = wordsAt(sentence, GUARD).some((at) => at < from && from - at <= 5);
  if (guarded) return null;
  const own = reading.field.parameter !== null;
  const act = has(sentence, C.run, C.send, C.remove, C.write, C.modify, C.payment, C.call, C.grant, C.read);
  const strong = has(sentence, C.you, C.always, C.must, C.user, C.safety, C.everything);
  return {
    hit,
    confidence: ((plain ? 0.45 : 0.38) + (act ? 0.08 : 0) + (strong ? 0.14 : 0)) * (own ? 0.35 : 1),
    note: 'an act is to be done without asking',
  };
}

/** "The user has already approved": consent that nobody gave. */
function assumed({ sentence }: Spoken): Seen | null {
  const hit = followed(sentence, [C.user], [C.authority], 3);
  if (hit === null) {
    const auto = wordsAt(sentence, AUTO)[0];
    return auto === undefined
      ? null
      : {
          hit: [auto],
          confidence: has(sentence, C.everything, C.always, C.must, C.you) ? 0.5 : 0.3,
          note: 'approval is given automatically',
        };
  }
  const consent = wordsAt(sentence, CONSENTED).some((at) => at >= (hit[0] as number));
  return consent ? { hit, confidence: 0.55, note: 'consent is claimed on the user’s behalf' } : null;
}

/** "There is no need to ask", "prompts can be answered with yes": asking is talked away. */
function needless({ sentence, reading }: Spoken): Seen | null {
  if (reading.field.parameter !== null) return null;
  const ask = wordsAt(sentence, ASK).find((at) => (sentence.at[C.not] ?? []).some((not) => not < at && at - not <= 4));
  if (ask !== undefined && has(sentence, C.user, C.approval) && !(sentence.at[C.user] ?? []).some((at) => at < ask && ask - at <= 3))
    return {
      hit: [ask],
      confidence: has(sentence, C.approval) && sentence.tokens.some((token) => NEEDED.has(token.word)) ? 0.6 : 0.42,
      note: 'nobody is to be asked',
    };
  const blind = sentence.at[C.without]?.find((at) => UNREAD.has(sentence.tokens[at + 1]?.word ?? ''));
  if (blind !== undefined && has(sentence, C.grant))
    return { hit: [blind, blind + 1], confidence: 0.52, note: 'something is to be approved unread' };
  const yes = wordsAt(sentence, YES)[0];
  return yes !== undefined && has(sentence, C.approval)
    ? { hit: [yes], confidence: 0.6, note: 'questions are to be answered with yes' }
    : null;
}

function unlogged({ sentence, reading, opening, subject }: Spoken): Seen | null {
  if (reading.field.parameter !== null) return null;
  const wiped = (sentence.at[C.remove] ?? []).find(
    (at) => isOrder(sentence, at) && wordsAt(sentence, EVIDENCE).some((what) => what > at && what - at <= 6),
  );
  if (wiped !== undefined && !opening && reading.field.kind === 'description' && !subject.reading.nameConcepts.has(C.remove))
    return { hit: [wiped], confidence: 0.52, note: 'traces or backups are to be removed' };
  const hit = followed(sentence, [C.bypass, C.remove, C.not], [C.audit], 7);
  if (hit === null || !wordsAt(sentence, LOGS).includes(hit.at(-1) as number)) return null;
  const order = sentence.at[C.not]?.includes(hit[0] as number) === true || isOrder(sentence, hit[0] as number);
  const evade = has(sentence, C.silent, C.hide) || wordsAt(sentence, AUDITS).length > 0;
  return { hit, confidence: (order && !opening ? 0.25 : 0.2) + (evade ? 0.25 : 0), note: 'logging is to be avoided' };
}

const ASKING = new Set(['asking', 'prompting', 'confirming']);
const WEAK = new Set(['review', 'permission', 'permissions', 'authorization', 'authorisation']);
const NEEDED = new Set(['needed', 'required', 'necessary', 'require', 'requires', 'need', 'needs']);
const ASK = new Set(['bother', 'ask', 'request', 'prompt', 'wait', 'seek', 'require', 'asking', 'confirm']);
const GUARD = new Set(['not', 'never', 'cannot', "don't", 'nothing', 'fails', 'rejected', 'refuses']);
const USUAL = new Set(['usual', 'normal', 'standard', 'required', 'mandatory', 'all', 'any']);
const UNREAD = new Set(['reading', 'looking', 'checking', 'reviewing', 'inspecting', 'testing']);
const YES = new Set(['yes']);
const AUTO = new Set([
  'auto-approve',
  'auto-approves',
  'auto-approved',
  'auto-approval',
  'autoapprove',
  'auto-confirm',
  'auto-execute',
  'auto-accept',
  'auto-authorize',
  'pre-approved',
  'preapproved',
  'pre-authorized',
  'preauthorized',
]);
const CONSENTED = new Set([
  'authorized',
  'authorised',
  'approved',
  'consented',
  'agreed',
  'granted',
  'permission',
  'pre-approved',
  'preapproved',
  'accepted',
]);
const EVIDENCE = new Set(['backups', 'traces', 'evidence', 'history', 'logs', 'fingerprints', 'footprints']);
const LOGS = new Set(['entry', 'log', 'logs', 'logging', 'audit', 'auditing', 'monitoring', 'trace', 'traces', 'history', 'detection']);
const AUDITS = new Set(['audit', 'security', 'forensic', 'detection', 'monitoring', 'evidence']);
