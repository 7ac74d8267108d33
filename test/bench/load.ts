/**
 * A closed-loop load generator in a process of its own: `node load.js` reads one JSON job a line, answers one JSON result a line.
 *
 * Every answer is checked (status 200, the expected length or more, no error). Units: microseconds.
 */
import { createInterface } from 'node:readline';
import { Pool } from 'undici';

/** What to send, how often, over how many connections. */
export interface LoadJob {
  readonly origin: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly connections: number;
  readonly calls: number;
  /** The shortest body that counts as an answer. */
  readonly minBytes: number;
}

/** What came of it. */
export interface LoadResult {
  readonly calls: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly elapsedUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

async function run(job: LoadJob): Promise<LoadResult> {
  const pool = new Pool(job.origin, { connections: job.connections, pipelining: 1, keepAliveTimeout: 60_000 });
  const times = new Float64Array(job.calls);
  let started = 0;
  let failed = 0;
  let firstFailure: string | null = null;
  const begin = process.hrtime.bigint();
  const worker = async (): Promise<void> => {
    while (started < job.calls) {
      const index = started++;
      const at = performance.now();
      try {
        await once(pool, job);
      } catch (failure) {
        failed += 1;
        firstFailure ??= failure instanceof Error ? failure.message : String(failure);
      }
      times[index] = (performance.now() - at) * 1000;
    }
  };
  await Promise.all(Array.from({ length: job.connections }, worker));
  const elapsedUs = Number((process.hrtime.bigint() - begin) / 1000n);
  await pool.close();
  times.sort();
  const at = (share: number): number => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] as number);
  return { calls: job.calls, failed, firstFailure, elapsedUs, p50Us: at(0.5), p99Us: at(0.99) };
}

function once(pool: Pool, job: LoadJob): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let status = 0;
    let head = '';
    pool.dispatch(
      { path: job.path, method: 'POST', headers: job.headers, body: job.body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          if (bytes < 400) head += chunk.toString('latin1', 0, 400);
          bytes += chunk.length;
        },
        onResponseEnd: () => {
          if (status !== 200 || bytes < job.minBytes || head.includes('"error":{') || head.includes('"isError":true'))
            reject(new Error(`${status} ${bytes} bytes: ${head.slice(0, 300)}`));
          else resolve();
        },
        onResponseError: (_controller, failure) => reject(failure),
      },
    );
  });
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  void run(JSON.parse(line) as LoadJob).then((result) => process.stdout.write(`${JSON.stringify(result)}\n`));
});
lines.on('close', () => process.exit(0));
