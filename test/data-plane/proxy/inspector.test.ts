/** The MCP inspector's command line as the agent. Its package is in `test/tools/inspector`; without it nothing is tested here. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';
import { DEFINITIONS } from '../../conformance/upstream/methods.ts';
import { startUpstream } from '../../conformance/upstream/server.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import type { Json } from '../../support/json.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const TOOLS = join(packageRoot(), 'test/tools/inspector');
const INSPECTOR = join(TOOLS, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const bundled = join(TOOLS, `node_modules/node-linux-${process.arch}/bin/node`);
const node = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : bundled;
const isInstalled = existsSync(INSPECTOR) && existsSync(node);
if (!isInstalled)
  process.stderr.write(
    'test: SKIPPED, the MCP inspector is not installed; (cd test/tools/inspector && npm ci --engine-strict=false) installs it\n',
  );

/** Runs the inspector once. Returns: how it ended and what it printed. */
function inspect(url: string, args: readonly string[], key = KEY): Promise<{ code: number | null; out: string; err: string }> {
  const home = mkdtempSync(join(tmpdir(), 'portcullis-inspector-'));
  const child = spawn(node, [INSPECTOR, '--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${key}`, ...args], {
    env: { PATH: process.env['PATH'], HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      rmSync(home, { recursive: true, force: true });
      resolve({ code, ...said });
    });
  });
}

/** A node lists by name, a server in whatever order it likes. */
const byName = (entries: Json[]): Json[] => entries.toSorted((one, other) => String(one.name).localeCompare(String(other.name)));

describe.skipIf(!isInstalled)('the inspector, through a node', () => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  let proxy: TestProxy;
  let url: string;

  beforeAll(async () => {
    upstream = await startUpstream();
    const items = (['tool', 'prompt', 'resource', 'resource_template'] as const).flatMap((type) =>
      DEFINITIONS[type].map((definition: Record<string, unknown>) => ({ type, definition })),
    );
    proxy = await startTestProxy(
      snapshotOf({
        registries: [{ name: 'main', servers: [{ name: 'up', url: upstream.url, items }] }],
        applications: [{ name: 'one', keys: [KEY] }],
      }),
    );
    url = `${proxy.mcpUrl}/mcp/main/up`;
  });
  afterAll(async () => {
    await proxy?.stop();
    await upstream?.stop();
  });

  it.each(['legacy', 'modern'])(
    'sees and gets in the %s era what it does directly',
    async (era) => {
      const runs: readonly (readonly [member: string, args: readonly string[]])[] = [
        ['tools', ['--method', 'tools/list']],
        ['prompts', ['--method', 'prompts/list']],
        ['resources', ['--method', 'resources/list']],
        ['content', ['--method', 'tools/call', '--tool-name', 'test_simple_text']],
      ];
      for (const [member, args] of runs) {
        const through = await inspect(url, ['--protocol-era', era, ...args]);
        const direct = await inspect(upstream.url, ['--protocol-era', era, ...args]);
        expect(through, through.err).toMatchObject({ code: 0 });
        expect(direct, direct.err).toMatchObject({ code: 0 });
        const [seen, offered] = [through, direct].map(({ out }) => byName((JSON.parse(out) as Json)[member]));
        expect(offered?.length).toBeGreaterThan(0);
        expect(seen).toEqual(offered);
      }
    },
    180_000,
  );

  it('understands from the refusal of an unknown key that it must authenticate', async () => {
    const refused = await inspect(url, ['--protocol-era', 'legacy', '--method', 'tools/list'], `pck_${'z'.repeat(43)}`);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('auth_required');
    expect(refused.out).not.toContain('test_simple_text');
  }, 60_000);
});
