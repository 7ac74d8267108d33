import { createServer, type Server } from 'node:http';
import { originProblem, type OriginRules } from './origin-check.ts';
import type { ProxyMetrics } from './metrics.ts';

/** What `/readyz` tells. */
export interface Readiness {
  readonly ready: boolean;
  /** Named facts, for people; never a secret. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The port for operators: `/healthz` (the process runs), `/readyz` (it can serve), `/metrics`. */
export function createAdminServer(rules: OriginRules, metrics: ProxyMetrics, readiness: () => Readiness): Server {
  return createServer((request, response) => {
    request.resume();
    if (originProblem(rules, request.headers.host, request.headers.origin, null) !== null) return void response.writeHead(403).end();
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    switch (request.url) {
      case '/healthz':
        return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
      case '/readyz': {
        const { ready, facts } = readiness();
        return void response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ready, ...facts }));
      }
      case '/metrics':
        void metrics.registry.metrics().then(
          (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
          () => response.writeHead(500).end(),
        );
        return;
      default:
        return void response.writeHead(404).end();
    }
  });
}
