import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { place } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { isAct, mention, negated, spanOf, wordsAt } from '../text/query.ts';
import type { FieldReading } from '../text/reading.ts';
import type { Sentence } from '../text/sentences.ts';

/**
 * The definition says openly that the tool attacks: it steals, exploits, destroys, hides or keeps a foothold.
 *
 * Tools that find, test for or report such things speak the same words; a verb of defence in the opening or in the
 * name speaks for them.
 */
export const maliciousFunction: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-11-malicious-function',
  version: 1,
  title: 'The tool is an attack tool by its own words',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.maliciousCode],
  remediation:
    'Do not enable it outside a laboratory; if it is an authorised security tool, accept the finding with a waiver that says so.',
  run,
};

function run(subject: DefinitionSubject): Evidence[] {
  const opening = subject.reading.fields.filter(
    (reading) => reading.field.path === '/description' || reading.field.path === '/name' || reading.field.path === '/title',
  );
  let best: Evidence | null = null;
  let nameScore = 0;
  const offensive = opening.some((reading) =>
    reading.sentences.some(
      (sentence) =>
        wordsAt(sentence, ATTACK_VERBS).some((place) => place <= (reading.field.kind === 'name' ? 1 : 0)) ||
        wordsAt(sentence, OPEN).length > 0 ||
        wordsAt(sentence, MALICIOUS).some((place) => place > 0 && place <= 2 && MAKES.has(sentence.tokens[0]?.word ?? '')),
    ),
  );
  const defensive = !offensive && opening.some((reading) => reading.sentences.some((sentence) => isDefensive(sentence)));
  for (const reading of opening) {
    for (const sentence of reading.sentences.slice(0, 12)) {
      const seen = offence(sentence, reading.field.kind === 'name');
      if (seen === null) continue;
      if (reading.field.kind === 'name') nameScore = seen.score;
      const weight = (offensive ? 1 : mention(sentence, [seen.index], subject.reading.aboutAttacks)) * (defensive ? 0.4 : 1);
      const confidence = Math.min(
        0.95,
        (0.22 + 0.22 * seen.score + (reading.field.kind === 'name' ? -0.15 : 0.1 * Math.min(2, nameScore))) * weight,
      );
      if (best === null || confidence > best.confidence)
        best = { ...at(reading, sentence, seen.index), confidence, note: 'the tool is described as an attack' };
    }
  }
  return best === null || best.confidence < 0.3 ? [] : [best];
}

function at(reading: FieldReading, sentence: Sentence, index: number): { path: string; start: number; end: number; key: boolean } {
  return place(reading, reading.field.kind === 'name' ? { start: 0, end: reading.canonical.text.length } : spanOf(sentence, [index]));
}

/** How openly a sentence speaks of attacking: 1 for a word that could be innocent, 2 and more for plain ones. */
function offence(sentence: Sentence, isName: boolean): { score: number; index: number } | null {
  let score = 0;
  let index = -1;
  const counted = new Set<string>();
  const add = (points: number, place: number): void => {
    const word = sentence.tokens[place]?.word ?? '';
    if (counted.has(word)) return;
    counted.add(word);
    score += points;
    if (index < 0) index = place;
  };
  for (const place of sentence.at[C.malware] ?? []) if (!negated(sentence, place)) add(2, place);
  for (const place of wordsAt(sentence, ATTACK_VERBS))
    if (!negated(sentence, place) && (isName || isAct(sentence, place) || (sentence.tokens[place]?.form ?? null) === null)) add(1.5, place);
  for (const place of wordsAt(sentence, OPEN)) if (!negated(sentence, place)) add(2, place);
  for (const place of wordsAt(sentence, MALICIOUS))
    if ([1, 2].some((back) => MAKES.has(sentence.tokens[place - back]?.word ?? ''))) add(1.5, place);
  for (const place of wordsAt(sentence, ATTACK_WORDS)) if (!negated(sentence, place)) add(1, place);
  for (const verb of [...(sentence.at[C.steal] ?? []), ...wordsAt(sentence, TAKE)]) {
    const object = [C.secret, C.secretPath].some(
      (concept) => sentence.at[concept]?.some((place) => place > verb && place - verb <= 5) === true,
    );
    if (object && (isName || isAct(sentence, verb))) add(2, verb);
  }
  return index < 0 || score < 1.5 ? null : { score: Math.min(3, score - 0.5), index };
}

