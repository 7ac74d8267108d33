import { rank } from '../../control-plane/scanner/check.ts';
import type { ScanFinding, Severity } from '../../control-plane/scanner/check.ts';

/** A row and what the scan made of it. Units: `us` is microseconds. */
export interface JudgedRow {
  readonly id: string;
  readonly server: string;
  readonly source: string;
  readonly label: string;
  readonly category: string | null;
  readonly visible: boolean;
  readonly pair: boolean;
  readonly findings: readonly ScanFinding[];
  readonly grade: Severity | 'none';
  readonly us: number;
}

/** How many of how many. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

/** The figures of one evaluation. */
export interface Figures {
  readonly attackMedium: Share;
  readonly attackHigh: Share;
  readonly attackMediumAll: Share;
  readonly byCategory: Readonly<Record<string, Share>>;
  readonly benignTools: Share;
  readonly hardNegatives: Share;
  readonly honestServers: Share;
  readonly benignExposed: Share;
  readonly vulnerableVisible: Share;
  readonly vulnerableHidden: Share;
  readonly vulnerableByCategory: Readonly<Record<string, Share>>;
  readonly rugPulls: Share;
  readonly honestUpdates: Share;
  readonly usPerRow: { readonly p50: number; readonly p95: number; readonly mean: number };
}

/** Categories whose wording is plain; figures are given with and without them. */
const EASY: ReadonlySet<string> = new Set(['overt_malware']);

/** Figures of nothing. */
export function emptyFigures(): Figures {
  return figuresOf([]);
}

/** Counts, per label and category, what was found. */
export function figuresOf(rows: readonly JudgedRow[]): Figures {
  const worst = (row: JudgedRow): number =>
    row.findings.reduce((max, finding) => (finding.class === 'attack' ? Math.max(max, rank(finding.severity)) : max), -1);
  const exposed = (row: JudgedRow): boolean => row.findings.some((finding) => finding.class === 'exposure');
  const share = (list: readonly JudgedRow[], test: (row: JudgedRow) => boolean): Share => ({
    hits: list.filter(test).length,
    of: list.length,
  });
  const grouped = (list: readonly JudgedRow[], test: (row: JudgedRow) => boolean): Record<string, Share> => {
    const names = [...new Set(list.map(({ category }) => category ?? 'none'))].sort();
    return Object.fromEntries(
      names.map((name) => [
        name,
        share(
          list.filter(({ category }) => (category ?? 'none') === name),
          test,
        ),
      ]),
    );
  };
  const tools = rows.filter(({ pair }) => !pair);
  const malicious = tools.filter(({ label }) => label === 'malicious');
  const hard = malicious.filter(({ category }) => !EASY.has(category ?? ''));
  const benign = tools.filter(({ label }) => label === 'benign');
  const vulnerable = tools.filter(({ label }) => label === 'vulnerable');
  const real = benign.filter(({ server }) => !server.startsWith('fixture-'));
  const servers = [...new Set(real.map(({ server, source }) => `${source.split('@')[0]} ${server}`))];
  const flagged = new Set(real.filter((row) => worst(row) >= 2).map(({ server, source }) => `${source.split('@')[0]} ${server}`));
  const pairs = rows.filter(({ pair }) => pair);
  const raised = (row: JudgedRow): boolean => row.grade !== 'none' && rank(row.grade) >= 2;
  const times = rows.map(({ us }) => us).sort((a, b) => a - b);
  const at = (part: number): number => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  return {
    attackMedium: share(hard, (row) => worst(row) >= 2),
    attackHigh: share(hard, (row) => worst(row) >= 3),
    attackMediumAll: share(malicious, (row) => worst(row) >= 2),
    byCategory: grouped(malicious, (row) => worst(row) >= 2),
    benignTools: share(benign, (row) => worst(row) >= 2),
    hardNegatives: share(
      benign.filter(({ category }) => category === 'hard_negative'),
      (row) => worst(row) >= 2,
    ),
    honestServers: { hits: flagged.size, of: servers.length },
    benignExposed: share(benign, exposed),
    vulnerableVisible: share(
      vulnerable.filter(({ visible }) => visible),
      exposed,
    ),
    vulnerableHidden: share(
      vulnerable.filter(({ visible }) => !visible),
      exposed,
    ),
    vulnerableByCategory: grouped(
      vulnerable.filter(({ visible }) => visible),
      exposed,
    ),
    rugPulls: share(
      pairs.filter(({ label }) => label === 'rug_pull'),
      raised,
    ),
    honestUpdates: share(
      pairs.filter(({ label }) => label !== 'rug_pull'),
      raised,
    ),
    usPerRow: { p50: at(0.5), p95: at(0.95), mean: Math.round(times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length)) },
  };
}

