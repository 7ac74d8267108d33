import type { Detector, Finding } from '../detector.ts';
import { readAssignment, type Assigned } from './assignment.ts';
import { entropyOf } from './entropy.ts';
import { secretKeywords, serviceNames } from './keywords.ts';
import { isStandIn } from './placeholder.ts';
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
    const hits = secretKeywords.hits('service', text);
    if (hits.length === 0) return [];
    compiled ??= compile();
    const findings: Finding[] = [];
    let covered = 0;
    for (let i = 0; i < hits.length; i += 2) {
      const end = hits[i + 1] as number;
      if (end <= covered) continue;
      const keyword = hits[i] as number;
      if (isInsideWord(text, end - (compiled.lengths[keyword] as number))) continue;
      const finding = matchAt(text, end, compiled.rules[keyword] ?? []);
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

let compiled: { readonly lengths: readonly number[]; readonly rules: readonly (readonly CompiledRule[])[] } | null = null;

function compile(): NonNullable<typeof compiled> {
  const names = serviceNames();
  const rules: CompiledRule[][] = names.map(() => []);
  for (const rule of serviceRules) {
    const entry = {
      id: rule.id,
      pattern: new RegExp(`^(?:${rule.value})$`, rule.value.includes(UUID_START) ? 'i' : ''),
      entropy: rule.entropy ?? 2.5,
      confidence: rule.confidence ?? 0.95,
    };
    for (const name of rule.names) rules[names.indexOf(name)]?.push(entry);
  }
  return { lengths: names.map((name) => name.length), rules };
}

const UUID_START = '[0-9a-f]{8}-';
const GAP = 32;
const MIN_VALUE = 8;
/** Names that hold a service's name but no credential. */
const HARMLESS_NAME =
  /(?:^|[_.-])(?:url|uri|host|hostname|endpoint|domain|region|zone|version|repo|repository|branch|commit|sha|ref|image|tag|digest|hash|checksum|etag|path|file|dir|user|username|email|team|project|workspace|channel|guild|message|page|issue|build|run|job|event|trace|span|request|session_?name|module|class|type|status)(?:[_.-]?(?:id|name))?$|(?:Url|Uri|Host|Sha|Commit|Digest|Hash|Etag|Version)$/i;

function matchAt(text: string, nameEnd: number, rules: readonly CompiledRule[]): Finding | null {
  const assigned = readAssignment(text, nameEnd, GAP) ?? valueAfterBlank(text, nameEnd);
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
    if (entropyOf(value) < rule.entropy || isStandIn(value)) continue;
    if (HARMLESS_NAME.test(text.slice(assigned.nameStart, assigned.nameEnd))) return null;
    if (!hasDigit(value)) continue;
    return { detectorId: secretServiceCredential.id, start, end: start + value.length, confidence: rule.confidence, label: rule.id };
  }
  return null;
}

/** `using datadog_api_token 3fsx...`: a blank is enough where the name ends in a word for a secret. */
function valueAfterBlank(text: string, nameEnd: number): Assigned | null {
  AFTER_BLANK.lastIndex = nameEnd;
  const match = AFTER_BLANK.exec(text);
  if (match === null) return null;
  const value = match[1] as string;
  const end = nameEnd + match[0].length;
  return { nameStart: nameEnd, nameEnd: end - value.length - 1, start: end - value.length, end, quoted: false };
}

const AFTER_BLANK = /[\w.-]{0,32}(?:token|key|secret|password|pat|id)[ \t]([A-Za-z0-9_:.+/=%|~-]{16,200})(?![A-Za-z0-9])/iy;

/** A name that begins in the middle of a lower-case word, such as `okta` in `brooktable`, is another word. */
function isInsideWord(text: string, start: number): boolean {
  return isLower(text.charCodeAt(start - 1)) && isLower(text.charCodeAt(start));
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function hasDigit(value: string): boolean {
  return /\d/.test(value);
}
