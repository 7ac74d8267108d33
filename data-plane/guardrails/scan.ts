import type { DetectorFamily, TextContext } from '../detectors/detector.ts';
import type { PlannedDetector } from './compile.ts';
import type { ExternalAnswer } from './external.ts';

/** A finding placed in the document: one range, or several where the value is split. */
export interface Hit {
  readonly planned: PlannedDetector;
  readonly ranges: readonly (readonly [number, number])[];
  readonly confidence: number;
  readonly label: string | null;
}

/** A detector that gave no answer for a text. */
export interface Failure {
  readonly planned: PlannedDetector;
  readonly reason: 'threw' | 'time';
}

/** What has been found in one message so far. */
export interface Scan {
  readonly hits: Hit[];
  readonly failures: Map<string, Failure>;
  /** Highest confidence per family, whatever the thresholds. */
  readonly scores: Map<DetectorFamily, number>;
  /** Ids of detectors that answered for at least one text. */
  readonly answered: Set<string>;
  readonly clock: () => number;
  readonly deadline: number;
  /** Kept hits by detector. */
  readonly kept: Map<string, Extent[]>;
}

/** Where a kept hit begins and ends in the document, and how sure it is. */
interface Extent {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** A scan that may run until `budgetMs` from now. */
export function newScan(clock: () => number, budgetMs: number): Scan {
  return { hits: [], failures: new Map(), scores: new Map(), answered: new Set(), clock, deadline: clock() + budgetMs, kept: new Map() };
}

/** Where a span of the text being scanned lies in the document. */
export type ToDocument = (start: number, end: number) => [number, number][];

/** Says whether the message's time is used up. */
export function isOutOfTime(scan: Scan): boolean {
  return scan.clock() > scan.deadline;
}

/**
 * Shows one text to detectors and keeps what they saw. A detector that throws, or whose turn comes after the deadline,
 * is noted as failed; the others still run.
 */
export function scanText(
  scan: Scan,
  detectors: readonly PlannedDetector[],
  text: string,
  context: TextContext,
  toDocument: ToDocument,
): void {
  if (text.length === 0) return;
  for (const planned of detectors) {
    const { detector } = planned;
    if (isOutOfTime(scan)) {
      if (!scan.failures.has(detector.id)) scan.failures.set(detector.id, { planned, reason: 'time' });
      continue;
    }
    try {
      for (const finding of detector.detect(text, context)) {
        const known = scan.scores.get(detector.family);
        if (known === undefined || finding.confidence > known) scan.scores.set(detector.family, finding.confidence);
        if (finding.end <= finding.start || !isAskedFor(planned, finding.confidence)) continue;
        keep(scan, planned, toDocument(finding.start, finding.end), finding.confidence, finding.label ?? null);
      }
      scan.answered.add(detector.id);
    } catch {
      scan.failures.set(detector.id, { planned, reason: 'threw' });
    }
  }
}

/** Keeps what a detector outside the process said, or notes that it said nothing usable. */
export function addExternal(
  scan: Scan,
  detectors: readonly PlannedDetector[],
  answers: readonly ExternalAnswer[],
  documentLength: number,
): void {
  for (const planned of detectors) {
    const { id, family } = planned.detector;
    if (!id.startsWith('webhook.')) continue;
    const answer = answers.find((candidate) => candidate.detectorId === id);
    if (answer === undefined || answer.findings === null) {
      scan.failures.set(id, { planned, reason: 'threw' });
      continue;
    }
    scan.answered.add(id);
    for (const finding of answer.findings) {
      if (finding.start < 0 || finding.end > documentLength || finding.end <= finding.start) continue;
      scan.scores.set(family, Math.max(scan.scores.get(family) ?? 0, finding.confidence));
      if (isAskedFor(planned, finding.confidence))
        keep(scan, planned, [[finding.start, finding.end]], finding.confidence, finding.label ?? null);
    }
  }
}

function isAskedFor(planned: PlannedDetector, confidence: number): boolean {
  for (const rule of planned.rules) if (confidence >= rule.threshold) return true;
  return false;
}

/** Keeps a hit unless one of the same detector over the same place is already known and at least as sure, from another view. */
function keep(scan: Scan, planned: PlannedDetector, ranges: [number, number][], confidence: number, label: string | null): void {
  const first = ranges[0];
  const last = ranges[ranges.length - 1];
  if (first === undefined || last === undefined) return;
  const extent = { start: first[0], end: Math.max(first[1], last[1]), confidence };
  const kept = scan.kept.get(planned.detector.id);
  if (kept === undefined) scan.kept.set(planned.detector.id, [extent]);
  else {
    if (isKnown(kept, extent)) return;
    kept.push(extent);
  }
  scan.hits.push({ planned, ranges, confidence, label });
}

const MAX_COMPARED = 64;

/** Compares with hits nearby: with all of a few, with the closest and the latest of many. */
function isKnown(kept: readonly Extent[], extent: Extent): boolean {
  if (kept.length > MAX_COMPARED) {
    // Hits of the text as sent come first and in order, so a binary search lands beside the one that could cover this.
    let low = 0;
    let high = kept.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (kept[middle]!.end <= extent.start) low = middle + 1;
      else high = middle;
    }
    if (covers(kept[low]!, extent)) return true;
  }
  for (let i = Math.max(0, kept.length - MAX_COMPARED); i < kept.length; i++) if (covers(kept[i]!, extent)) return true;
  return false;
}

function covers(known: Extent, extent: Extent): boolean {
  return known.start < extent.end && extent.start < known.end && known.confidence >= extent.confidence;
}
