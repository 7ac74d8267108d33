import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../control-plane/cli/demo-upstream.ts';
import { mutate, awaitEnforced } from '../../control-plane/cli/administration.ts';
import { makeTenant } from '../support/tenant.ts';
import { startBenchGateway } from './gateway.ts';
import { startChild, type Child } from './child.ts';
import { legacyJob, modernJob, openSession } from './mcp-jobs.ts';
import { measureTargets, startLoad, type Measured, type Target } from './measure.ts';
import { printTable } from './table.ts';

const SHAPES = [
  { size: '1k', minBytes: 1_000, connections: 1, calls: 2_000 },
  { size: '1k', minBytes: 1_000, connections: 16, calls: 6_000 },
  { size: '10k', minBytes: 10_000, connections: 1, calls: 1_500 },
  { size: '10k', minBytes: 10_000, connections: 16, calls: 4_000 },
  { size: '100k', minBytes: 100_000, connections: 16, calls: 1_000 },
  { size: '1k', minBytes: 1_000, connections: 64, calls: 6_000 },
] as const;

/** Calls through every way there is, beside a direct one: p50, p99, rate, CPU and memory, with ratios to nginx. */
export async function benchCalls(rounds: number): Promise<unknown> {
  const stops: (() => Promise<void> | void)[] = [];
  try {
    const upstream = startChild(process.execPath, ['dist/test/bench/upstream.js']);
    stops.push(() => upstream.stop());
    const upstreamUrl = `http://127.0.0.1:${await upstream.line()}/mcp`;
    const gateway = await startBenchGateway({
      PORTCULLIS_REQUESTS_PER_MINUTE: '100000000',
      PORTCULLIS_MAX_CONCURRENT_PER_APPLICATION: '100000',
      PORTCULLIS_MAX_CONCURRENT_PER_SERVER: '100000',
    });
    stops.push(() => gateway.stop());
    const guarded = await makeTenant(gateway.graphql, { upstreamUrl, tools: 'all' });
    const open = await makeTenant(gateway.graphql, { upstreamUrl, tools: 'all' });
    await withoutGuardrails(gateway.graphql, open);
    const load = startLoad();
    stops.push(() => load.stop());

    const through = async (
      name: string,
      tenant: typeof guarded,
      endpoint: string,
      tool: (size: string) => string,
      era: 'legacy' | 'modern',
    ): Promise<Target> => {
      const url = `${gateway.mcpUrl}/${endpoint}`;
      const session = era === 'legacy' ? await openSession(url, tenant.key) : '';
      return {
        name,
        pids: [gateway.node.pid],
        job: (size) => (era === 'legacy' ? legacyJob(url, tool(size), tenant.key, session) : modernJob(url, tool(size), tenant.key)),
      };
    };
    const targets: Target[] = [{ name: 'direct', pids: [], job: (size) => legacyJob(upstreamUrl, `text_${size}`, null, 'bench-session') }];
    const nginx = await startNginx(upstreamUrl).catch(() => null);
    if (nginx === null) process.stdout.write('bench: nginx is not on the PATH; its row is missing, and so are the ratios to it\n');
    else {
      stops.push(() => nginx.child.stop().then(() => nginx.clean()));
      targets.push({ name: 'nginx', pids: nginx.pids, job: (size) => legacyJob(nginx.url, `text_${size}`, null, 'bench-session') });
    }
    targets.push(
      await through('gateway, no rules', open, `${open.registryName}/main`, (size) => `text_${size}`, 'legacy'),
      await through('gateway, default policy', guarded, `${guarded.registryName}/main`, (size) => `text_${size}`, 'legacy'),
      await through('  aggregated', guarded, guarded.registryName, (size) => `main__text_${size}`, 'legacy'),
      await through('  SSE answer', guarded, `${guarded.registryName}/main`, (size) => `sse_${size}`, 'legacy'),
      await through('  modern agent', guarded, `${guarded.registryName}/main`, (size) => `text_${size}`, 'modern'),
    );
    const glue = startChild(process.execPath, ['dist/test/bench/sdk-proxy.js', upstreamUrl], { ...process.env, BENCH_QUIET: 'true' });
    stops.push(() => glue.stop());
    const glueUrl = `http://127.0.0.1:${await glue.line()}/mcp`;
    const glueSession = await openSession(glueUrl, null);
    targets.push({
      name: 'SDK server + client',
      share: 0.1,
      pids: [glue.pid],
      job: (size) => legacyJob(glueUrl, `text_${size}`, null, glueSession),
    });

    const report: unknown[] = [];
    for (const shape of SHAPES) {
      const rows = await measureTargets(
        load,
        targets,
        { tool: shape.size, connections: shape.connections, calls: shape.calls, minBytes: shape.minBytes },
        rounds,
      );
      report.push({ size: shape.size, connections: shape.connections, rows });
      printShape(
        `tools/call, ${shape.size.toUpperCase()}B answer, ${shape.connections} connection${shape.connections === 1 ? '' : 's'}`,
        rows,
      );
    }
    return report;
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

function printShape(title: string, rows: readonly Measured[]): void {
  const direct = rows.find(({ target }) => target === 'direct');
  const nginx = rows.find(({ target }) => target === 'nginx');
  printTable(
    title,
    ['target', 'p50 us', 'added p50', 'p99 us', 'calls/s', 'CPU us/call', 'x nginx', 'MB'],
    rows.map((row) => [
      row.target,
      String(row.p50Us),
      direct === undefined || row === direct ? '' : String(row.p50Us - direct.p50Us),
      String(row.p99Us),
      row.callsPerSecond.toFixed(0),
      row.cpuUsPerCall === 0 ? '' : row.cpuUsPerCall.toFixed(0),
      nginx === undefined || row.cpuUsPerCall === 0 ? '' : (row.cpuUsPerCall / nginx.cpuUsPerCall).toFixed(2),
      row.residentMb === 0 ? '' : row.residentMb.toFixed(0),
    ]),
  );
}

async function withoutGuardrails(graphql: Parameters<typeof mutate>[0], tenant: { projectId: string; registryId: string }): Promise<void> {
  const { policy } = await mutate<{ policy: { id: string } }>(
    graphql,
    'createPolicy',
    { projectId: tenant.projectId, name: 'none', rules: [] },
    'policy { id }',
  );
  const { registry } = await graphql<{ registry: { revision: number } }>('query ($id: ID!) { registry(id: $id) { revision } }', {
    id: tenant.registryId,
  });
  const { configVersion } = await mutate(graphql, 'updateRegistry', {
    id: tenant.registryId,
    expectedRevision: registry.revision,
    policyId: policy.id,
  });
  await awaitEnforced(graphql, configVersion);
}

/** nginx as a plain reverse proxy with keep-alive on both sides: the floor. Rejects when nginx is not installed. */
async function startNginx(upstreamUrl: string): Promise<{ child: Child; pids: number[]; url: string; clean: () => void }> {
  execFileSync('nginx', ['-v'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-nginx-'));
  const port = await freePort();
  const { host } = new URL(upstreamUrl);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log crit;
events { worker_connections 1024; }
http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
 keepalive_requests 10000000; client_body_buffer_size 1m; proxy_buffers 16 64k; proxy_buffer_size 64k;
 upstream up { server ${host}; keepalive 128; keepalive_requests 10000000; }
 server { listen 127.0.0.1:${port}; location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; } } }`,
  );
  const child = startChild('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]);
  const url = `http://127.0.0.1:${port}/mcp`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(500) }).then(
      () => true,
      () => false,
    );
    if (isUp) return { child, pids: [child.pid], url, clean: () => rmSync(folder, { recursive: true, force: true }) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await child.stop();
  throw new Error('bench: nginx did not come up');
}
