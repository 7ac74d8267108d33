import { createServer, type Server, type Socket } from 'node:net';
import { runCommand, type Keyspace } from './resp-commands.ts';

/** A small server that speaks Redis' protocol, for tests on machines without Redis. It can misbehave on request. */
export interface RespDouble {
  readonly url: string;
  readonly port: number;
  /** `answers`: as Redis does. `silent`: takes commands and says nothing, as a paused server. `drops`: closes every connection. */
  behave(how: 'answers' | 'silent' | 'drops'): void;
  /** Commands it has run, names in capitals. */
  readonly commands: string[];
  stop(): Promise<void>;
}

/**
 * Starts a double on a port, a free one unless given.
 *
 * Shape: RESP2, strings with expiry, counters, sets, hashes, publish and subscribe, MULTI; no Lua.
 * Source: redis.io, "Redis serialization protocol specification".
 */
export async function startRespDouble(port = 0): Promise<RespDouble> {
  const keys: Keyspace = { values: new Map(), subscribers: new Map() };
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  let how: 'answers' | 'silent' | 'drops' = 'answers';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      for (const listening of keys.subscribers.values()) listening.delete(socket);
    });
    socket.on('error', () => {});
    if (how === 'drops') return void socket.destroy();
    let buffered = Buffer.alloc(0);
    let queued: string[][] | null = null;
    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (let parsed = parseCommand(buffered); parsed !== null; parsed = parseCommand(buffered)) {
        buffered = buffered.subarray(parsed.end);
        const { parts } = parsed;
        const name = (parts[0] ?? '').toUpperCase();
        commands.push(name);
        if (how === 'silent') continue;
        if (name === 'MULTI') {
          queued = [];
          socket.write('+OK\r\n');
        } else if (name === 'EXEC' && queued !== null) {
          const answers = queued.map((each) => runCommand(keys, each, socket));
          queued = null;
          socket.write(`*${answers.length}\r\n${answers.join('')}`);
        } else if (queued !== null) {
          queued.push(parts);
          socket.write('+QUEUED\r\n');
        } else socket.write(runCommand(keys, parts, socket));
      }
    });
    return undefined;
  });
  const bound = await listen(server, port);
  return {
    url: `redis://127.0.0.1:${bound}`,
    port: bound,
    commands,
    behave(next) {
      how = next;
      if (next === 'drops') for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** One command from the front of what arrived: an array of bulk strings, or a line of words. Null until it is complete. */
function parseCommand(bytes: Buffer): { readonly parts: string[]; readonly end: number } | null {
  const lineEnd = bytes.indexOf('\r\n');
  if (lineEnd < 0) return null;
  const head = bytes.toString('utf8', 0, lineEnd);
  if (!head.startsWith('*')) return { parts: head.split(' ').filter((word) => word !== ''), end: lineEnd + 2 };
  const parts: string[] = [];
  let at = lineEnd + 2;
  for (let left = Number(head.slice(1)); left > 0; left -= 1) {
    const lengthEnd = bytes.indexOf('\r\n', at);
    if (lengthEnd < 0) return null;
    const length = Number(bytes.toString('utf8', at + 1, lengthEnd));
    const end = lengthEnd + 2 + length;
    if (end + 2 > bytes.length) return null;
    parts.push(bytes.toString('utf8', lengthEnd + 2, end));
    at = end + 2;
  }
  return { parts, end: at };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
