import type { Pool } from 'undici';
import type { Server } from '../config/snapshot.ts';
import { Cancellation } from '../lib/cancellation.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import { isLegacyVersion, isRecord, LEGACY_VERSIONS } from '../lib/mcp.ts';
import type { SseEvent } from '../lib/sse.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamRequest, type UpstreamSession } from './channel.ts';
import { httpCall, type HttpAnswer } from './http-call.ts';
import { readUpstreamMessage } from './read-message.ts';

/** Where an upstream is and how to talk to it. */
export interface HttpTarget {
  readonly server: Server;
  readonly pool: Pool;
  readonly origin: string;
  /** Path and query of the endpoint. */
  readonly path: string;
  readonly maxDepth: number;
  readonly maxBytes: number;
}

/** Who the conversation is for. */
export interface SessionParty {
  readonly clientInfo: { readonly name: string; readonly version: string };
  /** What the agent declared; never more. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Takes what the server says outside of calls. */
  readonly onStanding: (upstream: UpstreamSession, message: UpstreamMessage) => void;
  readonly shared: boolean;
}

/** An upstream of the legacy era over Streamable HTTP (2025-03-26 to 2025-11-25). */
export class LegacyHttpSession implements UpstreamSession {
  readonly server: Server;
  readonly shared: boolean;
  readonly facts: ServerFacts;
  readonly sessionId: string | null;
  credentialHeaders: readonly string[];
  readonly #target: HttpTarget;
  readonly #party: SessionParty;
  readonly #base: readonly string[];
  readonly #closed = new Cancellation();
  #listening = false;
  #lastEventId: string | null = null;

  constructor(target: HttpTarget, party: SessionParty, facts: ServerFacts, sessionId: string | null, credentialHeaders: readonly string[]) {
    this.server = target.server;
    this.shared = party.shared;
    this.facts = facts;
    this.sessionId = sessionId;
    this.credentialHeaders = credentialHeaders;
    this.#target = target;
    this.#party = party;
    this.#base = baseHeaders(facts.protocolVersion, sessionId);
  }

  get portable(): { readonly sessionId: string | null; readonly protocolVersion: string } {
    return { sessionId: this.sessionId, protocolVersion: this.facts.protocolVersion };
  }

