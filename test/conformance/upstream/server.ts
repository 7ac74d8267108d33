/** The conforming upstream: one endpoint, both eras, or only one of them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { broadcastLegacy, fail, onLegacyChange, serveLegacy } from './legacy.ts';
import { broadcastModern, isModern, onModernChange, serveModern } from './modern.ts';
import type { Json } from '../../support/json.ts';

/** A running upstream. */
export interface Upstream {
  readonly url: string;
  stop(): Promise<void>;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Starts it. `eras` limits what it speaks, to stand for servers that know one era only. */
export async function startUpstream(options: { port?: number; eras?: 'both' | 'legacy' | 'modern' } = {}): Promise<Upstream> {
  const eras = options.eras ?? 'both';
  const everywhere = (method: string, params: unknown): void => {
    broadcastLegacy(method, params);
    broadcastModern(method, params);
  };
  onLegacyChange(everywhere);
  onModernChange(everywhere);
  const server: Server = createServer((request, response) => {
    const origin = request.headers.origin;
    if (!LOCAL.test(request.headers.host ?? '') || (origin !== undefined && !LOCAL.test(origin.replace(/^https?:\/\//, ''))))
      return void response.writeHead(403).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      let body: Json = null;
      try {
        if (request.method === 'POST') body = JSON.parse(Buffer.concat(chunks).toString());
      } catch {
        return fail(response, 400, null, -32700, 'Parse error');
      }
      const modern = isModern(request, body);
      if (modern && eras === 'legacy') return fail(response, 400, null, -32000, 'Bad Request: Server not initialized');
      if (!modern && eras === 'modern')
        return fail(response, 400, body?.id ?? null, -32022, 'unsupported protocol version', {
          supported: ['2026-07-28'],
          requested: body?.params?.protocolVersion ?? '',
        });
      void (modern ? serveModern(request, response, body) : serveLegacy(request, response, body)).catch((error: unknown) =>
        fail(response, 500, body?.id ?? null, -32603, String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
