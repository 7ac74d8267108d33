import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePolicy, defaultPolicy } from '../../data-plane/guardrails/index.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { readBaseline, regressions } from './baseline.ts';
import { guardrailCorpora } from './corpora.ts';
import { figuresOf } from './figures.ts';
import { judgeRow } from './judge-row.ts';
import { readRows } from './rows.ts';
import { isDevelopmentRow } from './split.ts';
import { Tally } from './tally.ts';

const BASELINE = join(packageRoot(), 'test', 'eval', 'baseline.json');
const files = guardrailCorpora();
const canRun = files !== null && existsSync(BASELINE);
if (!canRun)
  console.warn(
    '\nSKIPPED: detection quality was not held to test/eval/baseline.json: ../shared/corpora/guardrails is not beside this project\n',
  );

describe('detection quality on sources nothing was trained on', () => {
  it.skipIf(!canRun)('is no worse than the committed figures', { timeout: 600_000 }, async () => {
    const compiled = compilePolicy(defaultPolicy('eval'));
    const tally = new Tally();
    for (const path of files ?? [])
      for await (const row of readRows(path)) if (isDevelopmentRow(row)) tally.add(row, judgeRow(compiled, row));
    expect(regressions(await readBaseline(BASELINE), figuresOf(tally))).toEqual([]);
  });
});
