import type { ServerResponse } from 'node:http';
import type { EventStream } from './event-stream.ts';

/** Where an exchange's messages go. */
export interface Reply {
  /** Sends a message before the answer; turns the answer into an event stream where it is none yet. */
  event(message: Buffer): void;
  /** Turns the answer into an event stream that can be resumed, where the client's version knows that. */
  prime(retryMs: number | null): void;
  /** The end: the answer, or status and headers alone. */
  finish(status: number, headers: Readonly<Record<string, string>> | null, message: Buffer | string | null): void;
  /** The connection, for handlers that write to it themselves; null where it is not theirs alone. */
  readonly response: ServerResponse | null;
}

/** Makes the event stream of a reply, when the first event asks for one. */
export type OpenStream = (response: ServerResponse, retryMs: number | null) => EventStream;

/** The answer to one HTTP request with one message. */
export class PostReply implements Reply {
  readonly response: ServerResponse;
  readonly #openStream: OpenStream;
  #stream: EventStream | null = null;
  #finished = false;

  constructor(response: ServerResponse, openStream: OpenStream) {
    this.response = response;
    this.#openStream = openStream;
  }

  event(message: Buffer): void {
    if (this.#finished) return;
    this.#stream ??= this.#openStream(this.response, null);
    this.#stream.send(message);
  }

  prime(retryMs: number | null): void {
    if (this.#finished) return;
    this.#stream ??= this.#openStream(this.response, retryMs);
  }

  finish(status: number, headers: Readonly<Record<string, string>> | null, message: Buffer | string | null): void {
    if (this.#finished) return;
    this.#finished = true;
    if (this.#stream !== null) {
      this.#stream.finish(message === null ? null : typeof message === 'string' ? Buffer.from(message) : message);
      return;
    }
    answer(this.response, status, headers, message);
  }
}

/** Writes a whole HTTP answer in one go. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> | null,
  message: Buffer | string | null,
): void {
  if (response.destroyed || response.headersSent) return;
  const body = message === null ? null : typeof message === 'string' ? Buffer.from(message, 'utf8') : message;
  const all: string[] =
    body === null ? ['content-length', '0'] : ['content-type', 'application/json', 'content-length', String(body.length)];
  all.push('cache-control', 'no-store', 'x-content-type-options', 'nosniff');
  if (headers !== null) for (const name in headers) all.push(name, headers[name] as string);
  response.writeHead(status, all);
  if (body === null) response.end();
  else response.end(body);
}

/** The answers of a batch (2025-03-26): one JSON array, or events once one of the calls needed them. */
export class BatchReply {
  readonly #reply: PostReply;
  readonly #answers: (Buffer | string)[] = [];
  #waiting: number;
  #streaming = false;
  #headers: Readonly<Record<string, string>> | null = null;
  #refusedStatus = 0;

  constructor(response: ServerResponse, openStream: OpenStream, size: number) {
    this.#reply = new PostReply(response, openStream);
    this.#waiting = size;
  }

  /** The reply of one element. */
  element(): Reply {
    let done = false;
    return {
      response: null,
      event: (message) => {
        this.#stream();
        this.#reply.event(message);
      },
      prime: () => this.#stream(),
      finish: (status, headers, message) => {
        if (done) return;
        done = true;
        this.#headers ??= headers;
        if (message !== null) this.#add(message);
        if (status === 401 || status === 403 || status === 404 || status === 503) this.#refusedStatus = status;
        if (--this.#waiting === 0) this.#end();
      },
    };
  }

  #stream(): void {
    if (this.#streaming) return;
    this.#streaming = true;
    this.#reply.prime(null);
    for (const message of this.#answers.splice(0)) this.#reply.event(bytesOf(message));
  }

  #add(message: Buffer | string): void {
    if (this.#streaming) this.#reply.event(bytesOf(message));
    else this.#answers.push(message);
  }

  #end(): void {
    if (this.#streaming) return this.#reply.finish(200, null, null);
    if (this.#answers.length === 0) return this.#reply.finish(this.#refusedStatus === 0 ? 202 : this.#refusedStatus, this.#headers, null);
    const body = `[${this.#answers.map((message) => message.toString()).join(',')}]`;
    this.#reply.finish(this.#refusedStatus === 0 ? 200 : this.#refusedStatus, this.#headers, body);
  }
}

const bytesOf = (message: Buffer | string): Buffer => (typeof message === 'string' ? Buffer.from(message, 'utf8') : message);
