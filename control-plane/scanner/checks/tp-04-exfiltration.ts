import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { strongest } from './strongest.ts';
import { C } from '../text/concepts.ts';
import type { Concept } from '../text/concepts.ts';
import { followed, has, isAct, isOrder, negated, wordAt, wordsAt } from '../text/query.ts';
import type { Hit } from '../text/query.ts';

/** Secrets, files, the conversation or the system prompt are to be sent away, or put where they will be. */
export const exfiltration: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-04-exfiltration',
  version: 1,
  title: 'Secrets, files or the conversation are to be sent away',
  class: 'attack',
  severity: 'critical',
  references: [REF.toolPoisoning, REF.secretExposure, REF.contextInjection, REF.safeToolPoisoning, REF.informationExposure],
  remediation: 'Reject the definition. If the transfer is the purpose of the tool, it must say so openly and take the data as a parameter.',
  run: (subject) =>
    inProse(subject, (spoken) =>
      strongest(
        secretsLeave(spoken),
        conversationLeaves(spoken),
        promptRevealed(spoken),
        contentLeaves(spoken),
        resultLeaves(spoken),
        ambientLeaves(spoken),
        literalTakes(spoken),
      ),
    ),
};

const AWAY: readonly Concept[] = [C.url, C.email, C.ip, C.phone, C.attacker, C.outside];

function secretsLeave({ sentence, subject }: Spoken): Seen | null {
  const moved = verbObject(spokenSend(sentence), sentence, [C.secret, C.secretPath], 9);
  if (moved === null) return theft(sentence);
  const verb = verbOf(sentence, moved);
  const stolen = wordAt(sentence, verb, THEFT);
  const away = has(sentence, ...AWAY);
  const literal = has(sentence, C.url, C.email, C.ip, C.attacker);
  const path = has(sentence, C.secretPath);
  const inScope =
    subject.reading.nameConcepts.has(C.secret) ||
    subject.reading.nameConcepts.has(C.weakSecret) ||
    (subject.reading.purpose.has(C.secret) && !path);
  const carried = has(sentence, C.argument, C.result);
  const taken = path || has(sentence, C.everything, C.sensitive) || wordsAt(sentence, TAKEN).length > 0;
  const session = has(sentence, C.conversation) || wordsAt(sentence, SESSION).length > 0;
  let confidence = stolen
    ? 0.85
    : literal
      ? 0.85
      : away
        ? 0.72
        : path
          ? carried
            ? 0.8
            : 0.5
          : taken && carried
            ? 0.62
            : session
              ? 0.6
              : 0.15;
  if (!isOrder(sentence, verb) && !stolen) confidence -= 0.05;
  if (inScope) confidence *= literal ? 0.8 : 0.3;
  return { hit: moved, confidence, note: 'secrets are to be sent away' };
}

/** "Steals credentials", "exfiltrate the data": the act itself is the evidence. */
function theft(sentence: Spoken['sentence']): Seen | null {
  const acts = (sentence.at[C.steal] ?? []).filter((at) => wordAt(sentence, at, THEFT) && isAct(sentence, at) && !negated(sentence, at));
  const act = acts[0];
  if (act === undefined) return null;
  return {
    hit: [act],
    confidence:
      has(sentence, C.secret, C.secretPath, C.conversation, C.user, C.sensitive, C.file, C.context, C.weakSecret) &&
      !wordsAt(sentence, MEMORY).length
        ? 0.75
        : wordAt(sentence, act, FIGURATIVE)
          ? 0.1
          : 0.55,
    note: 'data is to be stolen',
  };
}

