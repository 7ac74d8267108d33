import type { Cancellation } from '../lib/cancellation.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import type { SseEvent } from '../lib/sse.ts';
import { UpstreamFault, type UpstreamMessage, type UpstreamRequest } from './channel.ts';
import type { HttpAnswer } from './http-call.ts';
import { readUpstreamMessage } from './read-message.ts';

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
