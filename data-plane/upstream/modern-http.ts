import type { Server } from '../config/snapshot.ts';
import { Cancellation } from '../lib/cancellation.ts';
import {
  encodeHeaderValue,
  HEADER_MISMATCH,
  isRecord,
  META_CLIENT_CAPABILITIES,
  META_CLIENT_INFO,
  META_VERSION,
  MODERN_VERSIONS,
  UNSUPPORTED_VERSION,
} from '../lib/mcp.ts';
import {
  UpstreamFault,
  type Interest,
  type ServerFacts,
  type UpstreamMessage,
  type UpstreamRequest,
  type UpstreamSession,
} from './channel.ts';
import { answerOf, pause, PendingAnswer } from './answers.ts';
import { httpCall } from './http-call.ts';
import type { HttpTarget, SessionParty } from './http-target.ts';
import { readUpstreamMessage } from './read-message.ts';

/** The modern version spoken to upstreams. */
export const MODERN_VERSION = MODERN_VERSIONS[0];

/** An upstream of the modern era (2026-07-28): every request stands for itself. */
export class ModernHttpSession implements UpstreamSession {
  readonly server: Server;
  readonly shared = false;
  readonly facts: ServerFacts;
  readonly portable = null;
  credentialHeaders: readonly string[];
  readonly #target: HttpTarget;
  readonly #party: SessionParty;
  readonly #closed = new Cancellation();
  #listening: Cancellation | null = null;
  #interest = '';

  constructor(target: HttpTarget, party: SessionParty, facts: ServerFacts, credentialHeaders: readonly string[]) {
    this.server = target.server;
    this.facts = facts;
    this.credentialHeaders = credentialHeaders;
    this.#target = target;
    this.#party = party;
  }

  async call(request: UpstreamRequest): Promise<UpstreamMessage> {
    return this.#call(request, true);
  }

  async #call(request: UpstreamRequest, mayRepeat: boolean): Promise<UpstreamMessage> {
    const pending = new PendingAnswer(request, this.#target.maxDepth);
    const headers = [...POST_HEADERS, 'mcp-method', request.method];
    if (request.name !== null) headers.push('mcp-name', encodeHeaderValue(request.name));
    for (const part of request.headers) headers.push(part);
    const answer = await httpCall({
      pool: this.#target.pool,
      method: 'POST',
      path: this.#target.path,
      headers,
      body: request.bytes,
      idleMs: request.idleMs,
      maxMs: request.maxMs,
      maxBytes: request.maxBytes,
      cancellation: request.cancellation,
      onEvent: pending.onEvent,
      onStream: null,
    });
    if (pending.fault !== null) throw pending.fault;
    if (pending.answer === null && answer.isStream) throw new UpstreamFault('upstream_gone', 'ended the stream without an answer');
    const message = pending.answer ?? answerOf(answer, request, this.#target.maxDepth, false);
    const { envelope } = message;
    // A server that refused our version and lists it all the same has not begun with the request.
    if (mayRepeat && listsOurVersion(message)) return this.#call(request, false);
    // These speak of our own request, not of the agent's.
    if (envelope.kind === 'error' && (envelope.error.code === HEADER_MISMATCH || envelope.error.code === UNSUPPORTED_VERSION)) {
      throw new UpstreamFault('upstream_invalid', `refused the request’s headers or version (code ${envelope.error.code})`, {
        status: 400,
      });
    }
    return message;
  }

  /** The modern era has no messages of a client but requests. */
  send(): Promise<void> {
    return Promise.resolve();
  }

  listen(interest: Interest): Promise<void> {
    const wanted = JSON.stringify(interest);
    if (this.#closed.aborted || wanted === this.#interest) return Promise.resolve();
    this.#interest = wanted;
    this.#listening?.abort();
    const until = new Cancellation();
    this.#listening = until;
    return new Promise((opened) => {
      void this.#listenUntil(until, interest, opened);
    });
  }

  close(): void {
    this.#closed.abort();
    this.#listening?.abort();
  }

  async #listenUntil(until: Cancellation, interest: Interest, opened: () => void): Promise<void> {
    let retryMs = 1_000;
    const body = Buffer.from(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 'listen',
        method: 'subscriptions/listen',
        params: {
          notifications: interest,
          _meta: {
            [META_VERSION]: MODERN_VERSION,
            [META_CLIENT_INFO]: this.#party.clientInfo,
            [META_CLIENT_CAPABILITIES]: this.#party.capabilities,
          },
        },
      }),
    );
    while (!until.aborted) {
      let refused = false;
      try {
        const answer = await httpCall({
          pool: this.#target.pool,
          method: 'POST',
          path: this.#target.path,
          headers: [...POST_HEADERS, 'mcp-method', 'subscriptions/listen', ...this.credentialHeaders],
          body,
          idleMs: 0x7fffffff,
          maxMs: Number.MAX_SAFE_INTEGER,
          maxBytes: this.#target.maxBytes,
          cancellation: until,
          onEvent: (event) => {
            if (event.data.length === 0) return false;
            const message = readUpstreamMessage(event.data, this.#target.maxBytes, this.#target.maxDepth);
            const { envelope } = message;
            if (envelope.kind === 'response' || envelope.kind === 'error') return true;
            if (envelope.kind === 'notification' && envelope.method === 'notifications/subscriptions/acknowledged') {
              retryMs = 1_000;
              opened();
            } else if (envelope.kind === 'notification' && envelope.method !== 'notifications/cancelled')
              this.#party.onStanding(this, message);
            return false;
          },
          onStream: null,
        });
        refused = !answer.isStream;
      } catch (error) {
        if (!(error instanceof UpstreamFault)) throw error;
        refused = error.reason === 'upstream_invalid' || error.reason === 'upstream_too_large';
      }
      opened();
      if (refused || until.aborted) return;
      await pause(retryMs, until);
      retryMs = Math.min(retryMs * 2, 60_000);
    }
  }
}

