/**
 * What a tool, prompt or resource of the conforming upstream is written against, whatever the era of the request.
 */
export type { Json } from '../../support/json.ts';
import type { Json } from '../../support/json.ts';

/** A request the server makes of the client, in either era. */
export interface ClientRequest {
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  readonly params: Json;
}

/** One request being worked on. */
export interface Context {
  readonly era: 'legacy' | 'modern';
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly meta: Json;
  readonly capabilities: Json;
  /** Sends a notification on the stream of this request. */
  notify(method: string, params: Json): void;
  /** Progress, where the client asked for it. */
  progress(progress: number, total: number): void;
  /** A log message at `info`, as the era and the client allow. */
  log(data: string): void;
  /**
   * Asks the client. Legacy: requests on the stream. Modern: the result is `input_required` until the answers are there.
   * `stateless`: answers are taken without a `requestState`, as servers without state of their own do.
   */
  ask(step: string, requests: Record<string, ClientRequest>, options?: { stateless?: boolean }): Promise<Record<string, Json>>;
  /** Ends the stream before the answer; the client comes back for it (2025-11-25). */
  dropStream(): void;
  /** Tells every listener of a change. */
  changed(method: string, params?: Json): void;
  readonly cancelled: Promise<void>;
}

/** An error that reaches the client as a JSON-RPC error. */
export class RpcFailure extends Error {
  readonly code: number;
  readonly data: Json;
  readonly status: number;

  constructor(code: number, message: string, data?: Json, status = 200) {
    super(message);
    this.code = code;
    this.data = data;
    this.status = status;
  }
}

/** Modern: what is needed before the request can be answered. */
export class InputRequired extends Error {
  readonly result: Json;

  constructor(result: Json) {
    super('input required');
    this.result = result;
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
