import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Seen, Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, isOrder, near, negated, wordsAt } from '../text/query.ts';
import { shellSyntax } from '../text/shell.ts';
import { strongest } from './strongest.ts';

/** A command is to be run, something fetched and run, or a file written that starts on its own. */
export const commandDirective: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-06-command-directive',
  version: 1,
  title: 'A command is to be run that the tool does not need',
  class: 'attack',
  severity: 'critical',
  references: [REF.toolPoisoning, REF.commandInjection, REF.osCommand, REF.maliciousCode],
  remediation: 'Reject the definition: commands belong in arguments that a person can see, not in descriptions.',
  run: (subject) => inProse(subject, (spoken) => strongest(syntax(spoken), ordered(spoken), startup(spoken))),
};

function syntax({ sentence, reading, subject }: Spoken): Seen | null {
  const seen = shellSyntax(reading.canonical.text.slice(sentence.start, Math.min(reading.canonical.text.length, sentence.end + 4)));
  if (seen === null) return null;
  const shellTool = subject.reading.purpose.has(C.command);
  const found = Math.max(
    0,
    sentence.tokens.findIndex((token) => token.end > sentence.start + seen.start),
  );
  const verb = [...(sentence.at[C.run] ?? []), ...(sentence.at[C.call] ?? [])].find((index) => index < found && isOrder(sentence, index));
  const value = reading.field.kind === 'schema-value';
  const ordered = has(sentence, C.must, C.firstStep, C.always, C.before, C.when);
  const base = seen.grave ? 0.8 : 0.4;
  return {
    hit: verb === undefined ? [found] : [verb, found],
    confidence: (shellTool && !ordered ? base * 0.45 : base) + (ordered ? 0.12 : 0) + (value && seen.grave ? 0.1 : 0),
    note: seen.grave ? 'a destructive or download-and-run command stands in the text' : 'a shell command stands in the text',
  };
}

function ordered({ sentence, subject, opening }: Spoken): Seen | null {
  if (
    opening ||
    subject.reading.purpose.has(C.command) ||
    subject.parameters.some((parameter) => parameter.nameReading.at[C.command] !== undefined)
  )
    return null;
  const hit = followed(sentence, [C.run], [C.command, C.shell], 5, (index) => isOrder(sentence, index) && !negated(sentence, index));
  if (hit === null) return null;
  const pressed = has(sentence, C.must, C.firstStep, C.always, C.before, C.also);
  return {
    hit,
    confidence: 0.35 + (pressed ? 0.25 : 0) + (wordsAt(sentence, GIVEN).length > 0 ? 0.1 : 0),
    note: 'the model is told to run a command',
  };
}

function startup({ sentence, subject }: Spoken): Seen | null {
  if (subject.reading.purpose.has(C.startup)) return null;
  const hit = near(sentence, [C.write, C.include, C.modify, C.copy], [C.startup], 7);
  return hit === null
    ? null
    : {
        hit,
        confidence: has(sentence, C.also, C.silent, C.firstStep, C.must, C.you) ? 0.65 : 0.4,
        note: 'a file that starts on its own is to be written',
      };
}

const GIVEN = new Set(['following', 'below', 'this', 'these']);