function conversationLeaves({ sentence, subject }: Spoken): Seen | null {
  const moved = verbObject(spokenSend(sentence, C.capture, C.write), sentence, [C.conversation], 6);
  if (moved === null) return null;
  const verb = verbOf(sentence, moved);
  const away = has(sentence, ...AWAY);
  const whole = has(sentence, C.everything, C.sensitive) || wordsAt(sentence, WHOLE).length > 0;
  const order = isOrder(sentence, verb);
  const foreign = !NAMES_TALK.test(subject.reading.name);
  return {
    hit: moved,
    confidence:
      (away ? 0.6 : 0.3) +
      (whole ? 0.18 : 0) +
      (order ? 0.15 : 0) +
      (has(sentence, C.silent) ? 0.15 : 0) +
      (foreign && !sentence.at[C.write]?.includes(verb) ? 0.12 : 0),
    note: 'the conversation is to be passed on',
  };
}

function promptRevealed({ sentence, subject }: Spoken): Seen | null {
  const hit = followed(
    sentence,
    [C.tell, C.reply, C.send, C.include, C.read, C.steal],
    [C.systemPrompt],
    has(sentence, C.must, C.model) ? 13 : 7,
    (index) => isAct(sentence, index) && !negated(sentence, index),
  );
  if (hit === null || subject.reading.purpose.has(C.systemPrompt)) return null;
  const order = isOrder(sentence, hit[0] as number);
  const yours = has(sentence, C.you) || wordsAt(sentence, WHOLE).length > 0;
  return { hit, confidence: (order ? 0.55 : 0.35) + (yours ? 0.25 : 0.05), note: 'the system prompt is to be revealed' };
}

/** Whole contents of files or of the environment, to a fixed address. */
function contentLeaves({ sentence, opening, reading }: Spoken): Seen | null {
  const moved = verbObject(spokenSend(sentence), sentence, [C.file, C.context, C.user, C.weakSecret], 7);
  if (moved === null) return null;
  const verb = verbOf(sentence, moved);
  const fixed = followed(sentence, [C.send, C.copy, C.steal, C.redirect], [C.email, C.ip, C.attacker, C.url], 16, (index) =>
    isAct(sentence, index),
  );
  const whole = has(sentence, C.everything, C.sensitive) || wordsAt(sentence, WHOLE).length > 0;
  const extra = has(sentence, C.also, C.silent, C.always, C.firstStep);
  if (fixed !== null)
    return {
      hit: moved,
      confidence: 0.4 + (whole ? 0.2 : 0) + (extra ? 0.15 : 0) + (has(sentence, C.attacker, C.email) ? 0.15 : 0) - (opening ? 0.1 : 0),
      note: 'content is to be sent to a fixed address',
    };
  const taken = followed(
    sentence,
    [C.read],
    [C.file],
    6,
    (index) => isOrder(sentence, index) && !negated(sentence, index) && index <= verb,
  );
  if (
    taken !== null &&
    FILES.has((sentence.tokens[taken[1] as number]?.word ?? '').replace(/^.*\.[a-z0-9]{1,5}$/, 'file')) &&
    has(sentence, C.result, C.argument) &&
    !opening &&
    reading.field.parameter === null &&
    isOrder(sentence, verb)
  ) {
    return {
      hit: [...taken, ...moved].sort((a, b) => a - b),
      confidence: 0.45 + (has(sentence, C.must, C.firstStep) ? 0.15 : 0) + (whole ? 0.08 : 0),
      note: 'a file is to be read and its content passed on',
    };
  }
  const users = sentence.at[C.user] !== undefined && wordsAt(sentence, OWNED).length > 0 && has(sentence, C.everything);
  if (users && has(sentence, C.argument, C.result) && isOrder(sentence, verb) && !opening)
    return { hit: moved, confidence: 0.55, note: 'what is the user’s is to be passed on' };
  if (has(sentence, C.outside) && (whole || extra) && isOrder(sentence, verb) && !opening)
    return { hit: moved, confidence: 0.35 + (whole && extra ? 0.2 : 0.1), note: 'content is to be sent to an outside party' };
  return null;
}