function isDefensive(sentence: Sentence): boolean {
  return (
    wordsAt(sentence, DEFENCE).length > 0 ||
    (sentence.at[C.detect] ?? []).some((index) => index <= 3 && sentence.tokens[index]?.form !== null && isAct(sentence, index))
  );
}

const ATTACK_VERBS = new Set([
  'exploit',
  'exploits',
  'exploiting',
  'crack',
  'cracks',
  'cracking',
  'bruteforce',
  'hijack',
  'hijacks',
  'hijacking',
  'spoof',
  'spoofing',
  'poison',
  'poisoning',
  'exfiltrate',
  'exfiltrates',
  'exfiltrating',
  'steal',
  'steals',
  'stealing',
  'infect',
  'infects',
  'weaponize',
  'weaponizes',
  'sabotage',
  'sabotages',
  'brick',
  'deface',
  'impersonate',
  'impersonates',
  'phish',
  'abuse',
  'abuses',
  'abusing',
  'evade',
  'evades',
  'evading',
  'backdoor',
  'keylog',
  'smuggle',
]);
const ATTACK_WORDS = new Set([
  'hack',
  'dos',
  'flood',
  'corrupt',
  'destroy',
  'destroys',
  'intercept',
  'intercepts',
  'exhaust',
  'tamper',
  'escalate',
  'escalates',
  'escalation',
  'malicious',
  'attack',
  'attacks',
  'stolen',
  'stealth',
  'covert',
  'payload',
  'payloads',
  'victim',
  'attacker',
  'exploit',
  'persistence',
  'undetected',
  'unauthorized',
  'unauthorised',
  'escape',
  'bypass',
  'bypasses',
  'exfil',
  'privesc',
  'c2',
  'dump',
  'dumps',
  'dumping',
  'hashes',
  'injection',
  'inject',
  'injects',
  'cracked',
  'compromised',
  'hidden',
  'spoofed',
  'rogue',
  'cve',
  'rce',
  'suid',
  'harvest',
  'harvests',
  'sniff',
  'sniffs',
  'sniffing',
  'fake',
  'forge',
  'forged',
  'overflow',
  'hide',
  'hides',
  'unquoted',
  'poisoned',
  'steganographic',
  'mitm',
  'implant',
  'beacon',
  'enumerate',
  'recon',
  'reconnaissance',
  'brute',
  'sudo',
  'setuid',
  'hollowing',
  'tunnel',
  'tunneling',
]);
/** Words that speak of a crime and nothing else. */
const OPEN = new Set(['stolen', 'exfiltrated', 'exfil', 'privesc', 'shellcode', 'timestomp', 'timestomping', 'asreproast', 'exfiltration']);
const MAKES = new Set([
  'create',
  'creates',
  'write',
  'writes',
  'add',
  'embed',
  'embeds',
  'inject',
  'injects',
  'upload',
  'uploads',
  'deploy',
  'deploys',
  'generate',
  'generates',
  'install',
  'installs',
  'with',
  'execute',
  'executes',
]);
const MALICIOUS = new Set(['malicious']);
const TAKE = new Set([
  'dump',
  'dumps',
  'extract',
  'extracts',
  'capture',
  'captures',
  'collect',
  'collects',
  'gather',
  'gathers',
  'decrypt',
  'decrypts',
  'crack',
  'recover',
  'grab',
  'grabs',
  'sniff',
  'harvest',
  'intercept',
  'phish',
  'brute',
  'spray',
]);
const DEFENCE = new Set([
  'detect',
  'detects',
  'detecting',
  'detection',
  'detections',
  'prevent',
  'prevents',
  'prevention',
  'protect',
  'protects',
  'protection',
  'mitigate',
  'mitigates',
  'mitigation',
  'defend',
  'defense',
  'defence',
  'scan',
  'scans',
  'scanner',
  'scanning',
  'vulnerabilities',
  'vulnerability',
  'audit',
  'alerts',
  'alert',
  'findings',
  'threat',
  'threats',
  'intelligence',
  'advisories',
  'advisory',
  'report',
  'reports',
  'compliance',
  'remediate',
  'block',
  'blocks',
  'blocked',
  'monitor',
  'monitors',
  'investigate',
  'list',
  'lists',
  'search',
  'searches',
  'documentation',
  'analyze',
  'analyzes',
  'check',
  'checks',
  'simulate',
  'game',
  'mitre',
  'forensic',
  'incident',
  'incidents',
  'sandboxed',
  'security',
]);
