import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCertificate } from '../../support/certificate.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';

let server: GraphqlServer;
let folder: string;
let problems: Record<string, string> = {};
const log = recordedLog();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the console</title>');
  writeFileSync(join(folder, 'assets/app.js'), 'export {}');
  writeFileSync(join(folder, '.hidden'), 'no');
  server = await startGraphql({ log, consoleFolder: folder, readiness: () => Promise.resolve(problems) });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(`${server.origin}${path}`, init);

describe('the HTTP side of the control plane', () => {
  it.each(['/', '/graphql', '/healthz', '/metrics', '/assets/app.js', '/nothing'])(
    'sends %s with headers that keep browsers in bounds',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it('is up, and ready while nothing is wrong', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'up' });
    expect((await get('/readyz')).status).toBe(200);
    problems = { database: 'PostgreSQL does not answer' };
    const response = await get('/readyz');
    problems = {};
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'not ready', problems: { database: 'PostgreSQL does not answer' } });
  });

  it('counts operations and refused tokens', async () => {
    await server.admin('{ configVersion }');
    await get('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ configVersion }"}' });
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/portcullis_graphql_operation_duration_seconds_count\{outcome="ok"\} [1-9]/);
    expect(text).toMatch(/portcullis_admin_tokens_refused_total [1-9]/);
    expect(text).toContain('portcullis_node_streams 0');
  });

  it('serves the console, its assets for long, and nothing beside them', async () => {
    expect(await (await get('/')).text()).toContain('the console');
    expect((await get('/assets/app.js')).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/.hidden', '/assets/', '/assets/none.js', '/..%2f..%2fetc/passwd', '/index.html/x'])
      expect((await get(path)).status, path).toBe(404);
  });

  it('says where things are when there is nothing', async () => {
    const response = await get('/nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' }, message: expect.stringContaining('/graphql') }],
    });
  });

  it('says that the console was not built, where it was not', async () => {
    const bare = await startGraphql();
    try {
      const response = await fetch(`${bare.origin}/`);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('npm run build');
    } finally {
      await bare.stop();
    }
  });

  it('speaks TLS where it has a certificate, and then tells browsers never to come back without (RFC 6797 §7.2)', async () => {
    const certificate = testCertificate();
    const secure = await startGraphql({ tls: certificate });
    try {
      expect(secure.origin).toMatch(/^https:/);
      const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
        request(`${secure.origin}/healthz`, { ca: certificate.cert }, (response) => resolve(response.resume().headers))
          .on('error', reject)
          .end();
      });
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    } finally {
      await secure.stop();
    }
  });

  it('answers a fault with a request id and nothing of the inside; the log has the rest', async () => {
    await server.database.sql`ALTER TABLE applications RENAME TO applications_away`;
    const response = await get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.adminToken}` },
      body: '{"query":"{ applications { nodes { id } } }"}',
    });
    await server.database.sql`ALTER TABLE applications_away RENAME TO applications`;
    const text = await response.text();
    const requestId = response.headers.get('x-request-id') as string;
    expect(JSON.parse(text).errors[0]).toEqual({
      message: `internal error; the log has the reason under request id ${requestId}`,
      locations: expect.anything(),
      path: ['applications'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    });
    expect(text).not.toMatch(/relation|select|stack|\.ts/i);
    expect(log.said('error', requestId)).toBe(true);
  });
});
