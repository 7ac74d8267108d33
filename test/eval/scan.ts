import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rank } from '../../control-plane/scanner/check.ts';
import type { Peer, ScanFinding, Severity } from '../../control-plane/scanner/check.ts';
import { registryChecks } from '../../control-plane/scanner/checks/index.ts';
import { raiseTogether } from '../../control-plane/scanner/combine.ts';
import { diffDefinitions } from '../../control-plane/scanner/diff/diff.ts';
import { bySeverity, findingOf, scanDefinition, subjectOf } from '../../control-plane/scanner/run.ts';
import { peerOf } from '../../control-plane/scanner/scan-server.ts';
import { attackGrade } from '../../control-plane/scanner/score.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { emptyFigures, figuresOf, regressions, tableOf } from './scan-figures.ts';
import type { Figures, JudgedRow } from './scan-figures.ts';

/** One row of a corpus, in the shape of `shared/corpora/tools/README.md`. */
interface CorpusRow {
  readonly id: string;
  readonly server?: string;
  readonly source?: string;
  readonly label?: string;
  readonly category?: string | null;
  readonly tool?: Record<string, unknown>;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly peers?: readonly { readonly server: string; readonly tool: unknown }[];
  readonly visible?: boolean;
}

/**
 * `npm run eval -- scan [--json | --verdicts | --check | --write-baseline] [FILE...]`
 *
 * Streams JSONL and judges each row with the checks the control plane runs. Without files the corpora beside the
 * checkout are used; where they are absent, `--check` says so loudly and passes.
 * Returns: the exit code: 0, 1 on a regression, 2 on bad input.
 */
