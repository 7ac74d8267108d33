import { rank, SEVERITIES } from './check.ts';
import type { CheckClass, ScanFinding, Severity } from './check.ts';

/** A risk grade and the sentence that explains it. */
export interface RiskScore {
  /** 0 (nothing found) to 100. */
  readonly score: number;
  /** A to F, as people read it. */
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'F';
  readonly explanation: string;
}

/**
 * The grade that decides: attack findings alone reach medium and above; exposure and hygiene show below it.
 *
 * Returns: `none` without findings; the worst attack finding; else `low` for an exposure of medium and above, `info` for the rest.
 */
export function attackGrade(findings: readonly Pick<ScanFinding, 'class' | 'severity'>[]): Severity | 'none' {
  let worst: Severity | null = null;
  let exposed: Severity | null = null;
  for (const finding of findings) {
    if (finding.class === 'attack') {
      if (rank(finding.severity) > rank(worst)) worst = finding.severity;
    } else if (finding.class === 'exposure' && rank(finding.severity) >= 2) exposed = 'low';
    else exposed ??= 'info';
  }
  const other = rank(exposed) > rank(worst) ? exposed : worst;
  return other ?? 'none';
}

/**
 * A risk score for a tool or a server, explained by what made it.
 *
 * Attack findings weigh most and by confidence; exposures add up with diminishing returns and stop at 55, hygiene at 25,
 * so that a useful but powerful tool is never mistaken for a hostile one.
 */
export function riskScore(findings: readonly ScanFinding[]): RiskScore {
  const parts: Record<CheckClass, number> = { attack: 0, exposure: 0, hygiene: 0 };
  for (const cls of ['attack', 'exposure', 'hygiene'] as const) {
    const points = findings
      .filter((finding) => finding.class === cls)
      .map((finding) => (POINTS[cls][SEVERITIES.indexOf(finding.severity)] ?? 0) * Math.max(0.4, finding.confidence))
      .sort((a, b) => b - a);
    parts[cls] = Math.min(
      CAP[cls],
      points.reduce((sum, point, index) => sum + point / (index + 1), 0),
    );
  }
  const score = Math.round(Math.min(100, parts.attack + (1 - parts.attack / 100) * (parts.exposure + parts.hygiene)));
  const grade = score >= 75 ? 'F' : score >= 50 ? 'D' : score >= 30 ? 'C' : score >= 12 ? 'B' : 'A';
  const top = [...findings].sort((a, b) => rank(b.severity) - rank(a.severity))[0];
  const counts = (['attack', 'exposure', 'hygiene'] as const)
    .map((cls) => `${findings.filter((finding) => finding.class === cls).length} ${cls}`)
    .join(', ');
  return {
    score,
    grade,
    explanation: top === undefined ? 'nothing was found' : `${counts}; the worst is "${top.title.toLowerCase()}" (${top.severity})`,
  };
}

const POINTS: Readonly<Record<CheckClass, readonly number[]>> = {
  attack: [4, 12, 40, 75, 95],
  exposure: [1, 4, 12, 22, 35],
  hygiene: [1, 3, 8, 15, 25],
};
const CAP: Readonly<Record<CheckClass, number>> = { attack: 100, exposure: 55, hygiene: 25 };
