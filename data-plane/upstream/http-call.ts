import type { Dispatcher, Pool } from 'undici';
import type { Cancellation } from '../lib/cancellation.ts';
import { TargetRefused } from '../lib/guarded-dialer.ts';
import { SseReader, SseUnreadable, type SseEvent } from '../lib/sse.ts';
import { UpstreamFault } from './channel.ts';

/** One HTTP exchange with an upstream. */
export interface HttpCallOptions {
  readonly pool: Pool;
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer | null;
  readonly idleMs: number;
  readonly maxMs: number;
  readonly maxBytes: number;
  readonly cancellation: Cancellation | null;
  /** Events of a `text/event-stream` answer. Returning true means that nothing more is awaited. */
  readonly onEvent: ((event: SseEvent) => boolean) | null;
  /** Called when the answer turns out to be an event stream. */
  readonly onStream: (() => void) | null;
}

/** What came back. `body` is empty for event streams, whose events went to `onEvent`. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly sessionId: string | null;
  readonly challenge: string | null;
  readonly isStream: boolean;
  readonly body: Buffer;
}

/**
 * Sends one request over pooled connections and reads the answer within its bounds.
 *
 * Redirects are not followed. An event stream resolves when `onEvent` says so or the stream ends.
 * Throws: UpstreamFault; `upstream_gone` where the connection ended before an answer began or within a stream.
 * Cost: no web streams and no fetch: `dispatch` hands the chunks over as they arrive.
 */
export function httpCall(options: HttpCallOptions): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const call = new HttpCall(options, resolve, reject);
    try {
      options.pool.dispatch(
        { path: options.path, method: options.method, headers: options.headers as string[], body: options.body, idempotent: false },
        call as Dispatcher.DispatchHandler,
      );
    } catch (error) {
      call.onError(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

class HttpCall {
  readonly #options: HttpCallOptions;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (fault: UpstreamFault) => void;
  readonly #startedMs = performance.now();
  readonly #onAbort: (() => void) | null;
  #abort: ((reason?: Error) => void) | null = null;
  #timer: NodeJS.Timeout | null;
  #lastHeardMs = this.#startedMs;
  #settled = false;
  #status = 0;
  #contentType = '';
  #sessionId: string | null = null;
  #challenge: string | null = null;
  #encoded = false;
  #reader: SseReader | null = null;
  #first: Buffer | null = null;
  #chunks: Buffer[] | null = null;
  #bytes = 0;

  constructor(options: HttpCallOptions, resolve: (answer: HttpAnswer) => void, reject: (fault: UpstreamFault) => void) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(onTimer, options.idleMs, this);
    const { cancellation } = options;
    if (cancellation === null) this.#onAbort = null;
    else {
      this.#onAbort = (): void => this.#fail(new UpstreamFault('cancelled', 'was no longer needed'));
      cancellation.on(this.#onAbort);
    }
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#settled) abort();
  }

  onHeaders(status: number, raw: Buffer[]): boolean {
    if (status < 200) return true;
    this.#status = status;
    this.#lastHeardMs = performance.now();
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = raw[index] as Buffer;
      switch (name.length) {
        case 12:
          if (isNamed(name, 'content-type')) this.#contentType = text(raw[index + 1]);
          break;
        case 14:
          if (isNamed(name, 'mcp-session-id')) this.#sessionId = text(raw[index + 1]);
          break;
        case 16:
          if (isNamed(name, 'www-authenticate')) this.#challenge = text(raw[index + 1]).slice(0, 4096);
          else if (isNamed(name, 'content-encoding')) this.#encoded = text(raw[index + 1]).toLowerCase() !== 'identity';
          break;
      }
    }
    if (this.#encoded) {
      this.#fail(new UpstreamFault('upstream_invalid', 'sent a compressed answer that was not asked for'));
      return true;
    }
    const { onEvent, maxBytes } = this.#options;
    if (status === 200 && onEvent !== null && /^text\/event-stream\b/i.test(this.#contentType)) {
      this.#reader = new SseReader(maxBytes, (event) => {
        if (!this.#settled && onEvent(event)) this.#finish();
      });
      this.#options.onStream?.();
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#settled) return true;
    this.#lastHeardMs = performance.now();
    if (this.#reader !== null) {
      try {
        this.#reader.push(chunk);
      } catch (error) {
        if (error instanceof SseUnreadable) this.#fail(tooLarge(this.#options.maxBytes));
        else throw error;
      }
      return true;
    }
    this.#bytes += chunk.length;
    if (this.#bytes > this.#options.maxBytes) {
      this.#fail(tooLarge(this.#options.maxBytes));
      return true;
    }
    if (this.#first === null) this.#first = chunk;
    else if (this.#chunks === null) this.#chunks = [this.#first, chunk];
    else this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#finish();
  }

  onError(error: Error): void {
    this.#fail(faultOf(error, this.#status !== 0));
  }

  onIdle(): void {
    if (this.#settled) return;
    const { idleMs, maxMs } = this.#options;
    const now = performance.now();
    if (now - this.#startedMs >= maxMs) return this.#fail(new UpstreamFault('upstream_timeout', `did not finish within ${maxMs} ms`));
    const quietMs = now - this.#lastHeardMs;
    if (quietMs >= idleMs - 5) return this.#fail(new UpstreamFault('upstream_timeout', `did not answer within ${idleMs} ms`));
    this.#timer = setTimeout(onTimer, Math.max(1, Math.min(idleMs - quietMs, maxMs - (now - this.#startedMs))), this);
  }

  #finish(): void {
    if (this.#settled) return;
    this.#settle();
    const body = this.#chunks !== null ? Buffer.concat(this.#chunks) : (this.#first ?? EMPTY);
    this.#resolve({
      status: this.#status,
      contentType: this.#contentType,
      sessionId: this.#sessionId,
      challenge: this.#challenge,
      isStream: this.#reader !== null,
      body,
    });
  }

  #fail(fault: UpstreamFault): void {
    if (this.#settled) return;
    this.#settle();
    this.#reject(fault);
    this.#abort?.(fault);
  }

  #settle(): void {
    this.#settled = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#onAbort !== null) this.#options.cancellation?.off(this.#onAbort);
  }
}

const EMPTY = Buffer.alloc(0);

const onTimer = (call: HttpCall): void => call.onIdle();

const text = (value: Buffer | undefined): string => (value === undefined ? '' : value.toString('latin1'));

const isNamed = (name: Buffer, lower: string): boolean => name.toString('latin1').toLowerCase() === lower;

const tooLarge = (maxBytes: number): UpstreamFault => new UpstreamFault('upstream_too_large', `sent more than ${maxBytes} bytes`);

/** What went wrong with a connection, without anything the peer said. */
function faultOf(error: Error, begun: boolean): UpstreamFault {
  if (error instanceof UpstreamFault) return error;
  if (error instanceof TargetRefused)
    return new UpstreamFault('upstream_target_refused', 'is at an address that may not be reached', {
      detail: error.message,
      cause: error,
    });
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (begun)
    return new UpstreamFault('upstream_gone', 'closed the connection before its answer was complete', { detail: code, cause: error });
  if (GONE.has(code)) return new UpstreamFault('upstream_gone', 'closed the connection without an answer', { detail: code, cause: error });
  return new UpstreamFault('upstream_unreachable', 'cannot be reached', { detail: code, cause: error });
}

const GONE = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
