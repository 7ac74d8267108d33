/** The suite's client scenarios against the gateway's upstream side, where they apply. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many of the scenarios that apply pass. */
export interface ClientCount {
  readonly gateway: number;
  readonly of: number;
}

/** Scenarios without OAuth, by the revision they are run at. Those of OAuth concern the control plane, which is the OAuth client. */
const SCENARIOS: readonly (readonly [string, string])[] = [
  ['initialize', '2025-11-25'],
  ['tools_call', '2025-11-25'],
  ['elicitation-sep1034-client-defaults', '2025-11-25'],
  ['sse-retry', '2025-11-25'],
  ['json-schema-2020-12-preservation', '2025-11-25'],
  ['tools_call', '2026-07-28'],
  ['request-metadata', '2026-07-28'],
  ['sep-2322-client-request-state', '2026-07-28'],
  ['http-standard-headers', '2026-07-28'],
  ['http-custom-headers', '2026-07-28'],
  ['http-invalid-tool-headers', '2026-07-28'],
  ['json-schema-ref-no-deref', '2026-07-28'],
  ['json-schema-2020-12-preservation', '2026-07-28'],
];

/** Runs them, and prints each. */
export async function runClientScenarios(node: string, suite: string): Promise<ClientCount> {
  const client = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './client.ts' : './client.js', import.meta.url));
  process.stdout.write('\nclient scenarios, with the gateway as the client\n');
  let passed = 0;
  for (const [scenario, revision] of SCENARIOS) {
    const folder = await mkdtemp(join(tmpdir(), 'portcullis-conformance-'));
    try {
      await new Promise<void>((resolve, reject) => {
        const child = spawn(
          node,
          [
            join(suite, 'dist/index.js'),
            'client',
            '--command',
            `${node} ${client}`,
            '--scenario',
            scenario,
            '--spec-version',
            revision,
            '-o',
            folder,
          ],
          { stdio: 'ignore' },
        );
        child.on('error', reject);
        child.on('exit', () => resolve());
      });
      const problems = await problemsIn(folder);
      if (problems.length === 0) passed++;
      process.stdout.write(`  ${problems.length === 0 ? 'pass' : 'fail'} ${scenario} (${revision})\n`);
      for (const problem of problems) process.stdout.write(`       ${problem}\n`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write(`${passed} of ${SCENARIOS.length}\n`);
  return { gateway: passed, of: SCENARIOS.length };
}

async function problemsIn(folder: string): Promise<string[]> {
  const problems: string[] = [];
  let seen = 0;
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith('checks.json')) continue;
    const file = join(folder, entry);
    if (!existsSync(file)) continue;
    for (const check of JSON.parse(await readFile(file, 'utf8')) as { id: string; status: string; errorMessage?: string }[]) {
      seen++;
      if (check.status === 'FAILURE' || check.status === 'WARNING')
        problems.push(`${check.status} ${check.id}: ${check.errorMessage ?? ''}`.slice(0, 300));
    }
  }
  return seen === 0 ? ['nothing was checked'] : problems;
}
