import type { Detector, Finding } from '../detector.ts';
import { buildMultiPattern, findPatterns, type MultiPattern } from '../multi-pattern.ts';
import { readAssignment } from './assignment.ts';
import { entropyOf } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';
import { serviceRules } from './rules/index.ts';

/**
 * Credentials without a shape of their own, known by the service's name left of `=` or `:`.
 *
 * Shape: a name that holds the service (`DATADOG_API_KEY`, `"jfrogSecret"`, `meraki-token`), an operator, and a value of
 *   the length and alphabet that the service uses.
 * Cost: one automaton pass over the text; a bounded read at each name.
 * Misses: a value with no name beside it, and services not listed in `rules/` (see `secret.generic-assignment`).
 * Source: the providers' documentation, cited in `rules/`.
 */
export const secretServiceCredential: Detector = {
  id: 'secret.service-credential',
  family: 'secret',
  version: 1,
  severity: 'critical',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    compiled ??= compile();
    const hits = findPatterns(compiled.automaton, text);
    const findings: Finding[] = [];
    let covered = 0;
    for (let i = 0; i < hits.length; i += 2) {
      const end = hits[i + 1] as number;
      if (end <= covered) continue;
      const finding = matchAt(text, end, compiled.rules[hits[i] as number] ?? []);
      if (finding === null || finding.start < covered) continue;
      findings.push(finding);
      covered = finding.end;
    }
    return findings;
  },
};

interface CompiledRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly entropy: number;
  readonly confidence: number;
}

let compiled: { readonly automaton: MultiPattern; readonly rules: readonly (readonly CompiledRule[])[] } | null = null;

function compile(): NonNullable<typeof compiled> {
  const names: string[] = [];
  const rules: CompiledRule[][] = [];
  for (const rule of serviceRules) {
    const entry = { id: rule.id, pattern: new RegExp(`^(?:${rule.value})$`), entropy: rule.entropy ?? 2.5, confidence: rule.confidence ?? 0.95 };
    for (const name of rule.names) {
      let index = names.indexOf(name);
      if (index < 0) {
        index = names.push(name) - 1;
        rules.push([]);
      }
      rules[index]?.push(entry);
    }
  }
  return { automaton: buildMultiPattern(names, { ignoreCase: true }), rules };
}

const GAP = 32;
const MIN_VALUE = 8;
/** Names that hold a service's name but no credential. */
const HARMLESS_NAME = /(?:^|[_.-])(?:url|uri|host|hostname|endpoint|domain|region|zone|version|repo|repository|branch|commit|sha|ref|image|tag|digest|hash|checksum|etag|path|file|dir|user|username|email|team|project|workspace|channel|guild|message|page|issue|build|run|job|event|trace|span|request|session_?name|module|class|type|status)(?:id|name)?$|(?:Url|Uri|Host|Sha|Commit|Digest|Hash|Etag|Version)$/i;

function matchAt(text: string, nameEnd: number, rules: readonly CompiledRule[]): Finding | null {
  const assigned = readAssignment(text, nameEnd, GAP);
  if (assigned === null || assigned.end - assigned.start < MIN_VALUE) return null;
  let value = text.slice(assigned.start, assigned.end);
  let start = assigned.start;
  const scheme = /^(?:Bearer|Basic|Token|ApiKey|SSWS|GenieKey|key|token)[ =:]\s{0,2}/i.exec(value);
  if (scheme !== null) {
    start += scheme[0].length;
    value = value.slice(scheme[0].length);
  }
  for (const rule of rules) {
    if (!rule.pattern.test(value)) continue;
    if (entropyOf(value) < rule.entropy || isPlaceholder(value)) continue;
    if (HARMLESS_NAME.test(text.slice(assigned.nameStart, assigned.nameEnd))) return null;
    if (!hasDigit(value)) continue;
    return { detectorId: secretServiceCredential.id, start, end: start + value.length, confidence: rule.confidence, label: rule.id };
  }
  return null;
}

function hasDigit(value: string): boolean {
  return /\d/.test(value);
}
