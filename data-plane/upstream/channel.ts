/**
 * The shape of a way to an upstream, whatever its transport and era. The pipeline knows only this.
 */
import type { Server } from '../config/snapshot.ts';
import type { Cancellation } from '../lib/cancellation.ts';
import type { Envelope, RequestId } from '../lib/jsonrpc.ts';
import type { Reason } from '../proxy/errors.ts';

/** An answer or a message of an upstream: the bytes as they came and what they say. */
export interface UpstreamMessage {
  readonly bytes: Buffer;
  readonly value: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
}

/** Takes what an upstream says while a call is under way, before the answer. */
export interface UpstreamSink {
  /** A notification, or a request of the server to the client. */
  onMessage(message: UpstreamMessage): void;
  /** The upstream opened an event stream that can be resumed, and said after how long to come back where `retryMs` is not null. */
  onStream(retryMs: number | null): void;
}

/** One request to an upstream. */
export interface UpstreamRequest {
  readonly method: string;
  readonly id: RequestId;
  /** The whole JSON-RPC message, ready to send. */
  readonly bytes: Buffer;
  /** What `Mcp-Name` mirrors, by the upstream's own name; null where the method has none. */
  readonly name: string | null;
  /** Headers of this call alone: the credential, and `Mcp-Param-*`. Flat list of names and values. */
  readonly headers: readonly string[];
  /** Silence after which the call is given up; every message starts it anew. */
  readonly idleMs: number;
  /** The end, progress or not. */
  readonly maxMs: number;
  readonly maxBytes: number;
  readonly sink: UpstreamSink;
  readonly cancellation: Cancellation | null;
}

/** What is known of a server from talking to it. */
export interface ServerFacts {
  readonly era: 'legacy' | 'modern';
  readonly protocolVersion: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly instructions: string | null;
  readonly learnedAtMs: number;
}

/** What is to be heard of outside of calls, in the words of a `subscriptions/listen` filter. Legacy servers say all they have to say. */
export interface Interest {
  readonly toolsListChanged?: boolean;
  readonly promptsListChanged?: boolean;
  readonly resourcesListChanged?: boolean;
  readonly resourceSubscriptions?: readonly string[];
}

/** One conversation with one upstream on behalf of one session. */
export interface UpstreamSession {
  readonly server: Server;
  readonly facts: ServerFacts;
  /** True where several callers' requests share it, so that ids and progress tokens must be made unique. */
  readonly shared: boolean;
  /** Throws UpstreamFault. */
  call(request: UpstreamRequest): Promise<UpstreamMessage>;
  /** What goes with messages that belong to no call; the newest that was obtained. Flat list of names and values. */
  credentialHeaders: readonly string[];
  /** Sends a notification or a response. Throws UpstreamFault. */
  send(bytes: Buffer, method: string): Promise<void>;
  /** Listens for what the server says outside of calls, where the transport can. Idempotent; resolves when it listens. */
  listen(interest: Interest): Promise<void>;
  /** What a response to a request of the server must carry to be accepted on any node; null where only this node can deliver it. */
  readonly portable: { readonly sessionId: string | null; readonly protocolVersion: string } | null;
  close(): void;
}

/** Why an upstream could not be used. `what` completes the sentence "The server "x" …" and holds nothing the server said. */
export class UpstreamFault extends Error {
  override readonly name = 'UpstreamFault';
  readonly reason: Reason;
  readonly what: string;
  readonly detail: string;
  /** HTTP status where the upstream gave one. */
  readonly status: number | null;
  /** `WWW-Authenticate` of a 401 or 403. */
  readonly challenge: string | null;

  constructor(reason: Reason, what: string, more: { detail?: string; status?: number; challenge?: string | null; cause?: unknown } = {}) {
    super(what, more.cause === undefined ? undefined : { cause: more.cause });
    this.reason = reason;
    this.what = what;
    this.detail = more.detail ?? what;
    this.status = more.status ?? null;
    this.challenge = more.challenge ?? null;
  }
}
