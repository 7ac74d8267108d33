/** Adds the application key that the suite has no way to send; changes nothing else. */
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running forwarder. */
export interface KeyForwarder {
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens on a free port and hands every request on with `X-Portcullis-Key`. */
export async function startKeyForwarder(target: string, key: string): Promise<KeyForwarder> {
  const { hostname, port, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const forward = httpRequest(
      { hostname, port, path: pathname, method: incoming.method, headers: { ...incoming.headers, 'x-portcullis-key': key } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      },
    );
    forward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forward.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
