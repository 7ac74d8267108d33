/** A real MCP server (the SDK's) that demands access tokens of an authorization server, with the SDK's own middleware and metadata. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';

/** A running one. */
export interface GuardedMcpServer {
  readonly url: string;
  /** `sub` of every token it took, one a request. */
  readonly subjects: string[];
  /** Every `Authorization` value it saw. */
  readonly seen: Set<string>;
  /** Tokens it refuses although they are good. */
  readonly refuses: Set<string>;
  stop(): Promise<void>;
}

/** Starts it. Its tools are `whoami` (read-only) and `write`. */
export async function startGuardedMcpServer(issuer: string): Promise<GuardedMcpServer> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/mcp`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const subjects: string[] = [];
  const seen = new Set<string>();
  const refuses = new Set<string>();
  const verifier = {
    async verifyAccessToken(token: string) {
      seen.add(token);
      if (refuses.has(token)) throw new InvalidTokenError('refused');
      try {
        const { payload } = await jwtVerify(token, keys, { issuer, audience: url });
        const subject = payload.sub ?? String(payload['client_id']);
        return {
          token,
          clientId: String(payload['client_id']),
          scopes: String(payload['scope'] ?? '').split(' '),
          expiresAt: payload.exp ?? 0,
          extra: { subject },
        };
      } catch {
        throw new InvalidTokenError('not for here');
      }
    },
  };
  app.get('/.well-known/oauth-protected-resource/mcp', (_request, response) => {
    response.json({ resource: url, authorization_servers: [issuer], scopes_supported: ['files:read'] });
  });
  const auth = requireBearerAuth({ verifier, resourceMetadataUrl: `${origin}/.well-known/oauth-protected-resource/mcp` });
  app.post('/mcp', auth, express.json(), async (request, response) => {
    const subject = String((request.auth?.extra as { subject?: string } | undefined)?.subject);
    subjects.push(subject);
    const mcp = new McpServer({ name: 'files', version: '1.0.0' });
    mcp.registerTool('whoami', { description: 'Names the user.', annotations: { readOnlyHint: true } }, () => ({
      content: [{ type: 'text', text: `you are ${subject}` }],
    }));
    mcp.registerTool('write', { description: 'Writes.' }, () => ({ content: [{ type: 'text', text: 'written' }] }));
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.on('close', () => void mcp.close());
    await mcp.connect(transport as unknown as Transport);
    await transport.handleRequest(request, response, request.body);
  });
  app.use('/mcp', (_request, response) => void response.status(405).end());
  return {
    url,
    subjects,
    seen,
    refuses,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
