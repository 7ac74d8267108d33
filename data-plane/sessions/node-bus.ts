import { randomBytes } from 'node:crypto';
import type { SessionStore } from './store.ts';

/** Messages between nodes, over whatever store they share. */
export interface NodeBus {
  /** Tells one node; false when that node is this one or has no name. */
  tell(nodeId: string, kind: string, payload: unknown): void;
  /** Tells every node but this one. */
  tellAll(kind: string, payload: unknown): void;
  /** Asks one node; null when nothing comes back in time. */
  ask(nodeId: string, kind: string, payload: unknown, timeoutMs: number): Promise<unknown>;
  on(kind: string, handler: (payload: unknown) => unknown): void;
  stop(): void;
}

interface Parcel {
  readonly from: string;
  readonly kind: string;
  readonly payload: unknown;
  /** Set on questions and their answers. */
  readonly token?: string;
  readonly isAnswer?: boolean;
}

/** A bus over the store's channels: one channel a node, one for all. */
export function createNodeBus(store: SessionStore, nodeId: string): NodeBus {
  const handlers = new Map<string, (payload: unknown) => unknown>();
  const asked = new Map<string, (payload: unknown) => void>();
  const send = (to: string, parcel: Parcel): void => store.publish(to, JSON.stringify(parcel));
  const receive = (text: string): void => {
    let parcel: Parcel;
    try {
      parcel = JSON.parse(text) as Parcel;
    } catch {
      return;
    }
    if (parcel.from === nodeId) return;
    if (parcel.isAnswer === true) return asked.get(parcel.token ?? '')?.(parcel.payload);
    const outcome = handlers.get(parcel.kind)?.(parcel.payload);
    if (parcel.token === undefined) return;
    const { token, kind, from } = parcel;
    void Promise.resolve(outcome).then((payload) =>
      send(`node:${from}`, { from: nodeId, kind, payload: payload ?? null, token, isAnswer: true }),
    );
  };
  const stops = [store.subscribe(`node:${nodeId}`, receive), store.subscribe('nodes', receive)];
  return {
    tell: (to, kind, payload) => send(`node:${to}`, { from: nodeId, kind, payload }),
    tellAll: (kind, payload) => send('nodes', { from: nodeId, kind, payload }),
    ask(to, kind, payload, timeoutMs) {
      const token = randomBytes(9).toString('base64url');
      return new Promise((resolve) => {
        const settle = (answer: unknown): void => {
          clearTimeout(timer);
          asked.delete(token);
          resolve(answer);
        };
        const timer = setTimeout(() => settle(null), timeoutMs);
        asked.set(token, settle);
        send(`node:${to}`, { from: nodeId, kind, payload, token });
      });
    },
    on: (kind, handler) => void handlers.set(kind, handler),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
