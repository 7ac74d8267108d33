import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePolicy, defaultPolicy } from '../../data-plane/guardrails/index.ts';
import { regressions } from './baseline.ts';
import { figuresOf, type Figures } from './figures.ts';
import { guardrailsCommand } from './guardrails-command.ts';
import { judgeRow, roleOf } from './judge-row.ts';
import { reportOf } from './report.ts';
import { readRows, type Row } from './rows.ts';
import { areaUnderCurve, recallAt, ScoreHistogram } from './score-histogram.ts';
import { Tally } from './tally.ts';
import { verdictLine } from './verdict-line.ts';

const compiled = compilePolicy(defaultPolicy('eval'));
const CARD = '4111 1111 1111 1111';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-eval-'));
});
afterAll(() => rm(folder, { recursive: true }));

const row = (fields: Partial<Row>): Row => ({
  id: 'r',
  source: 'test/rows',
  label: 1,
  kind: 'pii',
  text: '',
  spans: [],
  tags: [],
  blocks: null,
  ...fields,
});
const rowsIn = async (name: string, content: string | Buffer): Promise<Row[]> => {
  const path = join(folder, name);
  await writeFile(path, content);
  const rows: Row[] = [];
  for await (const one of readRows(path)) rows.push(one);
  return rows;
};

describe('rows of the evaluation', () => {
  const line = JSON.stringify({
    id: 'a',
    source: 's',
    label: 1,
    kind: 'pii',
    text: 'é x',
    spans: [{ start: 0, end: 1, type: 'T' }],
    tags: ['t'],
  });

  it('are read from JSON lines, plain or compressed, with or without a last line break', async () => {
    for (const content of [`${line}\n\n${line}`, gzipSync(`${line}\r\n${line}\n`)]) {
      expect(await rowsIn('rows.jsonl', content)).toMatchObject([{ id: 'a', text: 'é x', spans: [{ type: 'T' }] }, { id: 'a' }]);
    }
  });

  it('need no more than a kind and a text', async () => {
    expect(await rowsIn('bare.jsonl', '{"kind":"clean","text":"x"}')).toMatchObject([
      { label: 0, source: 'unknown', spans: [], tags: [], blocks: null },
    ]);
  });

  it.each([
    ['{bad', ':1: not a JSON object'],
    [`${line}\n[1]`, ':2: not a JSON object'],
    ['{"kind":"pii"}', ':1: "text" is missing'],
    ['{"text":"x"}', ':1: "kind" is missing'],
    ['{"kind":"pii","text":"x","spans":[{}]}', ':1: a span without'],
    ['{"kind":"pii","text":"x","blocks":[1]}', ':1: "blocks" is not'],
    [gzipSync(line).subarray(0, 20), 'cannot be read to its end'],
  ])('that cannot be used are named by file and line: %s', async (content, expected) => {
    await expect(rowsIn('bad.jsonl', content)).rejects.toThrow(expected);
  });

  it('that are missing are named', async () => {
    await expect(guardrailsCommand([join(folder, 'none.jsonl')])).rejects.toThrow('none.jsonl: no such file');
    await expect(guardrailsCommand([])).rejects.toThrow('at least one file');
    await expect(guardrailsCommand(['--policy', 'other', 'x'])).rejects.toThrow('only "default"');
  });
});

describe('a row’s verdict', () => {
  it('gives offsets in the text of the row, also over blocks', () => {
    const blocks = ['', 'pay with 4111 1111', ' 1111 1111 now'];
    const line = JSON.parse(
      verdictLine(row({ text: blocks.join(''), blocks }), judgeRow(compiled, row({ text: blocks.join(''), blocks }))),
    ) as { action: string; findings: { family: string; start: number; end: number }[]; scores: Record<string, number>; us: number };
    expect(line).toMatchObject({
      id: 'r',
      action: 'redact',
      scores: { 'prompt-injection': expect.any(Number) as number },
      us: expect.any(Number) as number,
    });
    expect(line.findings).toContainEqual(expect.objectContaining({ family: 'pii', start: 9, end: 28 }));
  });

  it('takes the role of an argument from its kind and its tag', () => {
    expect(roleOf(row({ kind: 'sqli' }))).toBe('text');
    expect(roleOf(row({ kind: 'traversal' }))).toBe('path');
    expect(roleOf(row({ kind: 'ssrf' }))).toBe('url');
    expect(roleOf(row({ kind: 'benign_arg', tags: ['doc', 'arg:shell'] }))).toBe('command');
    expect(roleOf(row({ kind: 'secret' }))).toBeNull();
  });
});

