import { actionsOf } from '../actions.ts';
import type { Action } from '../actions.ts';
import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { isRecord } from '../schema.ts';
import { C } from '../text/concepts.ts';
import { followed } from '../text/query.ts';

/** readOnlyHint says nothing changes, yet the tool's own words say otherwise. */
export const readOnlyContradiction: DefinitionCheck = {
  scope: 'definition',
  id: 'an-01-read-only-contradiction',
  version: 1,
  title: 'Said to be read-only, but it changes things',
  class: 'exposure',
  severity: 'medium',
  references: [REF.intentSubversion, REF.uiMisrepresentation],
  remediation: 'Do not rely on the hint; set the tool’s effect in the registry by hand.',
  run(subject) {
    const claims = hints(subject);
    const saysReadOnly = subject.reading.fields.find(
      ({ field, sentences }) =>
        field.path === '/description' &&
        sentences.some((sentence) => sentence.tokens.some((token) => token.word === 'read-only' || token.word === 'readonly')),
    );
    const { named, described } = actionsOf(subject);
    const changing = CHANGING.find((action) => named.has(action)) ?? (named.size === 0 || named.has('read') ? null : undefined);
    if (claims.readOnlyHint === true) {
      const action = changing ?? CHANGING.find((one) => described.has(one) && !named.has('read'));
      const channel = subject.parameters.find((parameter) =>
        parameter.nameReading.tokens.some((token) =>
          ['remote', 'destination', 'webhook', 'overwrite', 'delete', 'write', 'output'].includes(token.word),
        ),
      );
      if (action !== null && action !== undefined)
        return [
          {
            path: '/annotations/readOnlyHint',
            start: 0,
            end: 0,
            confidence: named.has(action) ? 0.85 : 0.6,
            severity: action === 'delete' || action === 'execute' || action === 'pay' ? 'high' : 'medium',
            note: `it says that it is read-only, and that it will ${action}`,
          },
        ];
      if (channel !== undefined)
        return [
          {
            path: channel.path,
            start: 0,
            end: channel.name.length,
            key: true,
            confidence: 0.5,
            note: 'it says that it is read-only, and takes a place to write or send to',
          },
        ];
    }
    if (saysReadOnly !== undefined || subject.reading.purposeWords.has('read-only') || subject.reading.purposeWords.has('readonly')) {
      const writes = subject.reading.fields.some(({ sentences }) =>
        sentences.some((sentence) =>
          sentence.tokens.some(
            (token, index) =>
              /^(?:write|writes|write_mode|writemode|allow_write)$/.test(token.word) &&
              !sentence.at[C.not]?.some((at) => at < index && index - at <= 3),
          ),
        ),
      );
      if (writes && saysReadOnly !== undefined)
        return [
          {
            path: '/description',
            start: 0,
            end: saysReadOnly.field.text.length,
            confidence: 0.7,
            note: 'the text says read-only and offers to write',
          },
        ];
      if (CHANGING.some((action) => named.has(action) && action !== 'execute'))
        return [{ path: '/description', start: 0, end: 0, confidence: 0.6, note: 'the text says read-only, the name does not' }];
    }
    return [];
  },
};

/** destructiveHint false, or no annotation at all, on a tool that deletes, executes or pays. */
export const destructiveUnmarked: DefinitionCheck = {
  scope: 'definition',
  id: 'an-02-destructive-unmarked',
  version: 1,
  title: 'A destructive tool is not marked as one',
  class: 'exposure',
  severity: 'high',
  references: [REF.intentSubversion, REF.scopeCreep],
  remediation: 'Mark it as destructive in the registry, so that policies for destructive tools apply.',
  run(subject) {
    if (subject.kind !== 'tool') return [];
    const { named } = actionsOf(subject);
    const action = (['delete', 'pay', 'execute'] as const).find((one) => named.has(one));
    if (action === undefined) return [];
    const claims = hints(subject);
    if (claims.destructiveHint === false && claims.readOnlyHint !== true)
      return [
        {
          path: '/annotations/destructiveHint',
          start: 0,
          end: 0,
          confidence: action === 'execute' ? 0.5 : 0.75,
          severity: action === 'execute' ? 'medium' : 'high',
          note: `it says that it is not destructive, and will ${action}`,
        },
      ];
    if (claims.destructiveHint === undefined && claims.readOnlyHint !== true)
      return [
        {
          path: '/annotations',
          start: 0,
          end: 0,
          confidence: 0.8,
          severity: 'low',
          note: `it will ${action}, and nothing marks it as destructive`,
        },
      ];
    return [];
  },
};