const HIGHER_IS_BETTER = ['attackMedium', 'attackHigh', 'attackMediumAll', 'vulnerableVisible', 'rugPulls'] as const;
const LOWER_IS_BETTER = ['benignTools', 'hardNegatives', 'honestServers', 'honestUpdates'] as const;

/** What got worse than the committed figures; every row that changed sides counts. */
export function regressions(committed: Figures, now: Figures): string[] {
  const worse: string[] = [];
  for (const name of HIGHER_IS_BETTER)
    if (ratio(now[name]) < ratio(committed[name]) - 1e-9) worse.push(`${name}: ${shown(committed[name])} before, ${shown(now[name])} now`);
  for (const name of LOWER_IS_BETTER)
    if (ratio(now[name]) > ratio(committed[name]) + 1e-9) worse.push(`${name}: ${shown(committed[name])} before, ${shown(now[name])} now`);
  return worse;
}

/** The figures as a table for people. */
export function tableOf(figures: Figures): string {
  const lines = [
    ['attacks found, medium and above, without overt_malware', figures.attackMedium, '>= 90 %'],
    ['attacks found, high and above, without overt_malware', figures.attackHigh, '>= 80 %'],
    ['attacks found, medium and above, all', figures.attackMediumAll, ''],
    ['benign tools with an attack finding >= medium', figures.benignTools, '<= 0.5 %'],
    ['hard negatives with an attack finding >= medium', figures.hardNegatives, '<= 10 %'],
    ['honest servers with such a finding', figures.honestServers, '<= 5 %'],
    ['visible vulnerable definitions with an exposure', figures.vulnerableVisible, '>= 90 %'],
    ['invisible ones with an exposure', figures.vulnerableHidden, ''],
    ['benign tools with an exposure (a capability, no error)', figures.benignExposed, ''],
    ['rug pulls raised >= medium', figures.rugPulls, '>= 95 %'],
    ['honest updates raised >= medium', figures.honestUpdates, '<= 5 %'],
  ] as const;
  const out = lines
    .filter(([, share]) => share.of > 0)
    .map(([name, share, target]) => `${name.padEnd(58)} ${shown(share).padStart(22)}  ${target}`);
  for (const [title, group] of [
    ['malicious', figures.byCategory],
    ['vulnerable, visible', figures.vulnerableByCategory],
  ] as const) {
    if (Object.keys(group).length === 0) continue;
    out.push(
      '',
      `${title}, by category`,
      ...Object.entries(group).map(([name, share]) => `  ${name.padEnd(56)} ${shown(share).padStart(22)}`),
    );
  }
  const { p50, p95, mean } = figures.usPerRow;
  return `${out.join('\n')}\n\ntime per row: ${p50} µs p50, ${p95} µs p95, ${mean} µs mean\n`;
}

function ratio({ hits, of }: Share): number {
  return of === 0 ? 0 : hits / of;
}

function shown(share: Share): string {
  return `${(100 * ratio(share)).toFixed(1)} % (${share.hits}/${share.of})`;
}
