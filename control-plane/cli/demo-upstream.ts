import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';

/** A real MCP server, started for the demo. */
export interface DemoUpstream {
  readonly url: string;
  readonly name: string;
  stop(): Promise<void>;
}

const PACKAGE = '@modelcontextprotocol/server-everything';
const START_DEADLINE_MS = 20_000;

/**
 * Starts `server-everything` over Streamable HTTP on a free port of the loopback interface.
 *
 * Throws: Error when the package is not installed (it is a development dependency) or does not come up in time.
 */
export async function startDemoUpstream(): Promise<DemoUpstream> {
  const require = createRequire(import.meta.url);
  let manifest: string;
  try {
    manifest = require.resolve(`${PACKAGE}/package.json`);
  } catch {
    throw new Error(`the demo needs ${PACKAGE}, which "npm ci" installs unless development dependencies are left out`);
  }
  const { version } = require(manifest) as { version: string };
  const port = await freePort();
  const entry = manifest.replace(/package\.json$/, 'dist/index.js');
  const child = spawn(process.execPath, [entry, 'streamableHttp'], {
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const url = `http://127.0.0.1:${port}/mcp`;
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${PACKAGE} ended at once: ${said.trim()}`);
    if (Date.now() > deadline) throw new Error(`${PACKAGE} did not answer on ${url} within ${START_DEADLINE_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    name: `server-everything ${version}`,
    stop: async () => {
      process.off('exit', killWithUs);
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
