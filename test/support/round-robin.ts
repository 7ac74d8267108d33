import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request it passed on. */
export interface Passed {
  readonly method: string;
  /** Index of the node that got it. */
  readonly to: number;
  readonly body: string;
  readonly sessionId: string | undefined;
  readonly lastEventId: string | undefined;
}

/** An HTTP load balancer that knows nothing of MCP: each request goes to the next node, whoever had the one before. */
export interface RoundRobin {
  readonly origin: string;
  readonly passed: readonly Passed[];
  /** Index of the node whose turn it is. */
  next(): number;
  stop(): Promise<void>;
}

/**
 * Starts one in front of nodes given by origin, such as `http://127.0.0.1:4000`.
 *
 * A node that refuses the connection is skipped; a connection cut in the middle of an answer is cut towards the client as well.
 */
export async function startRoundRobin(origins: readonly string[]): Promise<RoundRobin> {
  const passed: Passed[] = [];
  let turn = 0;
  const pass = (request: IncomingMessage, response: ServerResponse, body: Buffer, attemptsLeft: number): void => {
    const to = turn;
    turn = (turn + 1) % origins.length;
    const { hostname, port } = new URL(origins[to] as string);
    const onward = httpRequest(
      { hostname, port, method: request.method, path: request.url, headers: request.headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.on('error', () => response.destroy());
        answer.pipe(response);
      },
    );
    onward.on('socket', (socket) =>
      socket.once('connect', () =>
        passed.push({
          method: request.method ?? '',
          to,
          body: body.toString('utf8'),
          sessionId: headerOf(request, 'mcp-session-id'),
          lastEventId: headerOf(request, 'last-event-id'),
        }),
      ),
    );
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent) response.destroy();
      else if (error.code === 'ECONNREFUSED' && attemptsLeft > 0) pass(request, response, body, attemptsLeft - 1);
      else response.writeHead(502).end();
    });
    response.on('close', () => onward.destroy());
    onward.end(body);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => pass(request, response, Buffer.concat(chunks), origins.length - 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    next: () => turn,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