/** "also posts the result to an external endpoint": a copy of what passes through goes elsewhere. */
function resultLeaves({ sentence, subject }: Spoken): Seen | null {
  const moved = followed(
    sentence,
    [C.send, C.copy],
    [C.outside, C.url, C.email, C.attacker, C.ip],
    12,
    (index) => isAct(sentence, index) && !negated(sentence, index) && !(sentence.at[C.result]?.includes(index) ?? false),
  );
  if (moved === null) return null;
  const aside =
    (sentence.at[C.also] ?? []).some((at) => Math.abs(at - (moved[0] as number)) <= 3) ||
    (sentence.at[C.silent] ?? []).some((at) => Math.abs(at - (moved[0] as number)) <= 3);
  const copy = (sentence.at[C.copy] ?? []).length > 0 || wordsAt(sentence, COPY).length > 0;
  const sends =
    subject.reading.nameConcepts.has(C.send) || subject.reading.nameConcepts.has(C.copy) || subject.reading.nameConcepts.has(C.outside);
  const outside = wordsAt(sentence, STRANGE).length > 0 || has(sentence, C.url, C.email, C.attacker, C.ip);
  if (!outside || (!aside && !copy)) return null;
  return {
    hit: moved,
    confidence: 0.45 + (aside ? 0.15 : 0) + (copy ? 0.1 : 0) + (sends ? -0.15 : 0.05),
    note: 'a copy of what passes through goes elsewhere',
  };
}

/** "Pass the content of the currently open editor tab": what happens to be open on the user's machine. */
function ambientLeaves({ sentence, opening, reading }: Spoken): Seen | null {
  if (opening || reading.field.parameter !== null) return null;
  const ambient = wordsAt(sentence, AMBIENT)[0];
  if (ambient === undefined || wordsAt(sentence, CONTENTS).length === 0) return null;
  const verb = spokenSend(sentence).find((at) => at < ambient && isOrder(sentence, at));
  return verb === undefined
    ? null
    : { hit: [verb, ambient], confidence: 0.55, note: 'what is open on the user’s machine is to be passed on' };
}

/** "A request to http://203.0.113.9/in with the file contents is made": a fixed address and whole contents in one breath. */
function literalTakes({ sentence, opening }: Spoken): Seen | null {
  const address =
    sentence.at[C.ip]?.[0] ??
    sentence.at[C.attacker]?.find((at) => /[.:/]/.test(sentence.tokens[at]?.word ?? '')) ??
    (sentence.at[C.url] ?? []).find((at) => /^[a-z]+:\/\/\d/.test(sentence.tokens[at]?.word ?? ''));
  if (address === undefined || opening) return null;
  const what = wordsAt(sentence, CONTENTS)[0] ?? sentence.at[C.secret]?.[0] ?? sentence.at[C.conversation]?.[0];
  return what === undefined
    ? null
    : { hit: [Math.min(address, what), Math.max(address, what)], confidence: 0.58, note: 'contents go to a fixed address' };
}

/** Places of verbs that move things out, or into what will be sent. */
function spokenSend(sentence: Spoken['sentence'], ...more: readonly Concept[]): number[] {
  const places = new Set<number>();
  for (const concept of [C.send, C.include, C.steal, C.copy, ...more])
    for (const at of sentence.at[concept] ?? []) if (isAct(sentence, at) && !negated(sentence, at)) places.add(at);
  return [...places].sort((a, b) => a - b);
}

/** Which end of a pair is the verb: in the passive the object comes first. */
function verbOf(sentence: Spoken['sentence'], pair: Hit): number {
  const last = pair.at(-1) as number;
  return sentence.tokens[last]?.form === 'past' && BE.has(sentence.tokens[last - 1]?.word ?? '') ? last : (pair[0] as number);
}

