/**
 * A fast MCP server for the benchmark: every answer is made before the first request arrives.
 *
 * Speaks both eras; `node upstream.js` prints its port on standard output. Tools: `text_1k`, `text_10k`, `text_100k`
 * (JSON answers) and `sse_1k`, `sse_10k`, `sse_100k` (one SSE event).
 */
import { createServer } from 'node:http';
import { ordinaryText } from './ordinary-text.ts';

const SIZES = { '1k': 1_000, '10k': 10_000, '100k': 100_000 } as const;
const bodies = new Map<string, { head: Buffer; isSse: boolean }>();
for (const [label, size] of Object.entries(SIZES)) {
  const content = JSON.stringify({ content: [{ type: 'text', text: ordinaryText(size) }], isError: false, resultType: 'complete' });
  bodies.set(`text_${label}`, { head: Buffer.from(content), isSse: false });
  bodies.set(`sse_${label}`, { head: Buffer.from(content), isSse: true });
}
const tools = [...bodies.keys()].map((name) => ({
  name,
  description: `Returns a prepared page of text (${name}).`,
  inputSchema: { type: 'object', properties: { query: { type: 'string', description: 'What to look for' } } },
  annotations: { readOnlyHint: true },
}));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const message = JSON.parse(Buffer.concat(chunks).toString()) as {
      id?: unknown;
      method?: string;
      params?: { name?: string; _meta?: object };
    };
    if (message.id === undefined) return void response.writeHead(202).end();
    const id = JSON.stringify(message.id);
    const reply = (result: unknown, headers = {}): void => {
      const body = `{"jsonrpc":"2.0","id":${id},"result":${JSON.stringify(result)}}`;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }).end(body);
    };
    if (message.method === 'initialize')
      return reply(
        { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'bench', version: '1' } },
        { 'mcp-session-id': 'bench-session' },
      );
    if (message.method === 'server/discover')
      return reply({
        supportedVersions: ['2026-07-28'],
        capabilities: { tools: {} },
        serverInfo: { name: 'bench', version: '1' },
        ttlMs: 60_000,
        cacheScope: 'public',
        resultType: 'complete',
      });
    if (message.method === 'tools/list') return reply({ tools, ttlMs: 60_000, cacheScope: 'public', resultType: 'complete' });
    const body = bodies.get(message.params?.name ?? '');
    if (message.method !== 'tools/call' || body === undefined)
      return reply({ content: [{ type: 'text', text: 'unknown' }], isError: true });
    const before = `{"jsonrpc":"2.0","id":${id},"result":`;
    if (body.isSse) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`event: message\ndata: ${before}${body.head.toString()}}\n\n`);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(before) + body.head.length + 1 });
    response.write(before);
    response.write(body.head);
    response.end('}');
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.on('disconnect', () => process.exit(0));
