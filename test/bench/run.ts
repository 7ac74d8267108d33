/**
 * `npm run bench`: what the gateway costs, as a table of ratios taken in one run.
 *
 * Options: `--json` (one object on the last line), `--only <suite,...>`, `--rounds <n>`, `--help`.
 */
import { parseArgs } from 'node:util';
import { benchCalls } from './calls.ts';
import { benchConfig } from './config.ts';
import { benchCredentials } from './credentials.ts';
import { benchStreams } from './streams.ts';

const SUITES: Readonly<Record<string, (rounds: number) => Promise<unknown>>> = {
  calls: benchCalls,
  config: benchConfig,
  credentials: benchCredentials,
  streams: benchStreams,
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(
    `npm run bench [-- --only ${Object.keys(SUITES).join(',')}] [--rounds 3] [--json]\n\nPrints a table per suite; --json adds one object on the last line.\n`,
  );
  process.exit(0);
}
const names = values.only === undefined ? Object.keys(SUITES) : values.only.split(',');
const unknown = names.filter((name) => !(name in SUITES));
const rounds = Number(values.rounds);
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(
    `bench: ${unknown.length > 0 ? `no suite "${unknown.join(', ')}"; there are ${Object.keys(SUITES).join(', ')}` : '--rounds takes a whole number from 1'}\n`,
  );
  process.exit(2);
}
const results: Record<string, unknown> = {};
for (const name of names) results[name] = await SUITES[name]?.(rounds);
if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);
