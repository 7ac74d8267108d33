/**
 * The usual way to build such a proxy, for comparison: an SDK Server and an SDK Client glued together, one pair a session.
 *
 * `node sdk-proxy.js <upstream url>` prints its port.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const upstream = new URL(process.argv[2] ?? '');
const sessions = new Map<string, StreamableHTTPServerTransport>();

const server = createServer((request, response) => {
  void (async () => {
    const known = sessions.get(String(request.headers['mcp-session-id'] ?? ''));
    if (known !== undefined) return known.handleRequest(request, response);
    const client = new Client({ name: 'glue', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(upstream) as Transport);
    const glue = new Server({ name: 'glue', version: '1' }, { capabilities: { tools: {} } });
    glue.setRequestHandler(ListToolsRequestSchema, (message) => client.listTools(message.params));
    glue.setRequestHandler(CallToolRequestSchema, (message) => client.callTool(message.params));
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      enableJsonResponse: true,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    });
    await glue.connect(transport as Transport);
    return transport.handleRequest(request, response);
  })().catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