/** idempotentHint or openWorldHint contradict what the tool does. */
export const hintContradiction: DefinitionCheck = {
  scope: 'definition',
  id: 'an-04-hint-contradiction',
  version: 1,
  title: 'A hint contradicts what the tool does',
  class: 'exposure',
  severity: 'low',
  references: [REF.intentSubversion],
  remediation: 'Do not rely on the hint.',
  run(subject) {
    const claims = hints(subject);
    const { named } = actionsOf(subject);
    const evidence: Evidence[] = [];
    if (claims.idempotentHint === true && (named.has('send') || named.has('pay')))
      evidence.push({
        path: '/annotations/idempotentHint',
        start: 0,
        end: 0,
        confidence: 0.6,
        note: 'sending twice is not the same as sending once',
      });
    if (
      claims.openWorldHint === false &&
      (named.has('fetch') || subject.parameters.some((parameter) => parameter.nameReading.tokens.some((token) => token.word === 'url')))
    )
      evidence.push({
        path: '/annotations/openWorldHint',
        start: 0,
        end: 0,
        confidence: 0.6,
        note: 'it says its world is closed, and takes addresses',
      });
    return evidence;
  },
};

/** A name that reads, and a description that writes. */
export const nameContradiction: DefinitionCheck = {
  scope: 'definition',
  id: 'an-05-name-contradiction',
  version: 1,
  title: 'Name and description tell of different acts',
  class: 'exposure',
  severity: 'medium',
  references: [REF.intentSubversion, REF.uiMisrepresentation],
  remediation: 'Test what it does before enabling it; rename it in the registry.',
  run(subject) {
    const { named, described } = actionsOf(subject);
    if (!named.has('read') || CHANGING.some((action) => named.has(action))) return [];
    const opening = subject.reading.fields.find(({ field }) => field.path === '/description')?.sentences[0];
    const first =
      opening === undefined
        ? null
        : followed(opening, [C.remove, C.run], [C.file, C.user, C.command, C.everything], 4, (index) => index <= 2);
    return first !== null && described.has('delete') && !described.has('read')
      ? [
          {
            path: '/description',
            start: opening?.start ?? 0,
            end: opening?.end ?? 0,
            confidence: 0.6,
            note: 'the name reads, the description deletes or runs',
          },
        ]
      : [];
  },
};

/** The description announces parameters that the schema does not have. */
export const announcedParameters: DefinitionCheck = {
  scope: 'definition',
  id: 'an-06-announced-parameters',
  version: 1,
  title: 'The description and the schema list different parameters',
  class: 'hygiene',
  severity: 'low',
  references: [REF.inputValidation],
  remediation: 'Ask the owner which is right.',
  run({ kind, definition, parameters }) {
    if (kind !== 'tool' || typeof definition['description'] !== 'string') return [];
    const text = definition['description'].slice(0, 20_000);
    const known = new Set(parameters.map((parameter) => parameter.name.toLowerCase()));
    const section = /\n\s{0,20}(?:Args|Arguments|Parameters)\s?:\s{0,3}\n((?:[ \t]{1,20}\S[^\n]{0,400}\n?){1,40})/.exec(text);
    if (section === null) return [];
    const announced = [...(section[1] as string).matchAll(/^[ \t]{1,20}[-*]?\s?`?([A-Za-z_]\w{0,40})`?\s?(?:\([^)\n]{0,60}\))?\s?:/gm)].map(
      (match) => (match[1] as string).toLowerCase(),
    );
    const missing = announced.filter((name) => !known.has(name));
    return announced.length > 0 && missing.length > 0
      ? [
          {
            path: '/description',
            start: section.index,
            end: section.index + section[0].length,
            confidence: 0.6,
            note: `${missing.length} announced parameters are not in the schema`,
          },
        ]
      : [];
  },
};

interface Hints {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

function hints({ definition }: DefinitionSubject): Hints {
  const annotations = definition['annotations'];
  return isRecord(annotations)
    ? (Object.fromEntries(Object.entries(annotations).filter(([, value]) => typeof value === 'boolean')) as Hints)
    : {};
}

const CHANGING: readonly Action[] = ['delete', 'pay', 'execute', 'write', 'send'];
