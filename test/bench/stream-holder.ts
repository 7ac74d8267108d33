/**
 * Opens event streams and holds them, in a process of its own: `node stream-holder.js` reads one JSON job a line and
 * prints one line for each, how many are open, once every one of that job has been answered.
 */
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { openSession } from './mcp-jobs.ts';

/** Streams to open beside those that are open. */
export interface HoldJob {
  readonly url: string;
  readonly key: string;
  /** `legacy`: a session and its GET stream. `modern`: a `subscriptions/listen`. */
  readonly era: 'legacy' | 'modern';
  readonly streams: number;
}

const CONCURRENT = 16;
const PREFIX = 'io.modelcontextprotocol/';
let open = 0;

async function run(job: HoldJob): Promise<void> {
  let started = 0;
  const worker = async (): Promise<void> => {
    while (started < job.streams) {
      started += 1;
      await (job.era === 'legacy' ? holdLegacy(job) : holdModern(job));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
}

async function holdLegacy({ url, key }: HoldJob): Promise<void> {
  const session = await openSession(url, key);
  await hold(url, 'GET', {
    accept: 'text/event-stream',
    authorization: `Bearer ${key}`,
    'mcp-session-id': session,
    'mcp-protocol-version': '2025-11-25',
  });
}

function holdModern({ url, key }: HoldJob): Promise<void> {
  const meta = {
    [`${PREFIX}protocolVersion`]: '2026-07-28',
    [`${PREFIX}clientCapabilities`]: {},
    [`${PREFIX}clientInfo`]: { name: 'bench', version: '1' },
  };
  return hold(
    url,
    'POST',
    {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${key}`,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'subscriptions/listen',
    },
    JSON.stringify({
      jsonrpc: '2.0',
      id: open + 1,
      method: 'subscriptions/listen',
      params: { notifications: { toolsListChanged: true }, _meta: meta },
    }),
  );
}

/** Resolves with the first bytes of the stream. Ends the process when a stream is refused or cut. */
function hold(url: string, method: string, headers: Record<string, string>, body?: string): Promise<void> {
  return new Promise((resolve) => {
    const fail = (why: string): never => {
      process.stderr.write(`bench: stream ${open + 1} at ${url}: ${why}\n`);
      process.exit(1);
    };
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const type = response.headers['content-type'] ?? '';
      if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) fail(`answered ${response.statusCode} ${type}`);
      response.once('data', () => {
        open += 1;
        resolve();
      });
      response.on('data', () => undefined);
      response.on('close', () => fail('was cut'));
    });
    sent.on('error', (failure) => fail(failure.message));
    sent.end(body);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  await run(JSON.parse(line) as HoldJob);
  process.stdout.write(`${open}\n`);
}
