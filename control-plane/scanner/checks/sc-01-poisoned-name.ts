import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { has, wordsAt } from '../text/query.ts';
import { readName } from '../text/sentences.ts';

/** A name that carries an order: of a tool, a parameter or an unknown key (`content_of_ssh_private_key`, `exfil_to`). */
export const poisonedName: DefinitionCheck = {
  scope: 'definition',
  id: 'sc-01-poisoned-name',
  version: 1,
  title: 'A name that asks for secrets or sends data away',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeFullSchema, REF.contextInjection],
  remediation: 'Reject the definition: a model fills a parameter with what its name asks for.',
  run,
};

function run({ reading }: DefinitionSubject): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { field, sentences, canonical } of reading.fields) {
    const sentence = field.kind === 'schema-value' ? readName(canonical.text.slice(0, 80)) : sentences[0];
    const value = field.kind === 'schema-value' && !/\s/.test(field.text) && field.text.length <= 80;
    if (sentence === undefined || (field.kind !== 'parameter-name' && !field.key && !value)) continue;
    const add = (confidence: number, note: string): void =>
      void evidence.push({ path: field.path, start: 0, end: field.text.length, key: field.key, confidence, note });
    const secret = has(sentence, C.secretPath, C.secret);
    const content = wordsAt(sentence, CONTENT).length > 0;
    const acts = has(sentence, C.read, C.steal) && wordsAt(sentence, READING).length > 0;
    if (has(sentence, C.attacker, C.steal) && wordsAt(sentence, value ? PLAINEST : PLAIN).length > 0 && !reading.aboutAttacks)
      add(0.7, 'the name speaks of taking data out');
    else if (value) continue;
    else if (secret && (acts || content) && sentence.tokens.length >= 3 && !reading.purpose.has(C.secret))
      add(0.72, 'the name asks for the content of something secret');
    else if (field.kind !== 'parameter-name' && wordsAt(sentence, INJECTED).length > 0 && !reading.aboutAttacks)
      add(0.6, 'a key speaks of injection or override');
    else if (has(sentence, C.ignore, C.bypass) && has(sentence, C.instructions, C.safety, C.systemPrompt) && sentence.tokens.length >= 3)
      add(0.45, 'the name tells to ignore or bypass rules');
    else if (canonical.text.length > 64 && /\s/.test(canonical.text) && sentence.tokens.length > 8)
      add(0.45, 'a sentence in place of a name');
  }
  return evidence;
}

const CONTENT = new Set(['content', 'contents', 'dump', 'reading', 'from']);
const INJECTED = new Set(['injection', 'inject', 'injected', 'payload', 'jailbreak', 'backdoor', 'override', 'exploit']);
const READING = new Set([
  'reading',
  'read',
  'dump',
  'extract',
  'collect',
  'gather',
  'fetch',
  'cat',
  'load',
  'harvest',
  'steal',
  'exfiltrate',
]);
const PLAINEST = new Set(['exfil', 'exfiltrate', 'c2', 'attacker', 'steal', 'pwned']);
const PLAIN = new Set([
  'exfil',
  'exfiltrate',
  'exfiltration',
  'steal',
  'stolen',
  'attacker',
  'c2',
  'evil',
  'malicious',
  'harvest',
  'leak',
  'pwned',
  'hijack',
]);
