/**
 * `npm run eval`: measures what the product says of recorded data. `guardrails` judges texts with the engine and policy
 * that nodes run; `scan` judges tool definitions with the scanner's checks.
 */
import { guardrailsCommand } from './guardrails-command.ts';
import { EvalError } from './eval-error.ts';

const USAGE = `usage: npm run eval -- guardrails [--json] [--policy default] [--split dev] FILE...
       npm run -s eval -- guardrails --verdicts FILE...
       npm run eval -- guardrails --check BASELINE FILE...
       npm run eval -- scan ...

Each command explains itself with --help.
`;

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'guardrails') return guardrailsCommand(rest);
  if (command === 'scan') {
    const { scanCommand } = await import('./scan.ts');
    return scanCommand(rest);
  }
  const isHelp = command === undefined || command === '--help' || command === '-h';
  (isHelp ? process.stdout : process.stderr).write(isHelp ? USAGE : `eval: unknown command "${command}"\n\n${USAGE}`);
  return isHelp ? 0 : 2;
}

// Whoever reads the output may have read enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof EvalError)) throw error;
  process.stderr.write(`eval: ${error.message}\n`);
  process.exitCode = 2;
}