describe('the figures', () => {
  const figures = (rows: Row[]): Figures => {
    const tally = new Tally();
    for (const one of rows) tally.add(one, judgeRow(compiled, one));
    return figuresOf(tally);
  };
  const sample = [
    row({ text: `card ${CARD}`, spans: [{ start: 5, end: 24, type: 'CREDIT_CARD' }], tags: ['x'] }),
    row({ text: 'card unknown', spans: [{ start: 5, end: 12, type: 'CREDIT_CARD' }] }),
    row({ kind: 'clean', label: 0, text: 'nothing' }),
    row({ kind: 'clean', label: 0, text: `card ${CARD}` }),
  ];

  it('count found and missed, rows and spans', () => {
    const { families, spans, slices } = figures(sample);
    expect(families.find(({ family }) => family === 'pii')).toMatchObject({
      positives: 2,
      negatives: 2,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      falsePositiveRate: 0.5,
    });
    expect(spans.find(({ type }) => type === 'pii CREDIT_CARD')).toMatchObject({ expected: 2, exact: { precision: 0.5, recall: 0.5 } });
    expect(slices.filter(({ by }) => by === 'tag')).toMatchObject([{ name: 'x', rows: 1, flagged: 1 }]);
    expect(reportOf(figures(sample))).toMatch(/pii\s+2\s+2\s+0\.500\s+0\.500/);
  });

  it('count a row that is negative for one type for that type only', () => {
    const negative = figures([row({ kind: 'clean', label: 0, text: `card ${CARD}`, tags: ['not:IBAN'] })]);
    expect(negative.families.find(({ family }) => family === 'pii')).toMatchObject({ falsePositiveRate: 0 });
  });

  it('of scores are those of the curve', () => {
    const positives = new ScoreHistogram();
    const negatives = new ScoreHistogram();
    for (const score of [0.9, 0.8, 0.4]) positives.add(score);
    for (let i = 0; i < 100; i++) negatives.add(i === 0 ? 0.85 : 0.1);
    expect(areaUnderCurve(positives, negatives)).toBeCloseTo((100 + 99 + 99) / 300);
    expect(recallAt(positives, negatives, 0.01)).toBe(1);
    expect(recallAt(positives, negatives, 0.001)).toBeCloseTo(1 / 3);
    expect(areaUnderCurve(positives, new ScoreHistogram())).toBeNull();
  });
});

describe('the regression gate', () => {
  const slice = { family: 'pii', by: 'kind', kind: 'pii', name: 'pii', label: 1 as const, rows: 100, flagged: 0.9, blocked: 0 };
  const negative = { ...slice, kind: 'clean', name: 'clean', label: 0 as const, flagged: 0.01 };
  const figuresWith = (...slices: object[]) =>
    ({
      rows: 0,
      families: [],
      time: [],
      spans: [{ type: 'pii', expected: 9, exact: {}, overlapping: { f1: 0.9 } }],
      slices,
    }) as unknown as Figures;
  const baseline = { slices: [slice, negative], spans: [{ type: 'pii', expected: 9, f1: 0.9 }] };

  it('is silent while nothing is worse', () => {
    expect(regressions(baseline, figuresWith({ ...slice, flagged: 0.95 }, { ...negative, flagged: 0 }))).toEqual([]);
  });

  it.each([
    [{ ...slice, flagged: 0.85 }, negative, 'recall 85.00 %, was 90.00 %'],
    [slice, { ...negative, flagged: 0.02 }, 'false positives 2.00 %'],
    [slice, { ...negative, blocked: 0.02 }, 'wrongly blocked 2.00 %'],
    [{ ...slice, rows: 99 }, negative, '99 rows'],
    [slice, {}, '0 rows'],
  ])('names what is worse', (now, nowNegative, expected) => {
    expect(regressions(baseline, figuresWith(now, nowNegative)).join('\n')).toContain(expected);
  });

  it('holds spans too', () => {
    const worse = { ...figuresWith(slice, negative), spans: [] } as unknown as Figures;
    expect(regressions(baseline, worse)).toEqual(['spans of pii: F1 0.00 %, was 90.00 %']);
  });
});
