import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler, Response, Router } from 'express';
import type { Log } from '../../data-plane/lib/log.ts';
import type { Viewer } from '../services/viewer.ts';
import { createApollo } from './apollo.ts';
import { createContext } from './context.ts';
import type { Edge } from './context.ts';
import { answerTo } from './errors.ts';
import type { Metrics } from './metrics.ts';
import { currentRequestId, withRequestId } from './request-id.ts';
import { createSchema } from './schema.ts';
import { securityHeaders } from './security-headers.ts';
import type { Services } from './services.ts';

/** What the HTTP side of the control plane is made of. */
export interface HttpParts {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly services: Services;
  readonly edge: Edge;
  readonly introspection: boolean;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether the control plane can do its work; what is wrong, otherwise. */
  readonly readiness: () => Promise<Readonly<Record<string, string>>>;
  /** The built console; null while there is none. */
  readonly consoleFolder: string | null;
  /** Routes of other parts, such as OAuth; they come before the console and do their own authentication. */
  readonly routers?: readonly Router[];
}

/** A running HTTP server. */
export interface HttpEdge {
  /** Origin, such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Largest GraphQL request. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Starts serving GraphQL, the console, health and metrics. Throws: Error (EADDRINUSE and the like). */
export async function startHttp(parts: HttpParts): Promise<HttpEdge> {
  const app = express();
  const httpServer =
    parts.tls === null ? createServer(bounds, app) : createTlsServer({ ...bounds, cert: parts.tls.cert, key: parts.tls.key }, app);
  const apollo = createApollo({
    schema: createSchema(),
    httpServer: httpServer as HttpServer,
    log: parts.log,
    introspection: parts.introspection,
    onOperation: (outcome, milliseconds) => parts.metrics.operation(outcome, milliseconds),
  });
  await apollo.start();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use((_, response, next) =>
    withRequestId((requestId) => {
      response.setHeader('X-Request-Id', requestId);
      next();
    }),
  );
  app.use(securityHeaders({ tls: parts.tls !== null }));
  addHealth(app, parts);
  app.use(
    '/graphql',
    authenticated(parts),
    express.json({ limit: MAX_BODY_BYTES, strict: true }),
    expressMiddleware(apollo, {
      context: ({ res }) => {
        const gone = new AbortController();
        res.once('close', () => gone.abort());
        return Promise.resolve(createContext(viewerOf(res), parts.services, parts.edge, gone.signal));
      },
    }),
  );
  for (const router of parts.routers ?? []) app.use(router);
  addConsole(app, parts.consoleFolder);
  app.use((_, response) => refuse(response, 404, 'NOT_FOUND', 'there is nothing here; GraphQL is at /graphql, the console at /'));
  app.use(lastResort(parts.log));
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(parts.port, parts.host, resolve);
  });
  const { port } = httpServer.address() as AddressInfo;
  const host = parts.host.includes(':') ? `[${parts.host}]` : parts.host;
  return {
    origin: `${parts.tls === null ? 'http' : 'https'}://${host}:${port}`,
    async stop() {
      httpServer.closeIdleConnections();
      await apollo.stop();
      await new Promise<void>((resolve) => {
        httpServer.close(() => resolve());
        httpServer.closeAllConnections();
      });
    },
  };
}

const bounds = { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 30_000 };

/** Finds out who is asking before anything of the request is read. No token, no answer: also not to introspection. */
function authenticated({ services, log, metrics }: HttpParts): RequestHandler {
  return async (request, response, next) => {
    const token = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    try {
      const viewer = token === undefined ? null : await services.adminTokens.recognise(token, currentRequestId());
      if (viewer === null) {
        metrics.refusedToken();
        response.setHeader('WWW-Authenticate', 'Bearer realm="portcullis"');
        refuse(
          response,
          401,
          'UNAUTHENTICATED',
          'a working admin token is needed: "Authorization: Bearer pca_…"; `portcullis admin-token` makes a short-lived one on the control plane',
        );
        return;
      }
      (response.locals as { viewer?: Viewer }).viewer = viewer;
      next();
    } catch (error) {
      log.error({ err: error, requestId: currentRequestId() }, 'a token could not be checked');
      const { code, message, status } = answerTo(error, currentRequestId());
      refuse(response, status ?? 500, code, message);
    }
  };
}

function viewerOf(response: Response): Viewer {
  const { viewer } = response.locals as { viewer?: Viewer };
  if (viewer === undefined) throw new Error('a request came past authentication');
  return viewer;
}

function addHealth(app: Express, { readiness, metrics, log }: HttpParts): void {
  app.get('/healthz', (_, response) => void response.json({ status: 'up' }));
  app.get('/readyz', async (_, response) => {
    const problems = await readiness();
    const isReady = Object.keys(problems).length === 0;
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', problems });
  });
  app.get('/metrics', async (_, response) => {
    try {
      response.type(metrics.contentType).send(await metrics.text());
    } catch (error) {
      log.error({ err: error }, 'metrics could not be collected');
      refuse(response, 500, 'INTERNAL_SERVER_ERROR', 'metrics could not be collected');
    }
  });
}

function addConsole(app: Express, folder: string | null): void {
  if (folder === null) {
    app.get('/', (_, response) => void response.type('html').send(PLACEHOLDER));
    return;
  }
  app.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '30d', index: false, redirect: false }));
  app.use(express.static(folder, { cacheControl: false, etag: true, redirect: false, dotfiles: 'ignore' }));
}

const PLACEHOLDER =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Portcullis</title><h1>Portcullis</h1><p>The control plane is up. The console was not built: run <code>npm run build</code>. GraphQL is at <code>/graphql</code>.</p></html>\n';

/** Errors of middleware: bodies that cannot be read, and faults. */
function lastResort(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { type, status } = error as { type?: string; status?: number };
    if (type === 'entity.too.large')
      refuse(response, 413, 'PAYLOAD_TOO_LARGE', `a request has at most ${MAX_BODY_BYTES} bytes; send less at a time`);
    else if (type === 'entity.parse.failed')
      refuse(response, 400, 'BAD_REQUEST', 'the body is not JSON; send {"query": "…", "variables": {…}}');
    else if (typeof status === 'number' && status >= 400 && status < 500)
      refuse(response, status, 'BAD_REQUEST', 'the request cannot be read; send JSON in UTF-8 with "Content-Type: application/json"');
    else {
      log.error({ err: error, requestId: currentRequestId() }, 'a request failed');
      refuse(response, 500, 'INTERNAL_SERVER_ERROR', `internal error; the log has the reason under request id ${currentRequestId()}`);
    }
  };
}

function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code, requestId: currentRequestId() } }] });
}
