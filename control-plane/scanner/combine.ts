import { SEVERITIES } from './check.ts';
import type { ScanFinding, Severity } from './check.ts';

/**
 * The severity of a finding: that of its check when it is certain, less as confidence falls.
 *
 * From 0.74 on it is the check's own, from 0.6 one step below, from 0.5 medium, from 0.3 low, else info.
 */
export function scaled(severity: Severity, confidence: number): Severity {
  const base = SEVERITIES.indexOf(severity);
  if (confidence >= STRONG) return severity;
  if (confidence >= MEDIUM) return SEVERITIES[Math.min(base, Math.max(2, confidence >= 0.6 ? base - 1 : 0))] as Severity;
  if (confidence >= WEAK) return SEVERITIES[Math.min(base, 1)] as Severity;
  return 'info';
}

/** Confidence from which an attack finding keeps its severity, is at least medium, is at least low. */
export const STRONG = 0.74;
export const MEDIUM = 0.5;
export const WEAK = 0.3;

/**
 * What all attack findings of one definition say together: independent hints add up.
 *
 * Returns: the probability that at least one is right, one hint per check, damped because hints in one text are not independent.
 */
export function together(findings: readonly ScanFinding[]): number {
  const strongest = new Map<string, number>();
  for (const finding of findings)
    if (finding.class === 'attack') strongest.set(finding.check, Math.max(strongest.get(finding.check) ?? 0, finding.confidence));
  const sorted = [...strongest.values()].sort((a, b) => b - a);
  let miss = 1;
  sorted.forEach((confidence, index) => (miss *= 1 - confidence * (index === 0 ? 1 : DAMPING)));
  return 1 - miss;
}

const DAMPING = 0.6;

/**
 * Raises the strongest attack finding of a definition to what all of them together warrant.
 *
 * Three weak signs in one description are a medium finding even where none is one by itself.
 */
export function raiseTogether(findings: readonly ScanFinding[]): readonly ScanFinding[] {
  const attacks = findings.filter((finding) => finding.class === 'attack');
  if (attacks.length < 2) return findings;
  const joint = together(attacks);
  const top = attacks.reduce((best, finding) =>
    rankOf(finding) > rankOf(best) || (rankOf(finding) === rankOf(best) && finding.confidence > best.confidence) ? finding : best,
  );
  const wanted: Severity = joint >= 0.82 ? 'high' : joint >= 0.56 ? 'medium' : 'low';
  if (SEVERITIES.indexOf(wanted) <= rankOf(top)) return findings;
  return findings.map((finding) =>
    finding === top
      ? { ...finding, severity: wanted, note: `${finding.note}; raised because ${attacks.length} signs come together` }
      : finding,
  );
}

function rankOf(finding: ScanFinding): number {
  return SEVERITIES.indexOf(finding.severity);
}
