import { parseArgs } from 'node:util';
import { compilePolicy, defaultPolicy, type CompiledPolicy } from '../../data-plane/guardrails/index.ts';
import { checkAgainst, writeBaseline } from './baseline.ts';
import { EvalError } from './eval-error.ts';
import { figuresOf } from './figures.ts';
import { judgeRow } from './judge-row.ts';
import { reportOf } from './report.ts';
import { readRows, type Row } from './rows.ts';
import { isDevelopmentRow } from './split.ts';
import { Tally } from './tally.ts';
import { verdictLine } from './verdict-line.ts';
import { warmUp } from './warm-up.ts';

const HELP = `usage: npm run eval -- guardrails [options] FILE...
       npm run -s eval -- guardrails --verdicts FILE...

Reads JSON lines, compressed with gzip or not: {"id", "source", "label", "kind", "text", "spans"?, "tags"?, "blocks"?}.
Rows of prompt_injection, benign_tool_output, hard_negative, secret, pii and clean are judged as a tool's answer; rows of
sqli, cmdi, traversal, ssrf and benign_arg as one argument, in a parameter of the kind that a tag arg:* names.

  --verdicts         print one JSON line per row instead of figures: id, action, findings, scores, us
  --json             print the figures as JSON
  --markdown         print the tables in Markdown
  --policy default   the policy to judge with; "default" is what a new registry has
  --split dev        only rows of the sources that no part of the product was trained on
  --check BASELINE   compare with committed figures; exit status 1 when recall or false positives got worse
  --write BASELINE   write the figures to be committed
`;

/** Runs the evaluation of the guardrails. Returns: the exit status. */
export async function guardrailsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if ((values.policy ?? 'default') !== 'default') throw new EvalError(`--policy ${values.policy}: only "default" is known`);
  if (values.split !== undefined && values.split !== 'dev') throw new EvalError(`--split ${values.split}: only "dev" is known`);
  if (positionals.length === 0) throw new EvalError('name at least one file of JSON lines (see --help)');
  const compiled = compilePolicy(defaultPolicy('eval'));
  warmUp(compiled);
  const isWanted = values.split === 'dev' ? isDevelopmentRow : (): boolean => true;
  if (values.verdicts === true) {
    await printVerdicts(compiled, positionals, isWanted);
    return 0;
  }
  const tally = new Tally();
  for (const path of positionals) for await (const row of readRows(path)) if (isWanted(row)) tally.add(row, judgeRow(compiled, row));
  const figures = figuresOf(tally);
  if (values.write !== undefined) await writeBaseline(values.write, figures);
  if (values.check !== undefined) return checkAgainst(values.check, figures);
  process.stdout.write(
    values.json === true ? `${JSON.stringify(figures, null, 2)}\n` : reportOf(figures, values.markdown === true ? 'markdown' : 'text'),
  );
  return 0;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        verdicts: { type: 'boolean' },
        policy: { type: 'string' },
        split: { type: 'string' },
        check: { type: 'string' },
        write: { type: 'string' },
      },
    });
  } catch (error) {
    throw new EvalError(`${error instanceof Error ? error.message : 'bad options'} (see --help)`);
  }
}

const FLUSH_CHARS = 64 * 1024;

async function printVerdicts(compiled: CompiledPolicy, paths: readonly string[], isWanted: (row: Row) => boolean): Promise<void> {
  let pending = '';
  for (const path of paths) {
    for await (const row of readRows(path)) {
      if (!isWanted(row)) continue;
      pending += verdictLine(row, judgeRow(compiled, row));
      if (pending.length < FLUSH_CHARS) continue;
      await write(pending);
      pending = '';
    }
  }
  await write(pending);
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}
