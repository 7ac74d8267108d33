import type { Server } from '../config/snapshot.ts';
import { Cancellation } from '../lib/cancellation.ts';
import type { SseEvent } from '../lib/sse.ts';
import { answerOf, pause, PendingAnswer, statusFault } from './answers.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamRequest, type UpstreamSession } from './channel.ts';
import { httpCall, type HttpAnswer } from './http-call.ts';
import type { HttpTarget, SessionParty } from './http-target.ts';
import { readUpstreamMessage } from './read-message.ts';

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

/** What every POST to a legacy server carries. */
export const POST_HEADERS: readonly string[] = ['accept', 'application/json, text/event-stream', 'content-type', 'application/json'];
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
