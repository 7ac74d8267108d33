import { actionsOf } from '../actions.ts';
import { subjectOf } from '../run.ts';
import { textOf } from '../schema.ts';
import { C } from '../text/concepts.ts';
import type { Concept } from '../text/concepts.ts';
import { wordOverlap, wordSet } from '../text/similarity.ts';
import { readSentences } from '../text/sentences.ts';
import type { Sentence } from '../text/sentences.ts';
import { canonicalize, toOriginal } from '../text/canonical.ts';
import type { Change } from './diff.ts';

/** Differences in name-independent text: what new sentences bring in that no old sentence had. */
export function textChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  const changes: Change[] = [];
  for (const key of ['description', 'title'] as const) {
    const old = typeof before[key] === 'string' ? before[key] : '';
    const now = typeof after[key] === 'string' ? after[key] : '';
    if (old === now) continue;
    const canonical = canonicalize(now);
    const known = conceptsOf(readSentences(canonicalize(old).text));
    const added = readSentences(canonical.text).filter(
      (sentence) =>
        !old.includes(
          now.slice(toOriginal(canonical, sentence.start, sentence.end).start, toOriginal(canonical, sentence.start, sentence.end).end),
        ),
    );
    let worst: Change | null = null;
    for (const sentence of added) {
      const brought = GRAVE.find(
        ({ concepts }) => concepts.some((concept) => sentence.at[concept] !== undefined) && !concepts.some((concept) => known.has(concept)),
      );
      if (brought === undefined) continue;
      const span = toOriginal(canonical, sentence.start, sentence.end);
      if (worst === null || brought.severity === 'medium')
        worst = {
          kind: brought.destination ? 'destination-introduced' : 'wording',
          path: `/${key}`,
          severity: brought.severity,
          note: brought.note,
          ...span,
        };
    }
    changes.push(
      worst ?? {
        kind: 'wording',
        path: `/${key}`,
        severity: now.length > old.length * 2 && now.length - old.length > 400 ? 'low' : 'info',
        note: old === '' ? 'text was added' : 'the wording changed',
        start: 0,
        end: 0,
      },
    );
  }
  const purpose = purposeChange(before, after);
  if (purpose !== null) changes.push(purpose);
  return changes;
}

/** The same name, another body: hardly a word in common, and other acts. */
function purposeChange(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change | null {
  const old = textOf(before, 'description');
  const now = textOf(after, 'description');
  if (old.length < 20 || now.length < 20) return null;
  const overlap = wordOverlap(wordSet(old), wordSet(now));
  const was = actionsOf(subjectOf('tool', before)).described;
  const is = actionsOf(subjectOf('tool', after)).described;
  const graver = (['delete', 'execute', 'send', 'pay'] as const).filter((action) => is.has(action) && !was.has(action));
  if (overlap < 0.12 && graver.length > 0)
    return {
      kind: 'purpose-changed',
      path: '/description',
      severity: 'medium',
      note: `another description, which now will ${graver.join(', ')}`,
      start: 0,
      end: 0,
    };
  return overlap < 0.05
    ? { kind: 'purpose-changed', path: '/description', severity: 'low', note: 'hardly a word of the description is left', start: 0, end: 0 }
    : null;
}

function conceptsOf(sentences: readonly Sentence[]): ReadonlySet<Concept> {
  const known = new Set<Concept>();
  for (const sentence of sentences) sentence.at.forEach((places, concept) => places !== undefined && known.add(concept as Concept));
  return known;
}

/** Ideas that an honest new sentence seldom brings, gravest first. */
const GRAVE: readonly {
  readonly concepts: readonly Concept[];
  readonly severity: 'medium' | 'low';
  readonly note: string;
  readonly destination: boolean;
}[] = [
  {
    concepts: [C.attacker, C.ip, C.email, C.phone],
    severity: 'medium',
    note: 'an address or an adversary is named for the first time',
    destination: true,
  },
  {
    concepts: [C.secretPath, C.systemPrompt, C.conversation],
    severity: 'medium',
    note: 'a secret’s place, the system prompt or the conversation is named for the first time',
    destination: false,
  },
  { concepts: [C.steal, C.malware], severity: 'medium', note: 'theft or malware is named for the first time', destination: false },
  { concepts: [C.silent], severity: 'low', note: 'something is done silently', destination: false },
  { concepts: [C.url], severity: 'low', note: 'an address is named for the first time', destination: true },
  {
    concepts: [C.secret, C.model, C.otherTool],
    severity: 'low',
    note: 'secrets, the model or other tools are named for the first time',
    destination: false,
  },
];
