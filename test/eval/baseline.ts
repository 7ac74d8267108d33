import { readFile, writeFile } from 'node:fs/promises';
import { EvalError } from './eval-error.ts';
import type { Figures } from './figures.ts';

/** Committed figures of one family on one slice. */
interface BaselineSlice {
  readonly family: string;
  readonly by: string;
  readonly kind: string;
  readonly name: string;
  readonly label: 0 | 1;
  readonly rows: number;
  readonly flagged: number;
  readonly blocked: number;
}

/** Committed F1 of spans of one type. */
interface BaselineSpan {
  readonly type: string;
  readonly expected: number;
  readonly f1: number;
}

/** Figures that later runs are held to. */
export interface Baseline {
  readonly slices: readonly BaselineSlice[];
  readonly spans: readonly BaselineSpan[];
}

// One row of a small slice may turn without anything being wrong; whole kinds may not drift.
const TOLERANCE = { kind: 0.002, unlabelled: 0.001, source: 0.01, span: 0.005 };
const MIN_ROWS = 20;

/** Writes the figures that later runs are held to: kinds, sources, and types of spans with enough rows. */
export async function writeBaseline(path: string, figures: Figures): Promise<void> {
  const slices = figures.slices
    .filter((slice) => slice.by !== 'tag' && slice.rows >= MIN_ROWS)
    .map(({ family, by, kind, name, label, rows, flagged, blocked }) => ({
      family,
      by,
      kind,
      name,
      label,
      rows,
      flagged: round(flagged),
      blocked: round(blocked),
    }));
  const spans = figures.spans
    .filter((span) => span.expected >= MIN_ROWS && (span.overlapping.f1 ?? 0) > 0.5)
    .map((span) => ({ type: span.type, expected: span.expected, f1: round(span.overlapping.f1 ?? 0) }));
  await writeFile(path, `${JSON.stringify({ slices, spans }, null, 2)}\n`);
}

/** Compares a run with committed figures and prints what got worse. Returns: 1 when something did, else 0. */
export async function checkAgainst(path: string, figures: Figures): Promise<number> {
  const problems = regressions(await readBaseline(path), figures);
  if (problems.length === 0) {
    process.stdout.write(`eval: no figure is worse than in ${path}\n`);
    return 0;
  }
  process.stderr.write(`eval: worse than ${path}:\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
  return 1;
}

/** What got worse, one sentence each. A slice that is missing or has other rows is a regression too: it measures nothing. */
export function regressions(baseline: Baseline, figures: Figures): string[] {
  const problems: string[] = [];
  for (const was of baseline.slices) {
    const at = `${was.family}, ${was.by} ${was.name}${was.by === 'source' ? ` (${was.kind})` : ''}`;
    const now = figures.slices.find(
      (s) => s.family === was.family && s.by === was.by && s.kind === was.kind && s.name === was.name && s.label === was.label,
    );
    if (now === undefined || now.rows !== was.rows) {
      problems.push(`${at}: ${now?.rows ?? 0} rows, the committed figures have ${was.rows}; run on the same files or write new figures`);
      continue;
    }
    const tolerance = was.by === 'kind' ? TOLERANCE.kind : was.by === 'unlabelled' ? TOLERANCE.unlabelled : TOLERANCE.source;
    if (was.label === 1 && now.flagged < was.flagged - tolerance)
      problems.push(`${at}: recall ${share(now.flagged)}, was ${share(was.flagged)}`);
    if (was.label === 0 && now.flagged > was.flagged + tolerance)
      problems.push(`${at}: false positives ${share(now.flagged)}, was ${share(was.flagged)}`);
    if (was.label === 1 && now.blocked < was.blocked - tolerance)
      problems.push(`${at}: blocked ${share(now.blocked)}, was ${share(was.blocked)}`);
    if (was.label === 0 && now.blocked > was.blocked + tolerance)
      problems.push(`${at}: wrongly blocked ${share(now.blocked)}, was ${share(was.blocked)}`);
  }
  for (const was of baseline.spans) {
    const now = figures.spans.find((span) => span.type === was.type)?.overlapping.f1 ?? 0;
    if (now < was.f1 - TOLERANCE.span) problems.push(`spans of ${was.type}: F1 ${share(now)}, was ${share(was.f1)}`);
  }
  return problems;
}

/** Committed figures. Throws: EvalError where the file cannot be used. */
export async function readBaseline(path: string): Promise<Baseline> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Baseline;
  } catch (error) {
    throw new EvalError(`--check ${path}: ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}; write it with --write`);
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function share(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}
