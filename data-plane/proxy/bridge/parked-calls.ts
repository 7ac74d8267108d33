import { Cancellation } from '../../lib/cancellation.ts';
import type { RequestId } from '../../lib/jsonrpc.ts';
import { isRecord } from '../../lib/mcp.ts';
import { seal, unseal } from '../../lib/seal.ts';
import type { Snapshot } from '../../config/snapshot.ts';
import type { Exchange } from '../exchange.ts';
import type { UpstreamFault, UpstreamMessage, UpstreamSession } from '../../upstream/channel.ts';

/** One question of a legacy server to the client, as a modern client sees it. */
export interface Question {
  readonly method: string;
  readonly params: unknown;
}

/** What a call that may be parked comes to next: its answer, or questions that somebody has to answer first. */
export type Turn =
  | { readonly kind: 'answer'; readonly message: UpstreamMessage }
  | { readonly kind: 'ask'; readonly questions: Readonly<Record<string, Question>> };

/** How long a call waits for the client to come back with answers. */
const PATIENCE_MS = 300_000;
/** Questions that come this close together are asked together. */
const GATHER_MS = 5;
const MAX_PARKED = 10_000;

/**
 * A call of a modern client that a legacy server works on. The server asks on the call's own stream; the client learns
 * of it by an `input_required` result and answers by repeating the request. Meanwhile the upstream call stays open here.
 */
export class ParkedCall {
  readonly id: string;
  readonly binding: string;
  readonly upstream: UpstreamSession;
  readonly cancellation = new Cancellation();
  /** The exchange that waits now; messages on the way to the answer go to it. */
  attendant: Exchange | null = null;
  readonly #onGone: () => void;
  readonly #open = new Map<string, { readonly upstreamId: RequestId; readonly question: Question }>();
  #turn: { resolve(turn: Turn): void; reject(error: unknown): void } | null = null;
  #ended: { readonly message: UpstreamMessage } | { readonly error: unknown } | null = null;
  #asked = 0;
  #gather: NodeJS.Timeout | null = null;
  #patience: NodeJS.Timeout | null = null;

  constructor(id: string, binding: string, upstream: UpstreamSession, onGone: () => void) {
    this.id = id;
    this.binding = binding;
    this.upstream = upstream;
    this.#onGone = onGone;
  }

  /** Takes the upstream's work. */
  follow(answer: Promise<UpstreamMessage>): void {
    answer.then(
      (message) => this.#end({ message }),
      (error: unknown) => this.#end({ error }),
    );
  }

  /** Takes a question of the server. */
  ask(upstreamId: RequestId, question: Question): void {
    this.#open.set(`q${++this.#asked}`, { upstreamId, question });
    this.#gather ??= setTimeout(() => {
      this.#gather = null;
      this.#offer();
    }, GATHER_MS);
  }

  /** Delivers a client's answers to the server; keys it does not know are left alone. */
  async answer(inputs: unknown): Promise<void> {
    if (!isRecord(inputs)) return;
    for (const [key, { upstreamId }] of this.#open) {
      const value = inputs[key];
      if (!isRecord(value)) continue;
      this.#open.delete(key);
      await this.upstream.send(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: upstreamId, result: value })), 'response');
    }
  }

  /** What comes next. Rejects with what the upstream call ended with. */
  next(): Promise<Turn> {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
    return new Promise((resolve, reject) => {
      this.#turn = { resolve, reject };
      if (this.#ended !== null) this.#finish();
      else if (this.#open.size > 0 && this.#gather === null) this.#offer();
    });
  }

  #offer(): void {
    const turn = this.#turn;
    if (turn === null || this.#open.size === 0) return;
    this.#turn = null;
    this.#patience = setTimeout(() => this.cancellation.abort('the client did not come back with answers'), PATIENCE_MS);
    this.#patience.unref();
    turn.resolve({ kind: 'ask', questions: Object.fromEntries([...this.#open].map(([key, { question }]) => [key, question])) });
  }

  #end(ended: { readonly message: UpstreamMessage } | { readonly error: unknown }): void {
    this.#ended = ended;
    this.#finish();
  }

  #finish(): void {
    const turn = this.#turn;
    if (turn === null || this.#ended === null) {
      // Nobody waits: whoever comes back finds the end, until patience runs out.
      if (this.#patience === null && this.#ended !== null) {
        this.#patience = setTimeout(() => this.#onGone(), PATIENCE_MS);
        this.#patience.unref();
      }
      return;
    }
    this.#turn = null;
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#onGone();
    if ('message' in this.#ended) turn.resolve({ kind: 'answer', message: this.#ended.message });
    else turn.reject(this.#ended.error as UpstreamFault);
  }
}

/** The parked calls of a node. */
export interface ParkedCalls {
  begin(id: string, binding: string, upstream: UpstreamSession): ParkedCall;
  find(id: string, binding: string): ParkedCall | null;
}

/** Keeps them by id, bounded. */
export function createParkedCalls(): ParkedCalls {
  const calls = new Map<string, ParkedCall>();
  return {
    begin(id, binding, upstream) {
      if (calls.size >= MAX_PARKED) calls.values().next().value?.cancellation.abort('too many calls wait for answers');
      const call = new ParkedCall(id, binding, upstream, () => calls.delete(id));
      calls.set(id, call);
      return call;
    },
    find(id, binding) {
      const call = calls.get(id);
      return call !== undefined && call.binding === binding ? call : null;
    },
  };
}

/** The `requestState` of a parked call: which node holds it, sealed and bound to caller and item. */
export function sealState(snapshot: Snapshot, binding: string, nodeId: string, callId: string): string {
  return `pcs.${seal(snapshot.sealingKeys, 'request-state', binding, [nodeId, callId])}`;
}

/** What such a state says. `foreign`: it is not one of ours, so it belongs to the server. Null: ours, but not good for this caller and item. */
export function openState(
  snapshot: Snapshot,
  binding: string,
  state: unknown,
): { readonly nodeId: string; readonly callId: string } | 'foreign' | null {
  if (typeof state !== 'string' || !state.startsWith('pcs.')) return 'foreign';
  const parts = unseal(snapshot.sealingKeys, 'request-state', binding, state.slice(4));
  if (!Array.isArray(parts)) return null;
  const [nodeId, callId] = parts as [string, string];
  return { nodeId, callId };
}