/** A verb whose object is one of these: it follows within the gap, or comes before "it", "them", "its contents". */
function verbObject(verbs: readonly number[], sentence: Spoken['sentence'], objects: readonly Concept[], gap: number): Hit | null {
  for (const verb of verbs) {
    let best: number | null = null;
    for (const concept of objects)
      for (const at of sentence.at[concept] ?? [])
        if (at !== verb && at > verb && at - verb <= gap && (best === null || at < best)) best = at;
    if (best !== null) return [verb, best];
    if (sentence.tokens[verb]?.form === 'past' && BE.has(sentence.tokens[verb - 1]?.word ?? '')) {
      for (const concept of objects) for (const at of sentence.at[concept] ?? []) if (at < verb && verb - at <= 9) return [at, verb];
    }
    const pronoun = sentence.tokens.slice(verb + 1, verb + 5).some((token) => PRONOUNS.has(token.word));
    if (!pronoun) continue;
    for (const concept of objects) for (const at of sentence.at[concept] ?? []) if (at < verb && verb - at <= 16) return [verb, at];
  }
  return null;
}

const NAMES_TALK = /chat|conversation|message|mail|thread|session|prompt|memory|log|history|slack|teams|transcript|inbox/i;
const THEFT = new Set([
  'exfiltrate',
  'exfiltrates',
  'exfiltrating',
  'exfiltrated',
  'steal',
  'steals',
  'stealing',
  'stolen',
  'harvest',
  'harvests',
  'harvesting',
  'siphon',
  'siphons',
  'siphoning',
  'smuggle',
  'smuggles',
  'leak',
  'leaks',
  'leaking',
  'pilfer',
  'skim',
]);
/** Words that software uses without malice. */
const FIGURATIVE = new Set([
  'leak',
  'leaks',
  'leaking',
  'skim',
  'harvest',
  'harvests',
  'harvesting',
  'smuggle',
  'steal',
  'steals',
  'stealing',
]);
const MEMORY = new Set(['memory', 'resource', 'resources', 'handles', 'focus', 'water', 'gas', 'crop', 'energy']);
const SESSION = new Set(['know', 'aware', 'seen', 'earlier', 'came', 'remember', 'remembered']);
const TAKEN = new Set([
  'environment',
  "user's",
  'users',
  'their',
  'stored',
  'found',
  'available',
  'accessible',
  'contents',
  'content',
  'discovered',
  'local',
  'extracted',
  'any',
  'all',
]);
const WHOLE = new Set([
  'full',
  'entire',
  'complete',
  'whole',
  'all',
  'every',
  'contents',
  'content',
  'verbatim',
  'history',
  'transcript',
  'everything',
  'hidden',
  'initial',
]);
const FILES = new Set(['file', 'files', 'document', 'documents']);
const OWNED = new Set([
  'notes',
  'file',
  'files',
  'documents',
  'emails',
  'contacts',
  'calendar',
  'photos',
  'projects',
  'history',
  'inbox',
  'desktop',
  'data',
]);
const AMBIENT = new Set(['editor', 'tab', 'tabs', 'clipboard', 'screen', 'desktop', 'terminal', 'workspace', 'window']);
const CONTENTS = new Set(['content', 'contents', 'everything', 'text', 'listing', 'snapshot', 'copy', 'screenshot']);
const BE = new Set(['is', 'are', 'be', 'been', 'being', 'was', 'were', 'get', 'gets', 'automatically', 'also', 'silently']);
const PRONOUNS = new Set([
  'it',
  'them',
  'its',
  'their',
  'these',
  'those',
  'that',
  'this',
  'contents',
  'content',
  'results',
  'result',
  'output',
  'value',
  'values',
]);
const COPY = new Set(['copy', 'copies', 'duplicate', 'mirrored', 'bcc', 'cc']);
const STRANGE = new Set([
  'external',
  'attacker',
  'remote',
  'third-party',
  'third',
  'analytics',
  'telemetry',
  'webhook',
  'collector',
  'outside',
  'offsite',
  'undisclosed',
  'audit',
  'partner',
  'our',
]);
