import type { ServerResponse } from 'node:http';
import { SSE_KEEP_ALIVE, sseFrame, ssePriming } from '../lib/sse.ts';

/** Where a stream's bytes go: a connection of this node, or another node that has one. */
export interface StreamTarget {
  open(): void;
  write(frame: Buffer): void;
  end(): void;
  destroy(): void;
  /** Bytes not yet taken by the reader. */
  readonly unread: number;
  onClose(listener: () => void): void;
}

/** A connection of this node. */
export function connectionTarget(response: ServerResponse): StreamTarget {
  return {
    open() {
      response.writeHead(200, HEADERS);
      response.flushHeaders();
    },
    write: (frame) => void response.write(frame),
    end: () => void response.end(),
    destroy: () => void response.destroy(),
    get unread() {
      return response.writableLength;
    },
    onClose: (listener) => void response.once('close', listener),
  };
}

/** How a stream is to be run. */
export interface EventStreamOptions {
  readonly id: string;
  /** Event ids are written, so that a client can come back. Legacy only. */
  readonly withIds: boolean;
  /** An event without data opens the stream (2025-11-25; older clients choke on it). */
  readonly primed: boolean;
  readonly bufferBytes: number;
  readonly bufferEvents: number;
  readonly keepAliveMs: number;
  /** How long it can be resumed after the connection went. 0: not at all. */
  readonly resumeWindowMs: number;
  /** The stream is over and forgotten: finished and delivered, or given up. */
  readonly onGone: (stream: EventStream) => void;
  /** The connection went before the end. */
  readonly onDetached: (stream: EventStream) => void;
}

/**
 * Server-sent events to one agent, over one connection at a time.
 *
 * What was sent is kept, within bounds, for a client that comes back with `Last-Event-ID`. A reader that leaves more
 * than `bufferBytes` unread is cut off rather than waited for, so it costs neither memory nor anybody else's time.
 *
 * Source: MCP 2025-11-25, transports, "Resumability and Redelivery".
 */
export class EventStream {
  readonly id: string;
  readonly #options: EventStreamOptions;
  #response: StreamTarget | null = null;
  #kept: { readonly seq: number; readonly frame: Buffer }[] = [];
  #keptBytes = 0;
  #seq = 0;
  #finished = false;
  #gone = false;
  #keepAlive: NodeJS.Timeout | null = null;
  #forget: NodeJS.Timeout | null = null;

  constructor(options: EventStreamOptions) {
    this.id = options.id;
    this.#options = options;
  }

  get attached(): boolean {
    return this.#response !== null;
  }

  get finished(): boolean {
    return this.#finished;
  }

  /** Starts writing to a connection: what was kept after `afterSeq`, then whatever comes. Null: a new stream, with a word on when to come back. */
  attach(response: StreamTarget, afterSeq: number | null, retryMs: number | null = null): void {
    this.#detach();
    if (this.#forget !== null) clearTimeout(this.#forget);
    this.#forget = null;
    this.#response = response;
    response.open();
    response.onClose(() => {
      if (this.#response === response) this.#lost();
    });
    if (afterSeq === null) {
      if (this.#options.withIds && this.#options.primed) this.#write(ssePriming(`${this.id}.0`, retryMs));
    } else for (const { seq, frame } of this.#kept) if (seq > afterSeq) this.#write(frame);
    if (this.#finished) return this.#end();
    this.#keepAlive = setInterval(() => this.#write(SSE_KEEP_ALIVE), this.#options.keepAliveMs);
    this.#keepAlive.unref();
  }

  send(message: Buffer): void {
    if (this.#finished) return;
    this.#emit(message);
  }

  /** Sends a last message, where there is one, and ends. */
  finish(message: Buffer | null): void {
    if (this.#finished) return;
    if (message !== null) this.#emit(message);
    this.#finished = true;
    if (this.#response !== null) this.#end();
    else if (this.#forget === null) this.#lost();
  }

  /** Ends the connection but not the stream; the client is expected back within `retryMs`. */
  pause(retryMs: number): void {
    const response = this.#response;
    if (response === null || !this.#options.withIds) return;
    this.#write(ssePriming(`${this.id}.${this.#seq}`, retryMs));
    this.#lost();
    response.end();
  }

  /** Ends the connection in good order; what was kept stays for a client that comes back. */
  close(): void {
    const response = this.#response;
    if (response === null) return;
    this.#lost();
    response.end();
  }

  /** Gives the stream up, whatever was still to come. */
  destroy(): void {
    const response = this.#response;
    this.#finished = true;
    this.#vanish();
    response?.destroy();
  }

  #emit(message: Buffer): void {
    this.#seq++;
    const frame = sseFrame(message, this.#options.withIds ? `${this.id}.${this.#seq}` : null);
    if (this.#options.resumeWindowMs > 0) {
      this.#kept.push({ seq: this.#seq, frame });
      this.#keptBytes += frame.length;
      while (this.#kept.length > 1 && (this.#kept.length > this.#options.bufferEvents || this.#keptBytes > this.#options.bufferBytes)) {
        this.#keptBytes -= (this.#kept.shift() as { frame: Buffer }).frame.length;
      }
    }
    this.#write(frame);
  }

  #write(frame: Buffer): void {
    const response = this.#response;
    if (response === null) return;
    if (response.unread > this.#options.bufferBytes) {
      this.#lost();
      response.destroy();
      return;
    }
    response.write(frame);
  }

  #end(): void {
    const response = this.#response;
    this.#detach();
    if (response === null) return;
    response.end();
    // Kept a little longer: the last bytes may still be lost with the connection.
    if (this.#options.resumeWindowMs > 0) this.#expireLater();
    else this.#vanish();
  }

  #lost(): void {
    this.#detach();
    if (this.#gone) return;
    if (!this.#finished) this.#options.onDetached(this);
    if (this.#options.resumeWindowMs > 0) this.#expireLater();
    else this.#vanish();
  }

  #expireLater(): void {
    if (this.#forget !== null) clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#vanish(), this.#options.resumeWindowMs);
    this.#forget.unref();
  }

  #detach(): void {
    this.#response = null;
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    this.#keepAlive = null;
  }

  #vanish(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#detach();
    if (this.#forget !== null) clearTimeout(this.#forget);
    this.#kept = [];
    this.#options.onGone(this);
  }
}

const HEADERS = [
  'content-type',
  'text/event-stream',
  'cache-control',
  'no-cache, no-transform',
  'x-accel-buffering',
  'no',
  'x-content-type-options',
  'nosniff',
];
