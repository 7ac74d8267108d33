import type { Snapshot } from '../config/snapshot.ts';
import { newSession, openSession, sealSession, type Session, type SessionClaims } from './session.ts';
import type { SessionStore } from './store.ts';

/** The sessions this node has met. */
export interface SessionTable {
  /** Makes a session and its id. */
  create(snapshot: Snapshot, binding: string, claims: SessionClaims): Session;
  /** The session of a header's value; null where it is not good. At once where this node knows it. */
  find(snapshot: Snapshot, binding: string, id: string): Session | null | Promise<Session | null>;
  /** The implicit session of a modern principal. */
  principal(binding: string, make: () => SessionClaims): Session;
  end(session: Session): void;
  /** All sessions on this node, modern principals too. */
  /** The session with this key, where this node holds it. */
  byKey(key: string): Session | null;
  all(): IterableIterator<Session>;
  readonly size: number;
  stop(): void;
}

/** A table bounded in number; who was not heard of for long is let go first. Its id stays good: any node can open it again. */
export function createSessionTable(
  store: SessionStore,
  options: { max: number; idleMs: number; maxAgeMs: number; nowMs: () => number },
): SessionTable {
  const sessions = new Map<string, Session>();

  const letGo = (key: string, session: Session): void => {
    sessions.delete(key);
    session.ended = true;
    for (const upstream of session.upstreams.values()) upstream.close();
    session.upstreams.clear();
    for (const stream of session.streams.values()) stream.destroy();
    for (const listener of session.listeners) listener.cut();
  };
  const add = (key: string, session: Session): void => {
    sessions.set(key, session);
    if (sessions.size <= options.max) return;
    for (const [oldKey, old] of sessions) {
      if (old.standing !== null || old.listeners.size > 0) continue;
      letGo(oldKey, old);
      return;
    }
  };
  const touch = (key: string, session: Session): Session => {
    const now = options.nowMs();
    // Moved to the end at most once a second: order is for letting go, not for counting.
    if (now - session.lastUsedMs > 1_000) {
      sessions.delete(key);
      sessions.set(key, session);
      session.lastUsedMs = now;
    }
    return session;
  };
  const sweep = setInterval(() => {
    const before = options.nowMs() - options.idleMs;
    for (const [key, session] of sessions) {
      if (session.standing === null && session.listeners.size === 0 && session.inFlight.size === 0 && session.lastUsedMs < before)
        letGo(key, session);
    }
  }, 30_000);
  sweep.unref();

  return {
    create(snapshot, binding, claims) {
      const id = sealSession(snapshot, binding, claims);
      const session = newSession(id, claims, binding, options.nowMs());
      add(id, session);
      return session;
    },
    find(snapshot, binding, id) {
      const known = sessions.get(id);
      if (known !== undefined) return known.binding === binding && !known.ended ? touch(id, known) : null;
      const claims = openSession(snapshot, binding, id, options.nowMs(), options.maxAgeMs);
      if (claims === null) return null;
      return store.hasEnded(claims.key).then((ended) => {
        if (ended) return null;
        const meanwhile = sessions.get(id);
        if (meanwhile !== undefined) return meanwhile;
        const session = newSession(id, claims, binding, options.nowMs());
        add(id, session);
        return session;
      });
    },
    principal(binding, make) {
      const key = `\0${binding}`;
      const known = sessions.get(key);
      if (known !== undefined) return touch(key, known);
      const session = newSession('', make(), binding, options.nowMs());
      add(key, session);
      return session;
    },
    end(session) {
      store.end(session.claims.key, options.maxAgeMs);
      letGo(session.id, session);
    },
    byKey(key) {
      for (const session of sessions.values()) if (session.claims.key === key) return session;
      return null;
    },
    all: () => sessions.values(),
    get size() {
      return sessions.size;
    },
    stop() {
      clearInterval(sweep);
      for (const [key, session] of sessions) letGo(key, session);
    },
  };
}