  async call(request: UpstreamRequest): Promise<UpstreamMessage> {
    const pending = new PendingAnswer(request, this.#target.maxDepth);
    const answer = await httpCall({
      pool: this.#target.pool,
      method: 'POST',
      path: this.#target.path,
      headers: request.headers.length === 0 ? this.#base : [...this.#base, ...request.headers],
      body: request.bytes,
      idleMs: request.idleMs,
      maxMs: request.maxMs,
      maxBytes: request.maxBytes,
      cancellation: request.cancellation,
      onEvent: pending.onEvent,
      onStream: null,
    }).catch((error: unknown) => {
      if (error instanceof UpstreamFault && error.reason === 'cancelled') this.#tellCancelled(request);
      // A stream cut within an answer can be picked up again where the server gave a place to do so.
      if (error instanceof UpstreamFault && error.reason === 'upstream_gone' && pending.lastEventId !== null) return null;
      throw error;
    });
    if (pending.fault !== null) throw pending.fault;
    if (pending.answer !== null) return pending.answer;
    if (answer === null || answer.isStream) return this.#resume(request, pending);
    return answerOf(answer, request, this.#target.maxDepth, this.sessionId !== null);
  }

  async send(bytes: Buffer): Promise<void> {
    const answer = await httpCall({
      pool: this.#target.pool,
      method: 'POST',
      path: this.#target.path,
      headers: this.credentialHeaders.length === 0 ? this.#base : [...this.#base, ...this.credentialHeaders],
      body: bytes,
      idleMs: SEND_TIMEOUT_MS,
      maxMs: SEND_TIMEOUT_MS,
      maxBytes: MAX_IGNORED_BYTES,
      cancellation: null,
      onEvent: null,
      onStream: null,
    });
    if (answer.status >= 300) throw statusFault(answer, this.sessionId !== null);
  }

  listen(): Promise<void> {
    if (this.#listening || this.#closed.aborted) return Promise.resolve();
    this.#listening = true;
    return new Promise((opened) => {
      void this.#listenUntilClosed(opened);
    });
  }

  close(): void {
    if (this.#closed.aborted) return;
    this.#closed.abort();
    if (this.sessionId === null) return;
    void httpCall({
      pool: this.#target.pool,
      method: 'DELETE',
      path: this.#target.path,
      headers: [...this.#base, ...this.credentialHeaders],
      body: null,
      idleMs: SEND_TIMEOUT_MS,
      maxMs: SEND_TIMEOUT_MS,
      maxBytes: MAX_IGNORED_BYTES,
      cancellation: null,
      onEvent: null,
      onStream: null,
    }).catch(() => undefined);
  }

  /** In this era an ended connection is no cancel; the server has to be told. */
  #tellCancelled(request: UpstreamRequest): void {
    const reason = request.cancellation?.reason;
    const params = { requestId: request.id, ...(reason === undefined ? {} : { reason }) };
    void this.send(Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }))).catch(() => undefined);
  }

  /** The GET stream, opened again when it breaks, until the session is closed or the server has none (405). */
  async #listenUntilClosed(opened: () => void): Promise<void> {
    let retryMs = 1_000;
    for (;;) {
      const startedMs = Date.now();
      try {
        const answer = await this.#get(this.credentialHeaders, this.#lastEventId, Number.MAX_SAFE_INTEGER, null, opened, (event) => {
          if (event.retryMs !== null) retryMs = Math.min(Math.max(event.retryMs, 100), 60_000);
          if (event.id !== null) this.#lastEventId = event.id;
          if (event.data.length > 0 && event.type === 'message')
            this.#party.onStanding(this, readUpstreamMessage(event.data, this.#target.maxBytes, this.#target.maxDepth));
          return false;
        });
        if (!answer.isStream) break;
      } catch (error) {
        if (error instanceof UpstreamFault && (error.reason === 'upstream_invalid' || error.reason === 'upstream_too_large')) break;
      }
      opened();
      if (this.#closed.aborted) break;
      if (Date.now() - startedMs > 60_000) retryMs = 1_000;
      await pause(retryMs, this.#closed);
      if (this.#closed.aborted) break;
      retryMs = Math.min(retryMs * 2, 60_000);
    }
    opened();
    this.#listening = false;
  }

  /** Picks up the stream of a call that was cut before its answer (2025-11-25, transports, "Polling"). */
  async #resume(request: UpstreamRequest, pending: PendingAnswer): Promise<UpstreamMessage> {
    const endsAtMs = Date.now() + request.maxMs;
    for (let attempt = 0; attempt < MAX_RESUMES; attempt++) {
      if (pending.lastEventId === null) throw new UpstreamFault('upstream_gone', 'ended the stream without an answer');
      await pause(pending.retryMs ?? Math.min(1_000 * 2 ** attempt, 10_000), request.cancellation);
      if (request.cancellation?.aborted === true) throw new UpstreamFault('cancelled', 'was no longer needed');
      if (Date.now() >= endsAtMs) throw new UpstreamFault('upstream_timeout', `did not finish within ${request.maxMs} ms`);
      const before = pending.lastEventId;
      const answer = await this.#get(
        request.headers,
        pending.lastEventId,
        request.idleMs,
        request.cancellation,
        null,
        pending.onEvent,
      ).catch((error: unknown) => {
        if (error instanceof UpstreamFault && (error.reason === 'upstream_gone' || error.reason === 'upstream_unreachable')) return null;
        throw error;
      });
      if (pending.fault !== null) throw pending.fault;
      if (pending.answer !== null) return pending.answer;
      if (answer !== null && !answer.isStream) throw statusFault(answer, this.sessionId !== null);
      if (pending.lastEventId !== before) attempt = 0;
    }
    throw new UpstreamFault('upstream_gone', 'kept ending the stream without an answer');
  }

  #get(
    headers: readonly string[],
    lastEventId: string | null,
    idleMs: number,
    cancellation: Cancellation | null,
    onStream: (() => void) | null,
    onEvent: (event: SseEvent) => boolean,
  ): Promise<HttpAnswer> {
    const all = ['accept', 'text/event-stream', ...this.#base.slice(4), ...headers];
    if (lastEventId !== null) all.push('last-event-id', lastEventId);
    return httpCall({
      pool: this.#target.pool,
      method: 'GET',
      path: this.#target.path,
      headers: all,
      body: null,
      idleMs: Math.min(idleMs, 0x7fffffff),
      maxMs: Number.MAX_SAFE_INTEGER,
      maxBytes: this.#target.maxBytes,
      cancellation: cancellation ?? this.#closed,
      onEvent,
      onStream,
    });
  }
}

