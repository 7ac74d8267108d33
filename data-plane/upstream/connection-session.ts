import type { Server } from '../config/snapshot.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import { metaOf } from '../lib/mcp.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamRequest, type UpstreamSession } from './channel.ts';

/** A call that waits for its answer on a connection. */
interface Waiting {
  readonly request: UpstreamRequest;
  readonly progressToken: unknown;
  readonly startedMs: number;
  lastHeardMs: number;
  timer: NodeJS.Timeout;
  readonly onAbort: () => void;
  resolve(message: UpstreamMessage): void;
  reject(fault: UpstreamFault): void;
}

/** How a connection carries messages; the transports fill this in. */
export interface Wire {
  write(bytes: Buffer, headers: readonly string[]): Promise<void>;
  close(): void;
}

/**
 * A conversation over one connection on which all messages share the way back (HTTP+SSE, stdio).
 *
 * Answers find their call by id, progress by token. What names neither goes to the call under way where there is just
 * one, else it belongs to no call.
 */
export class ConnectionSession implements UpstreamSession {
  readonly server: Server;
  readonly shared: boolean;
  readonly portable = null;
  facts: ServerFacts;
  credentialHeaders: readonly string[];
  readonly #wire: Wire;
  readonly #onStanding: (upstream: UpstreamSession, message: UpstreamMessage) => void;
  readonly #waiting = new Map<RequestId, Waiting>();
  #ended: UpstreamFault | null = null;

  constructor(options: {
    readonly server: Server;
    readonly shared: boolean;
    readonly facts: ServerFacts;
    readonly credentialHeaders: readonly string[];
    readonly wire: Wire;
    readonly onStanding: (upstream: UpstreamSession, message: UpstreamMessage) => void;
  }) {
    this.server = options.server;
    this.shared = options.shared;
    this.facts = options.facts;
    this.credentialHeaders = options.credentialHeaders;
    this.#wire = options.wire;
    this.#onStanding = options.onStanding;
  }

  /** True once the connection is over; calls then fail at once. */
  get ended(): boolean {
    return this.#ended !== null;
  }

  call(request: UpstreamRequest): Promise<UpstreamMessage> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    if (this.#waiting.has(request.id))
      return Promise.reject(new UpstreamFault('upstream_invalid', 'has a call with this id under way already'));
    return new Promise((resolve, reject) => {
      const now = performance.now();
      const waiting: Waiting = {
        request,
        progressToken: progressTokenIn(request.bytes),
        startedMs: now,
        lastHeardMs: now,
        timer: setTimeout(() => this.#onTimer(request.id), request.idleMs),
        onAbort: () => this.#give(request.id, new UpstreamFault('cancelled', 'was no longer needed')),
        resolve,
        reject,
      };
      this.#waiting.set(request.id, waiting);
      request.cancellation?.on(waiting.onAbort);
      this.#wire.write(request.bytes, request.headers).catch((error: unknown) => {
        this.#give(
          request.id,
          error instanceof UpstreamFault ? error : new UpstreamFault('upstream_gone', 'closed the connection', { cause: error }),
        );
      });
    });
  }

  async send(bytes: Buffer): Promise<void> {
    if (this.#ended !== null) throw this.#ended;
    await this.#wire.write(bytes, this.credentialHeaders);
  }

  /** The connection is listened to from its beginning. */
  listen(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.end(new UpstreamFault('upstream_gone', 'was let go'));
    this.#wire.close();
  }

  /** Takes a message that came over the wire. */
  receive(message: UpstreamMessage): void {
    const { envelope } = message;
    if (envelope.kind === 'response' || envelope.kind === 'error') {
      const waiting = envelope.id === null ? undefined : this.#waiting.get(envelope.id);
      if (waiting === undefined) return;
      this.#forget(waiting);
      waiting.resolve(message);
      return;
    }
    const owner = this.#ownerOf(message);
    if (owner === undefined) return this.#onStanding(this, message);
    owner.lastHeardMs = performance.now();
    owner.request.sink.onMessage(message);
  }

  /** Ends every call under way: the connection is over. */
  end(fault: UpstreamFault): void {
    if (this.#ended !== null) return;
    this.#ended = fault;
    for (const waiting of this.#waiting.values()) {
      this.#forget(waiting);
      waiting.reject(fault);
    }
  }

  #ownerOf({ envelope }: UpstreamMessage): Waiting | undefined {
    if (envelope.kind === 'notification' && envelope.method === 'notifications/progress') {
      const token = envelope.params?.['progressToken'];
      for (const waiting of this.#waiting.values()) if (waiting.progressToken === token) return waiting;
      return undefined;
    }
    if (
      envelope.kind === 'notification' &&
      (envelope.method.endsWith('/list_changed') || envelope.method === 'notifications/resources/updated')
    )
      return undefined;
    if (this.#waiting.size === 1) return this.#waiting.values().next().value;
    // On a connection of one agent a request may as well be shown on its newest call; on a shared one it has no owner.
    return this.shared ? undefined : [...this.#waiting.values()].at(-1);
  }

  #onTimer(id: RequestId): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const { idleMs, maxMs } = waiting.request;
    const now = performance.now();
    if (now - waiting.startedMs >= maxMs) return this.#give(id, new UpstreamFault('upstream_timeout', `did not finish within ${maxMs} ms`));
    const quietMs = now - waiting.lastHeardMs;
    if (quietMs >= idleMs - 5) return this.#give(id, new UpstreamFault('upstream_timeout', `did not answer within ${idleMs} ms`));
    waiting.timer = setTimeout(() => this.#onTimer(id), Math.max(1, Math.min(idleMs - quietMs, maxMs - (now - waiting.startedMs))));
  }

  #give(id: RequestId, fault: UpstreamFault): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#forget(waiting);
    // The server need not go on with what nobody waits for.
    if (fault.reason !== 'upstream_gone' && this.#ended === null) {
      void this.#wire
        .write(
          Buffer.from(
            JSON.stringify({
              jsonrpc: '2.0',
              method: 'notifications/cancelled',
              params: {
                requestId: id,
                ...(waiting.request.cancellation?.reason === undefined ? {} : { reason: waiting.request.cancellation.reason }),
              },
            }),
          ),
          this.credentialHeaders,
        )
        .catch(() => undefined);
    }
    waiting.reject(fault);
  }

  #forget(waiting: Waiting): void {
    this.#waiting.delete(waiting.request.id);
    clearTimeout(waiting.timer);
    waiting.request.cancellation?.off(waiting.onAbort);
  }
}

function progressTokenIn(bytes: Buffer): unknown {
  if (!bytes.includes('progressToken')) return undefined;
  const { params } = JSON.parse(bytes.toString('utf8')) as { params?: Record<string, unknown> };
  return metaOf(params)?.['progressToken'];
}
