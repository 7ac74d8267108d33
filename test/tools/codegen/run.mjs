/**
 * `npm run codegen`: makes every generated file again; `npm run codegen -- --only proto` just one kind;
 * `npm run codegen -- --check` makes them beside the real ones and fails when they differ.
 *
 * Each kind is a file of this folder with one export; a new one adds a line here. The tools have a package of their
 * own in this folder and are installed on first use.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const kinds = {
  proto: { folder: 'proto/generated', run: async (at) => (await import('./proto.mjs')).generateProto(at) },
  graphql: { folder: 'control-plane/graphql/generated', run: async (at) => (await import('./graphql.mjs')).generateGraphql(at) },
};

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
if (process.argv.includes('--help') || (only !== null && !(only in kinds))) {
  process.stderr.write(`npm run codegen [-- --check] [-- --only KIND]\n  KIND is one of ${Object.keys(kinds).join(', ')}\n`);
  process.exit(only === null ? 0 : 1);
}
if (!existsSync(join(here, 'node_modules/@graphql-codegen/core'))) {
  process.stderr.write('codegen: installing the tools of test/tools/codegen (once)\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write(`codegen: "npm ci" failed in ${here}; mend that, then run npm run codegen again\n`);
    process.exit(1);
  }
}
const selected = Object.entries(kinds).filter(([name]) => only === null || only === name);
if (process.argv.includes('--check')) await check();
else {
  for (const [name, { run }] of selected) {
    await run(root);
    process.stdout.write(`codegen: ${name}\n`);
  }
}

/** Generates from a copy of the sources, so that a check leaves the checkout as it is. */
async function check() {
  const copy = mkdtempSync(join(tmpdir(), 'portcullis-codegen-'));
  const stale = [];
  try {
    for (const folder of ['proto', 'schema/graphql']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    cpSync(join(root, 'control-plane/graphql/models.ts'), join(copy, 'control-plane/graphql/models.ts'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const [, { folder, run }] of selected) {
      await run(copy);
      stale.push(...differences(folder, copy));
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  if (stale.length === 0) {
    process.stdout.write('codegen: every generated file is what the generators make\n');
    return;
  }
  process.stderr.write(`codegen: not what the generators make: ${stale.join(', ')}\n  run: npm run codegen\n`);
  process.exitCode = 1;
}

function differences(folder, copy) {
  const list = (base) =>
    existsSync(join(base, folder))
      ? readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
      : [];
  const names = new Set([...list(root), ...list(copy)]);
  return [...names].filter((name) => read(join(root, folder, name)) !== read(join(copy, folder, name))).map((name) => join(folder, name));
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