/** Opens a session: `initialize`, then `notifications/initialized`. Throws UpstreamFault. */
export async function openLegacyHttp(
  target: HttpTarget,
  party: SessionParty,
  headers: readonly string[],
  timeoutMs: number,
): Promise<LegacyHttpSession> {
  const body = Buffer.from(
    JSON.stringify({
      jsonrpc: '2.0',
      id: 'initialize',
      method: 'initialize',
      params: { protocolVersion: LEGACY_VERSIONS[0], capabilities: party.capabilities, clientInfo: party.clientInfo },
    }),
  );
  const request: UpstreamRequest = {
    method: 'initialize',
    id: 'initialize',
    bytes: body,
    name: null,
    headers,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes: target.maxBytes,
    sink: { onMessage: () => undefined, onStream: () => undefined },
    cancellation: null,
  };
  const pending = new PendingAnswer(request, target.maxDepth);
  const answer = await httpCall({
    pool: target.pool,
    method: 'POST',
    path: target.path,
    headers: [...POST_HEADERS, ...headers],
    body,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes: target.maxBytes,
    cancellation: null,
    onEvent: pending.onEvent,
    onStream: null,
  });
  if (pending.fault !== null) throw pending.fault;
  const message = pending.answer ?? answerOf(answer, request, target.maxDepth, false);
  const facts = factsOf(message);
  if (answer.sessionId !== null && !/^[\x21-\x7e]{1,1024}$/.test(answer.sessionId))
    throw new UpstreamFault('upstream_invalid', 'sent a session id that is not visible ASCII');
  const session = new LegacyHttpSession(target, party, facts, answer.sessionId, headers);
  await session.send(INITIALIZED);
  return session;
}

/** What an answer to `initialize` tells. Throws UpstreamFault where it cannot be used. */
export function factsOf(message: UpstreamMessage): ServerFacts {
  const { envelope } = message;
  if (envelope.kind === 'error') throw new UpstreamFault('upstream_invalid', `refused to start a session (code ${envelope.error.code})`);
  const result = envelope.kind === 'response' ? envelope.result : null;
  if (!isRecord(result) || typeof result['protocolVersion'] !== 'string')
    throw new UpstreamFault('upstream_invalid', 'answered initialize with something else');
  const protocolVersion = result['protocolVersion'];
  if (!isLegacyVersion(protocolVersion))
    throw new UpstreamFault('upstream_invalid', `speaks protocol version ${protocolVersion.slice(0, 20)}, which this gateway does not`);
  return {
    era: 'legacy',
    protocolVersion,
    capabilities: isRecord(result['capabilities']) ? result['capabilities'] : {},
    instructions: typeof result['instructions'] === 'string' ? result['instructions'] : null,
    learnedAtMs: Date.now(),
  };
}

/** Finds the answer among the events of a call and hands the others on. */
export class PendingAnswer {
  answer: UpstreamMessage | null = null;
  fault: UpstreamFault | null = null;
  lastEventId: string | null = null;
  retryMs: number | null = null;
  readonly #request: UpstreamRequest;
  readonly #maxDepth: number;
  #announced = false;

  constructor(request: UpstreamRequest, maxDepth: number) {
    this.#request = request;
    this.#maxDepth = maxDepth;
  }

