import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { Server } from '../config/snapshot.ts';
import { META_CLIENT_CAPABILITIES, META_CLIENT_INFO, META_VERSION, isRecord } from '../lib/mcp.ts';
import type { Log } from '../lib/log.ts';
import { UpstreamFault, type ServerFacts, type UpstreamSession } from './channel.ts';
import { ConnectionSession } from './connection-session.ts';
import type { SessionParty } from './http-target.ts';
import { handshake, UNKNOWN } from './legacy-sse.ts';
import { MODERN_VERSION } from './modern-http.ts';
import { readUpstreamMessage } from './read-message.ts';

/** Programs that are MCP servers. */
export interface StdioPrograms {
  /** Starts the server's program, or shares the one that runs where the server keeps nothing between requests. Throws UpstreamFault. */
  open(server: Server, party: SessionParty, timeoutMs: number): Promise<UpstreamSession>;
  readonly running: number;
  /** Ends every program; none is left behind. */
  stop(): Promise<void>;
}

/** Bounds and switches of programs. */
export interface StdioSettings {
  readonly stdioAllowed: boolean;
  readonly maxStdioProcesses: number;
  readonly maxResponseBytes: number;
  readonly maxDepth: number;
}

/**
 * Starts and ends programs. No shell; the environment is what the server's config says, `PATH` and `HOME`, and nothing of ours.
 *
 * Source: MCP 2025-11-25, transports, "stdio" (newline-delimited messages; close stdin, then SIGTERM, then SIGKILL).
 */
export function createStdioPrograms(settings: StdioSettings, log: Log): StdioPrograms {
  const children = new Set<ChildProcessWithoutNullStreams>();
  const shared = new Map<string, Promise<ConnectionSession>>();

  async function start(server: Server, party: SessionParty, timeoutMs: number, isModern: boolean): Promise<ConnectionSession> {
    if (children.size >= settings.maxStdioProcesses)
      throw new UpstreamFault('server_busy', `cannot be started: ${settings.maxStdioProcesses} programs run already`);
    const [program, ...args] = server.command;
    if (program === undefined) throw new UpstreamFault('upstream_unreachable', 'has no command');
    const child = spawn(program, args, {
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that what the program starts ends with it.
      detached: process.platform !== 'win32',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...server.environment },
    });
    children.add(child);
    const maxBytes = server.limits.maxResponseBytes ?? settings.maxResponseBytes;
    const session = new ConnectionSession({
      server,
      shared: isModern || party.shared,
      facts: UNKNOWN,
      credentialHeaders: [],
      onStanding: party.onStanding,
      wire: {
        write: (bytes) =>
          new Promise((resolve, reject) => {
            // A line break inside the JSON text would end the message.
            const line = bytes.includes(0x0a) || bytes.includes(0x0d) ? Buffer.from(bytes.toString('utf8').replace(/[\r\n]/g, ' ')) : bytes;
            child.stdin.write(Buffer.concat([line, NEWLINE]), (error) => (error ? reject(error) : resolve()));
          }),
        close: () => void end(child),
      },
    });
    readLines(
      child,
      maxBytes,
      (line) => session.receive(readUpstreamMessage(line, maxBytes, settings.maxDepth)),
      (fault) => {
        session.end(fault);
        void end(child);
      },
    );
    const stderr = new StringDecoder('utf8');
    child.stderr.on('data', (chunk: Buffer) =>
      log.debug({ server: server.name, bytes: stderr.write(chunk).length }, 'a server program wrote to its standard error'),
    );
    child.stdin.on('error', () => undefined);
    child.on('error', (error: NodeJS.ErrnoException) =>
      session.end(new UpstreamFault('upstream_unreachable', 'cannot be started', { detail: error.code ?? error.message, cause: error })),
    );
    child.on('exit', (code, signal) => {
      children.delete(child);
      session.end(new UpstreamFault('upstream_gone', 'ended', { detail: `exit ${code ?? signal ?? ''}` }));
    });
    try {
      session.facts = isModern
        ? await discover(session, party, timeoutMs, maxBytes)
        : await handshake(session, party, [], timeoutMs, maxBytes);
      return session;
    } catch (error) {
      await end(child);
      throw error;
    }
  }

  async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return void children.delete(child);
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.stdin.end();
    for (const [signal, afterMs] of ENDINGS) {
      const ended = await Promise.race([
        gone.then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), afterMs).unref()),
      ]);
      if (ended) return;
      kill(child, signal);
    }
    await gone;
  }

  return {
    get running() {
      return children.size;
    },
    async open(server, party, timeoutMs) {
      if (!settings.stdioAllowed)
        throw new UpstreamFault('transport_not_allowed', 'is a program, which this node is not allowed to start (PORTCULLIS_ALLOW_STDIO)');
      if (server.era !== 'modern') return start(server, party, timeoutMs, false);
      const key = `${server.id}\0${server.command.join('\0')}`;
      const current = await shared.get(key)?.catch(() => null);
      if (current !== undefined && current !== null && !current.ended) return keptOpen(current);
      const starting = start(server, party, timeoutMs, true);
      shared.set(key, starting);
      starting.catch(() => shared.delete(key));
      return keptOpen(await starting);
    },
    async stop() {
      await Promise.all([...children].map((child) => end(child)));
    },
  };
}

