import type { Detector, Finding } from '../detector.ts';
import { buildMultiPattern, findPatterns, type MultiPattern } from '../multi-pattern.ts';
import { startsToken } from './edge.ts';
import { entropyOf } from './entropy.ts';
import { isStandIn } from './placeholder.ts';
import { markerRules, tokenRules } from './rules/index.ts';

/**
 * Credentials that carry a provider's fixed text, such as `ghp_`, `AKIA` or `T3BlbkFJ`.
 *
 * Shape: as `rules/` says; both edges bounded, entropy above the rule's floor, not a stand-in such as `ghp_xxxx`.
 * Cost: one automaton pass over the text; a bounded pattern at each keyword.
 * Misses: a token split over two texts; providers without a fixed text (see `secret.service-credential`).
 * Source: the providers' documentation, cited in `rules/`.
 */
export const secretProviderToken: Detector = {
  id: 'secret.provider-token',
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
      const keyword = hits[i] as number;
      const end = hits[i + 1] as number;
      if (end <= covered) continue;
      for (const rule of compiled.rules[keyword] ?? []) {
        const finding = rule.length > 0 ? matchStart(text, end - rule.length, rule) : matchMarker(text, end, rule);
        if (finding === null) continue;
        findings.push(finding);
        covered = finding.end;
        break;
      }
    }
    return findings;
  },
};

interface CompiledRule {
  readonly id: string;
  /** Length of the fixed beginning; 0 for a marker inside the token. */
  readonly length: number;
  readonly markerLength: number;
  readonly lookBehind: number;
  readonly pattern: RegExp;
  readonly entropy: number;
  readonly confidence: number;
  readonly near: readonly string[];
}

let compiled: { readonly automaton: MultiPattern; readonly rules: readonly (readonly CompiledRule[])[] } | null = null;

function compile(): NonNullable<typeof compiled> {
  const keywords: string[] = [];
  const rules: CompiledRule[][] = [];
  const add = (keyword: string, rule: CompiledRule): void => {
    let index = keywords.indexOf(keyword);
    if (index < 0) {
      index = keywords.push(keyword) - 1;
      rules.push([]);
    }
    rules[index]?.push(rule);
  };
  for (const rule of tokenRules) {
    const common = {
      id: rule.id,
      markerLength: 0,
      lookBehind: 0,
      entropy: rule.entropy ?? 2.5,
      confidence: rule.confidence ?? 0.97,
      near: rule.near ?? [],
    };
    for (const start of rule.starts)
      add(start, { ...common, length: start.length, pattern: new RegExp(`(?:${rule.body})(?![A-Za-z0-9])`, 'y') });
  }
  for (const rule of markerRules) {
    const marker = rule.marker.replace(/[^A-Za-z0-9]/g, '\\$&');
    const pattern = new RegExp(`${AT_EDGE}${rule.before}${marker}(?:${rule.after})(?![A-Za-z0-9])`, 'g');
    add(rule.marker, {
      id: rule.id,
      length: 0,
      markerLength: rule.marker.length,
      lookBehind: rule.beforeMax,
      pattern,
      entropy: rule.entropy ?? 2.5,
      confidence: rule.confidence ?? 0.97,
      near: [],
    });
  }
  return { automaton: buildMultiPattern(keywords), rules };
}

/** As `startsToken`, inside a pattern, so that it is not tried in the middle of a word. */
const AT_EDGE = '(?<!(?<!\\\\|%[0-9A-Fa-f]|\\\\u[0-9A-Fa-f]{3})[A-Za-z0-9])';
const NEAR_CHARS = 120;
const WINDOW_AFTER = 140;
const EDGE_CHARS = 7;

function matchStart(text: string, start: number, rule: CompiledRule): Finding | null {
  if (!startsToken(text, start)) return null;
  rule.pattern.lastIndex = start + rule.length;
  const match = rule.pattern.exec(text);
  if (match === null) return null;
  if (entropyOf(match[0]) < rule.entropy || isStandIn(match[0])) return null;
  if (rule.near.length > 0 && !isNear(text, start, rule.near)) return null;
  return {
    detectorId: secretProviderToken.id,
    start,
    end: start + rule.length + match[0].length,
    confidence: rule.confidence,
    label: rule.id,
  };
}

function matchMarker(text: string, markerEnd: number, rule: CompiledRule): Finding | null {
  const from = Math.max(0, markerEnd - rule.markerLength - rule.lookBehind - EDGE_CHARS);
  const window = text.slice(from, markerEnd + WINDOW_AFTER);
  rule.pattern.lastIndex = 0;
  const match = rule.pattern.exec(window);
  if (match === null || entropyOf(match[0]) < rule.entropy || isStandIn(match[0])) return null;
  const start = from + match.index;
  if (!startsToken(text, start)) return null;
  return { detectorId: secretProviderToken.id, start, end: start + match[0].length, confidence: rule.confidence, label: rule.id };
}

function isNear(text: string, start: number, names: readonly string[]): boolean {
  const before = text.slice(Math.max(0, start - NEAR_CHARS), start).toLowerCase();
  return names.some((name) => {
    const at = before.lastIndexOf(name);
    return at === 0 || (at > 0 && !/[a-z]/.test(before[at - 1] as string));
  });
}