export async function runScanEval(argv: readonly string[]): Promise<number> {
  const flags = new Set(argv.filter((arg) => arg.startsWith('--')));
  if (flags.has('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const unknown = [...flags].find((flag) => !['--json', '--verdicts', '--check', '--write-baseline'].includes(flag));
  if (unknown !== undefined) return complain(`unknown option ${unknown}; known are --json, --verdicts, --check and --write-baseline`);
  let files = argv.filter((arg) => !arg.startsWith('--'));
  if (files.length === 0) {
    const folder = join(packageRoot(), '..', 'shared', 'corpora', 'tools');
    files = ['benign', 'malicious', 'vulnerable', 'pairs'].map((name) => join(folder, `${name}.jsonl`));
    if (!existsSync(folder)) {
      if (!flags.has('--check')) return complain(`no file was named, and there is no corpus at ${folder}`);
      process.stderr.write(`SKIPPED: the scan was NOT evaluated, because there is no corpus at ${folder}\n`);
      return 0;
    }
  }
  const rows: JudgedRow[] = [];
  for (const file of files) {
    try {
      for await (const { row, line } of readRows(file)) {
        const judged = judge(row);
        if (judged === null) {
          process.stderr.write(`${file}:${line}: a row needs "id" and either "tool" or "before" and "after"; it was left out\n`);
        } else if (flags.has('--verdicts')) {
          if (!process.stdout.write(`${JSON.stringify(verdictOf(judged))}\n`))
            await new Promise((resolve) => process.stdout.once('drain', resolve));
        } else rows.push(judged);
      }
    } catch (error) {
      return complain(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    }
  }
  if (flags.has('--verdicts')) return 0;
  const figures = rows.length === 0 ? emptyFigures() : figuresOf(rows);
  if (flags.has('--write-baseline')) writeFileSync(BASELINE(), `${JSON.stringify({ ...figures, usPerRow: undefined }, null, 2)}\n`);
  process.stdout.write(flags.has('--json') ? `${JSON.stringify(figures)}\n` : tableOf(figures));
  return flags.has('--check') ? check(figures) : 0;
}

const USAGE = `usage: npm run eval -- scan [--json] [FILE...]      figures, as a table or as JSON
       npm run -s eval -- scan --verdicts FILE...    one JSON line per row
       npm run eval -- scan --check [FILE...]        fails where figures fell below test/eval/scan-baseline.json
       npm run eval -- scan --write-baseline         makes the present figures the baseline
FILE is JSONL of tool definitions (label benign, malicious or vulnerable) or of pairs (before, after).
`;

const BASELINE = (): string => join(packageRoot(), 'test', 'eval', 'scan-baseline.json');

function check(figures: Figures): number {
  const worse = regressions(JSON.parse(readFileSync(BASELINE(), 'utf8')) as Figures, figures);
  for (const line of worse) process.stderr.write(`REGRESSION: ${line}\n`);
  if (worse.length === 0) process.stderr.write('no regression against test/eval/scan-baseline.json\n');
  return worse.length === 0 ? 0 : 1;
}

function complain(message: string): number {
  process.stderr.write(`eval scan: ${message}\n`);
  return 2;
}

async function* readRows(file: string): AsyncGenerator<{ row: CorpusRow; line: number }> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch {
      throw new Error(`line ${line} is not JSON`);
    }
    yield { row: row as CorpusRow, line };
  }
}

/** Judges a row as the control plane would: the definition, its peers, or the change. Null when it has neither. */
export function judge(row: CorpusRow): JudgedRow | null {
  const started = process.hrtime.bigint();
  const base = {
    id: row.id,
    server: row.server ?? '',
    source: row.source ?? '',
    label: row.label ?? '',
    category: row.category ?? null,
    visible: row.visible !== false,
  };
  const done = (findings: readonly ScanFinding[], grade: Severity | 'none', pair: boolean): JudgedRow => ({
    ...base,
    pair,
    findings,
    grade,
    us: Number(process.hrtime.bigint() - started) / 1_000,
  });
  if (typeof row.id !== 'string') return null;
  if (isObject(row.before) && isObject(row.after)) {
    const diff = diffDefinitions('tool', row.before, row.after);
    const changes = diff.changes
      .filter((change) => change.kind !== 'introduced-attack')
      .map((change): ScanFinding => changeAsFinding(change, String(row.after?.['name'])));
    return done(bySeverity([...diff.introduced, ...changes]), diff.grade, true);
  }
  if (!isObject(row.tool)) return null;
  const subject = subjectOf('tool', row.tool);
  const peers = (row.peers ?? []).map((peer) => asPeer(peer.server, peer.tool)).filter((peer) => peer !== null);
  const server = row.server ?? '';
  const extra =
    peers.length === 0
      ? []
      : registryChecks.flatMap((one) => one.run({ server, tool: subject, peers }).map((evidence) => findingOf(one, subject, evidence)));
  const findings = bySeverity(raiseTogether([...scanDefinition(subject).findings, ...extra]));
  return done(findings, attackGrade(findings), false);
}

/** A peer's tool is a definition, or only its name. */
function asPeer(server: unknown, tool: unknown): Peer | null {
  const name = typeof server === 'string' && server !== '' ? server : 'peer';
  if (isObject(tool)) return peerOf(name, tool);
  return typeof tool === 'string' ? peerOf(name, { name: tool }) : null;
}

function changeAsFinding(
  change: { kind: string; severity: Severity; path: string; start: number; end: number; note: string },
  name: string,
): ScanFinding {
  return {
    check: `rp-${change.kind}`,
    title: change.note,
    class: rank(change.severity) >= 2 ? 'attack' : 'hygiene',
    severity: change.severity,
    confidence: rank(change.severity) >= 2 ? 0.7 : 0.5,
    subject: { kind: 'tool', name },
    path: change.path,
    start: change.start,
    end: change.end,
    note: change.note,
    decoded: null,
    references: [],
    remediation: '',
    fingerprint: '',
  };
}

function verdictOf(row: JudgedRow): unknown {
  return {
    id: row.id,
    grade: row.grade,
    findings: row.findings.map(({ check: id, class: cls, severity, confidence, path, start, end }) => ({
      check: id,
      class: cls,
      severity,
      confidence,
      path,
      start,
      end,
    })),
    us: Math.round(row.us),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name under which `run.ts` calls it. */
export const scanCommand = runScanEval;