/** Whether an answer refuses our version and yet names it among those that are served. */
function listsOurVersion({ envelope }: UpstreamMessage): boolean {
  if (envelope.kind !== 'error' || envelope.error.code !== UNSUPPORTED_VERSION || !isRecord(envelope.error.data)) return false;
  const { supported } = envelope.error.data;
  return Array.isArray(supported) && supported.includes(MODERN_VERSION);
}

/** What `server/discover` tells of a server; null where it is not of the modern era. Throws UpstreamFault where that cannot be said. */
export async function discoverModern(
  target: HttpTarget,
  party: SessionParty,
  headers: readonly string[],
  timeoutMs: number,
  mayRepeat = true,
): Promise<ServerFacts | null> {
  const request: UpstreamRequest = {
    method: 'server/discover',
    id: 'discover',
    bytes: Buffer.from(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 'discover',
        method: 'server/discover',
        params: {
          _meta: { [META_VERSION]: MODERN_VERSION, [META_CLIENT_INFO]: party.clientInfo, [META_CLIENT_CAPABILITIES]: party.capabilities },
        },
      }),
    ),
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
    headers: [...POST_HEADERS, 'mcp-method', 'server/discover', ...headers],
    body: request.bytes,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes: target.maxBytes,
    cancellation: null,
    onEvent: pending.onEvent,
    onStream: null,
  });
  // Neither a refused credential nor a broken server says anything about its era.
  if (answer.status === 401 || answer.status === 403 || answer.status >= 500) answerOf(answer, request, target.maxDepth, false);
  let message: UpstreamMessage;
  try {
    message = pending.answer ?? answerOf(answer, request, target.maxDepth, false);
  } catch (error) {
    if (error instanceof UpstreamFault && error.reason !== 'upstream_too_large') return null;
    throw error;
  }
  const { envelope } = message;
  if (mayRepeat && listsOurVersion(message)) return discoverModern(target, party, headers, timeoutMs, false);
  if (envelope.kind !== 'response' || !isRecord(envelope.result)) return null;
  const { supportedVersions, capabilities, instructions } = envelope.result;
  if (!Array.isArray(supportedVersions) || !supportedVersions.includes(MODERN_VERSION)) return null;
  return {
    era: 'modern',
    protocolVersion: MODERN_VERSION,
    capabilities: isRecord(capabilities) ? capabilities : {},
    instructions: typeof instructions === 'string' ? instructions : null,
    learnedAtMs: Date.now(),
  };
}

const POST_HEADERS: readonly string[] = [
  'accept',
  'application/json, text/event-stream',
  'content-type',
  'application/json',
  'mcp-protocol-version',
  MODERN_VERSION,
];
