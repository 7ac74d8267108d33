import { Cancellation } from '../lib/cancellation.ts';
import { LEGACY_VERSIONS } from '../lib/mcp.ts';
import { statusFault } from './answers.ts';
import { UpstreamFault, type ServerFacts, type UpstreamSession } from './channel.ts';
import { ConnectionSession } from './connection-session.ts';
import { httpCall } from './http-call.ts';
import type { HttpTarget, SessionParty } from './http-target.ts';
import { factsOf } from './legacy-open.ts';
import { readUpstreamMessage } from './read-message.ts';

/**
 * Opens a conversation over HTTP+SSE: a stream whose first event names where to post to, on the same origin.
 *
 * Throws: UpstreamFault; also when no `endpoint` event comes in time or it points elsewhere.
 * Source: MCP 2024-11-05, transports, "HTTP with SSE".
 */
export async function openLegacySse(
  target: HttpTarget,
  party: SessionParty,
  headers: readonly string[],
  timeoutMs: number,
): Promise<UpstreamSession> {
  const closed = new Cancellation();
  let postPath: string | null = null;
  let endpoint: { resolve(): void; reject(fault: UpstreamFault): void } | null = null;
  const known = new Promise<void>((resolve, reject) => {
    endpoint = { resolve, reject };
  });
  const session = new ConnectionSession({
    server: target.server,
    shared: party.shared,
    facts: UNKNOWN,
    credentialHeaders: headers,
    onStanding: party.onStanding,
    wire: {
      async write(bytes, callHeaders) {
        const answer = await httpCall({
          pool: target.pool,
          method: 'POST',
          path: postPath as string,
          headers: ['content-type', 'application/json', ...callHeaders],
          body: bytes,
          idleMs: timeoutMs,
          maxMs: timeoutMs,
          maxBytes: MAX_IGNORED_BYTES,
          cancellation: closed,
          onEvent: null,
          onStream: null,
        });
        if (answer.status >= 300) throw statusFault(answer, false);
      },
      close: () => closed.abort(),
    },
  });
  void httpCall({
    pool: target.pool,
    method: 'GET',
    path: target.path,
    headers: ['accept', 'text/event-stream', ...headers],
    body: null,
    idleMs: 0x7fffffff,
    maxMs: Number.MAX_SAFE_INTEGER,
    maxBytes: target.maxBytes,
    cancellation: closed,
    onStream: null,
    onEvent(event) {
      if (event.type === 'endpoint') {
        postPath = sameOriginPath(target, event.data.toString('utf8'));
        if (postPath === null) endpoint?.reject(new UpstreamFault('upstream_invalid', 'names an endpoint on another origin'));
        else endpoint?.resolve();
      } else if (event.type === 'message' && event.data.length > 0)
        session.receive(readUpstreamMessage(event.data, target.maxBytes, target.maxDepth));
      return false;
    },
  }).then(
    (answer) => {
      const fault = answer.isStream ? new UpstreamFault('upstream_gone', 'closed the connection') : statusFault(answer, false);
      endpoint?.reject(fault);
      session.end(fault);
    },
    (error: unknown) => {
      const fault = error instanceof UpstreamFault ? error : new UpstreamFault('upstream_gone', 'closed the connection', { cause: error });
      endpoint?.reject(fault);
      session.end(fault);
    },
  );
  const timer = setTimeout(
    () => endpoint?.reject(new UpstreamFault('upstream_timeout', `named no endpoint within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    await known;
    session.facts = await handshake(session, party, headers, timeoutMs, target.maxBytes);
    return session;
  } catch (error) {
    session.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** `initialize` and what follows, over a connection. Throws UpstreamFault. */
export async function handshake(
  session: ConnectionSession,
  party: SessionParty,
  headers: readonly string[],
  timeoutMs: number,
  maxBytes: number,
): Promise<ServerFacts> {
  const message = await session.call({
    method: 'initialize',
    id: 'initialize',
    bytes: Buffer.from(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 'initialize',
        method: 'initialize',
        params: { protocolVersion: LEGACY_VERSIONS[0], capabilities: party.capabilities, clientInfo: party.clientInfo },
      }),
    ),
    name: null,
    headers,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes,
    sink: { onMessage: () => undefined, onStream: () => undefined },
    cancellation: null,
  });
  const facts = factsOf(message);
  await session.send(Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}'));
  return facts;
}

function sameOriginPath(target: HttpTarget, endpoint: string): string | null {
  try {
    const url = new URL(endpoint, `${target.origin}${target.path}`);
    return url.origin === target.origin ? `${url.pathname}${url.search}` : null;
  } catch {
    return null;
  }
}

/** Until the handshake is done. */
export const UNKNOWN: ServerFacts = { era: 'legacy', protocolVersion: '', capabilities: {}, instructions: null, learnedAtMs: 0 };
const MAX_IGNORED_BYTES = 1024 * 1024;