/** A shared program outlives the sessions that use it. */
function keptOpen(session: ConnectionSession): UpstreamSession {
  return {
    server: session.server,
    shared: true,
    portable: null,
    get facts() {
      return session.facts;
    },
    credentialHeaders: [],
    call: (request) => session.call(request),
    send: (bytes) => session.send(bytes),
    listen: () => session.listen(),
    close: () => undefined,
  };
}

async function discover(session: ConnectionSession, party: SessionParty, timeoutMs: number, maxBytes: number): Promise<ServerFacts> {
  const params = {
    _meta: { [META_VERSION]: MODERN_VERSION, [META_CLIENT_INFO]: party.clientInfo, [META_CLIENT_CAPABILITIES]: party.capabilities },
  };
  const message = await session.call({
    method: 'server/discover',
    id: 'discover',
    bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 'discover', method: 'server/discover', params })),
    name: null,
    headers: [],
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes,
    sink: { onMessage: () => undefined, onStream: () => undefined },
    cancellation: null,
  });
  const result = message.envelope.kind === 'response' ? message.envelope.result : null;
  if (!isRecord(result)) throw new UpstreamFault('upstream_invalid', 'is not of the modern era');
  return {
    era: 'modern',
    protocolVersion: MODERN_VERSION,
    capabilities: isRecord(result['capabilities']) ? result['capabilities'] : {},
    instructions: typeof result['instructions'] === 'string' ? result['instructions'] : null,
    learnedAtMs: Date.now(),
  };
}

function readLines(
  child: ChildProcessWithoutNullStreams,
  maxBytes: number,
  onLine: (line: Buffer) => void,
  onFault: (fault: UpstreamFault) => void,
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    let at = 0;
    try {
      for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, at)) {
        parts.push(chunk.subarray(at, end));
        const line = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
        parts = [];
        bytes = 0;
        at = end + 1;
        const trimmed = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
        if (trimmed.length > 0) onLine(trimmed);
      }
    } catch (error) {
      return onFault(
        error instanceof UpstreamFault
          ? error
          : new UpstreamFault('upstream_invalid', 'sent something that is no message', { cause: error }),
      );
    }
    if (at < chunk.length) {
      parts.push(chunk.subarray(at));
      bytes += chunk.length - at;
      if (bytes > maxBytes) onFault(new UpstreamFault('upstream_too_large', `sent more than ${maxBytes} bytes`));
    }
  });
}

function kill(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-(child.pid as number), signal);
  } catch {
    child.kill(signal);
  }
}

const NEWLINE = Buffer.from('\n');
/** How long each step of an ending may take before the next. */
const ENDINGS: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGTERM', 1_000],
  ['SIGKILL', 2_000],
];
