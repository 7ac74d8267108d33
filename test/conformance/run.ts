/**
 * `npm run conformance`: the official suite against our conforming upstream, directly and through a node, side by side.
 *
 * The suite and the Node it needs are in `test/tools/conformance`, a package of their own. `--json` ends with one object.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { startTestProxy } from '../support/proxy.ts';
import { snapshotOf } from '../support/proxy-config.ts';
import { runClientScenarios } from './client-scenarios.ts';
import { startKeyForwarder } from './key-forwarder.ts';
import { DEFINITIONS } from './upstream/methods.ts';
import { startUpstream } from './upstream/server.ts';

const TOOLS = join(packageRoot(), 'test/tools/conformance');
const SUITE = join(TOOLS, 'node_modules/@modelcontextprotocol/conformance');
const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
const KEY = `pck_${'c'.repeat(43)}`;

/** What one check of one scenario concluded. */
interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

type Verdicts = Map<string, readonly Check[]>;

async function main(): Promise<void> {
  const node = await bringSuite();
  const upstream = await startUpstream();
  const proxy = await startTestProxy(
    snapshotOf({
      registries: [
        {
          name: 'conformance',
          policy: 'default',
          servers: [
            {
              name: 'upstream',
              url: upstream.url,
              items: (['tool', 'prompt', 'resource', 'resource_template'] as const).flatMap((type) =>
                DEFINITIONS[type].map((definition: Record<string, unknown>) => ({ type, definition })),
              ),
            },
          ],
        },
      ],
      applications: [{ name: 'suite', keys: [KEY] }],
    }),
  );
  const gateway = await startKeyForwarder(`${proxy.mcpUrl}/mcp/conformance/upstream`, KEY);
  const counts: Record<string, { direct: number; gateway: number; of: number }> = {};
  let lost = 0;
  try {
    for (const revision of REVISIONS) {
      const scored = await scoredScenarios(revision);
      const direct = await run(node, upstream.url, revision);
      const through = await run(node, gateway.url, revision);
      const passed = (verdicts: Verdicts): number => scored.filter((name) => passes(verdicts.get(name))).length;
      counts[revision] = { direct: passed(direct), gateway: passed(through), of: scored.length };
      process.stdout.write(
        `\n${revision}: ${counts[revision].direct} of ${scored.length} directly, ${counts[revision].gateway} through the gateway\n`,
      );
      for (const name of new Set([...direct.keys(), ...through.keys()])) {
        const verdict = (verdicts: Verdicts): string => (verdicts.has(name) ? (passes(verdicts.get(name)) ? 'pass' : 'fail') : 'none');
        const [one, other] = [verdict(direct), verdict(through)];
        if (one === 'pass' && other !== 'pass') lost++;
        process.stdout.write(`  ${one.padEnd(5)}${other.padEnd(5)} ${name}${scored.includes(name) ? '' : ' (not scored)'}\n`);
        if (one === 'pass' && other !== 'pass')
          for (const problem of problems(through.get(name))) process.stdout.write(`             ${problem}\n`);
      }
    }
    const client = await runClientScenarios(node, SUITE);
    if (process.argv.includes('--json')) {
      process.stdout.write(
        `${JSON.stringify({ ...Object.fromEntries(Object.entries(counts).map(([revision, { direct, gateway: through }]) => [revision, { direct, gateway: through }])), client })}\n`,
      );
    }
  } finally {
    await gateway.stop();
    await proxy.stop();
    await upstream.stop();
  }
  process.exitCode = lost === 0 ? 0 : 1;
}

/** Installs the suite where it is not there yet, and says which Node runs it. */
async function bringSuite(): Promise<string> {
  if (!existsSync(SUITE)) {
    process.stdout.write('installing the conformance suite and the Node it needs\n');
    await new Promise<void>((resolve, reject) => {
      // The suite runs on the Node it brings, not on the one that installs it.
      spawn('npm', ['ci', '--no-audit', '--no-fund', '--engine-strict=false'], { cwd: TOOLS, stdio: ['ignore', 'ignore', 'inherit'] }).on(
        'exit',
        (code) => (code === 0 ? resolve() : reject(new Error(`npm ci failed in test/tools/conformance (exit ${code})`))),
      );
    });
  }
  const [major] = process.versions.node.split('.');
  if (Number(major) >= 22) return process.execPath;
  const bundled = join(TOOLS, `node_modules/node-linux-${process.arch}/bin/node`);
  if (!existsSync(bundled))
    throw new Error(
      `the conformance suite needs Node 22 or newer; this is ${process.versions.node}, and none came with the package for ${process.platform}-${process.arch}`,
    );
  return bundled;
}

/** The server scenarios a revision requires. */
async function scoredScenarios(revision: string): Promise<string[]> {
  const text = await readFile(join(SUITE, 'requirements', `${revision}.yaml`), 'utf8');
  const server = /^server:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? '';
  return [...server.matchAll(/- (\S+)/g)].map((match) => match[1] as string);
}

async function run(node: string, url: string, revision: string): Promise<Verdicts> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-conformance-'));
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(node, [join(SUITE, 'dist/index.js'), 'server', '--url', url, '--requirements', revision, '-o', folder], {
        stdio: 'ignore',
      });
      child.on('error', reject);
      child.on('exit', () => resolve());
    });
    const verdicts: Verdicts = new Map();
    for (const entry of await readdir(folder)) {
      const name = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/.exec(entry)?.[1];
      if (name === undefined) continue;
      const file = join(folder, entry, 'checks.json');
      verdicts.set(name, existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Check[]) : []);
    }
    return verdicts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const passes = (checks: readonly Check[] | undefined): boolean =>
  checks !== undefined && checks.length > 0 && checks.every(({ status }) => status !== 'FAILURE' && status !== 'WARNING');

const problems = (checks: readonly Check[] | undefined): string[] =>
  (checks ?? [])
    .filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
    .map(({ id, status, errorMessage }) => `${status} ${id}: ${errorMessage ?? ''}`.slice(0, 400));

await main();