  readonly onEvent = (event: SseEvent): boolean => {
    if (event.id !== null && event.id !== '') this.lastEventId = event.id;
    if (event.retryMs !== null) this.retryMs = Math.min(event.retryMs, 60_000);
    if (event.data.length === 0) {
      if (!this.#announced && event.id !== null) {
        this.#announced = true;
        this.#request.sink.onStream(this.retryMs);
      }
      return false;
    }
    if (event.type !== 'message') return false;
    try {
      return this.take(readUpstreamMessage(event.data, this.#request.maxBytes, this.#maxDepth));
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      this.fault = error;
      return true;
    }
  };

  /** Returns true when this was the answer. */
  take(message: UpstreamMessage): boolean {
    const { envelope } = message;
    if (envelope.kind === 'response' || envelope.kind === 'error') {
      if (!isAnswerTo(envelope.id, this.#request.id)) return false;
      this.answer = message;
      return true;
    }
    this.#request.sink.onMessage(message);
    return false;
  }
}

/** The answer in an HTTP response that is no stream. Throws UpstreamFault. */
export function answerOf(answer: HttpAnswer, request: UpstreamRequest, maxDepth: number, hasSession: boolean): UpstreamMessage {
  const isJson = /^application\/json\b/i.test(answer.contentType);
  if (answer.status === 200 && isJson) {
    const message = readUpstreamMessage(answer.body, request.maxBytes, maxDepth);
    const { envelope } = message;
    if ((envelope.kind !== 'response' && envelope.kind !== 'error') || !isAnswerTo(envelope.id, request.id)) {
      throw new UpstreamFault('upstream_invalid', 'answered another request than the one sent');
    }
    return message;
  }
  if (answer.status === 401 || answer.status === 403 || (answer.status === 404 && hasSession)) throw statusFault(answer, hasSession);
  if (answer.status >= 400 && isJson) {
    // Servers put JSON-RPC errors into 4xx answers; what they say is relayed like any other error.
    try {
      const message = readUpstreamMessage(answer.body, request.maxBytes, maxDepth);
      if (message.envelope.kind === 'error' && isAnswerTo(message.envelope.id, request.id)) return message;
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
    }
  }
  throw statusFault(answer, hasSession);
}

/** A fault for a status that is no answer. `upstream_gone` with 404 means that the session is no longer known. */
export function statusFault(answer: HttpAnswer, hasSession: boolean): UpstreamFault {
  const { status, challenge } = answer;
  if (status === 401 || status === 403)
    return new UpstreamFault('upstream_unauthorized', `refused the credential (HTTP ${status})`, { status, challenge });
  if (status === 404 && hasSession) return new UpstreamFault('upstream_gone', 'ended the session', { status });
  if (status >= 300 && status < 400)
    return new UpstreamFault('upstream_status', `answered with a redirect (HTTP ${status}), which is not followed`, { status });
  if (status === 200)
    return new UpstreamFault('upstream_invalid', 'answered with a content type that is neither JSON nor an event stream', { status });
  return new UpstreamFault('upstream_status', `answered with HTTP ${status}`, { status });
}

/** Resolves after a time, or at once when called off. */
export function pause(ms: number, cancellation: Cancellation | null): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      cancellation?.off(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    cancellation?.on(done);
  });
}

/** Errors about an unreadable request may come back without an id. */
const isAnswerTo = (id: RequestId | null, asked: RequestId): boolean => id === asked || id === null;

const POST_HEADERS: readonly string[] = ['accept', 'application/json, text/event-stream', 'content-type', 'application/json'];
const INITIALIZED = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
const SEND_TIMEOUT_MS = 10_000;
const MAX_IGNORED_BYTES = 1024 * 1024;
const MAX_RESUMES = 6;

function baseHeaders(protocolVersion: string, sessionId: string | null): readonly string[] {
  const headers = [...POST_HEADERS];
  // The header exists since 2025-06-18; older servers ignore it.
  headers.push('mcp-protocol-version', protocolVersion);
  if (sessionId !== null) headers.push('mcp-session-id', sessionId);
  return headers;
}
