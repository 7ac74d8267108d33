/**
 * `npm run lint`: lints and checks the formatting of every source file; `npm run lint -- --fix` mends what can be mended.
 *
 * The tools have a package of their own in this folder and are installed on first use.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const fix = process.argv.includes('--fix');

if (process.argv.includes('--help')) {
  process.stdout.write(
    'npm run lint [-- --fix]\n  Lints (oxlint, with types) and checks formatting (prettier). --fix mends what can be mended.\n',
  );
  process.exit(0);
}
if (!existsSync(new URL('node_modules/.bin/oxlint', import.meta.url))) {
  process.stderr.write('lint: installing the tools of test/tools/lint (once)\n');
  must('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], here);
}
const folders = ['control-plane', 'data-plane', 'proto', 'schema', 'test'];
const lint = run(
  bin('oxlint'),
  ['--type-aware', '--config', `${here}oxlint.json`, '--ignore-pattern', '**/generated/**', ...(fix ? ['--fix'] : []), ...folders],
  root,
);
const format = run(
  bin('prettier'),
  [
    fix ? '--write' : '--check',
    '--log-level',
    'warn',
    '--no-error-on-unmatched-pattern',
    '--config',
    `${here}prettier.json`,
    '--ignore-path',
    `${here}prettierignore`,
    ...folders.map((folder) => `${folder}/**/*.{ts,tsx,mjs,json,css}`),
  ],
  root,
);
process.exit(lint || format ? 1 : 0);

function run(command, args, cwd) {
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: bin('tsgolint') };
  return spawnSync(command, args, { cwd, stdio: 'inherit', env }).status !== 0;
}

function must(command, args, cwd) {
  if (run(command, args, cwd)) {
    process.stderr.write(`lint: "${command} ${args.join(' ')}" failed in ${cwd}; mend that, then run npm run lint again\n`);
    process.exit(1);
  }
}
