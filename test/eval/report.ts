import type { Figures, SliceFigures } from './figures.ts';

const MIN_TAG_ROWS = 10;

/** How tables are drawn: for a terminal, or for a page of Markdown. */
export type ReportForm = 'text' | 'markdown';

/** The figures as tables for people; tags with few rows are left to `--json`. */
export function reportOf(figures: Figures, form: ReportForm = 'text'): string {
  const draw = form === 'text' ? textTable : markdownTable;
  const sections = [
    `rows: ${figures.rows}`,
    draw(
      'Families (flagged = a finding above the lowest threshold of the policy)',
      ['family', 'rows +', 'rows -', 'precision', 'recall', 'F1', 'FPR', 'R@1%', 'R@0.1%', 'AUC'],
      figures.families.map((f) => [
        f.family,
        String(f.positives),
        String(f.negatives),
        share(f.precision),
        share(f.recall),
        share(f.f1),
        percent(f.falsePositiveRate),
        share(f.recallAt1),
        share(f.recallAt01),
        share(f.auc),
      ]),
    ),
    sliceSection(
      draw,
      'By kind',
      figures.slices.filter((s) => s.by === 'kind'),
    ),
    sliceSection(
      draw,
      'Ordinary output, families it carries no label for (blocked = redacted or blocked)',
      figures.slices.filter((s) => s.by === 'unlabelled'),
    ),
    sliceSection(
      draw,
      'By source',
      figures.slices.filter((s) => s.by === 'source'),
    ),
    sliceSection(
      draw,
      `By tag (${MIN_TAG_ROWS} rows or more)`,
      figures.slices.filter((s) => s.by === 'tag' && s.rows >= MIN_TAG_ROWS),
    ),
    draw(
      'Spans',
      ['family and type', 'spans', 'P exact', 'R exact', 'F1 exact', 'P overlap', 'R overlap', 'F1 overlap'],
      figures.spans.map((s) => [
        s.type,
        String(s.expected),
        share(s.exact.precision),
        share(s.exact.recall),
        share(s.exact.f1),
        share(s.overlapping.precision),
        share(s.overlapping.recall),
        share(s.overlapping.f1),
      ]),
    ),
    draw(
      'Time, microseconds per KB',
      ['kind', 'p50', 'p99'],
      figures.time.map((t) => [t.kind, number(t.p50), number(t.p99)]),
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function sliceSection(draw: Draw, title: string, slices: readonly SliceFigures[]): string {
  return draw(
    title,
    ['family', 'kind', 'slice', 'label', 'rows', 'flagged', 'blocked', 'R@1%', 'R@0.1%', 'AUC'],
    slices.map((s) => [
      s.family,
      s.kind,
      s.name === s.kind ? '' : s.name,
      String(s.label),
      String(s.rows),
      percent(s.flagged),
      percent(s.blocked),
      share(s.recallAt1),
      share(s.recallAt01),
      share(s.auc),
    ]),
  );
}

type Draw = (title: string, heads: readonly string[], rows: readonly (readonly string[])[]) => string;

function textTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isText(heads[i]!) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [title, line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function markdownTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(heads), line(heads.map((head) => (isText(head) ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function isText(head: string): boolean {
  return head === 'family' || head === 'kind' || head === 'slice' || head === 'family and type';
}

function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3);
}

function percent(value: number | null): string {
  return value === null ? '' : `${(value * 100).toFixed(2)}%`;
}

function number(value: number | null): string {
  return value === null ? '' : value.toFixed(1);
}
