import { Redis } from 'ioredis';
import type { Log } from '../lib/log.ts';
import { createLocalSessionStore } from './local-store.ts';
import type { SessionStore } from './store.ts';

/** A store nodes share, and how it stands. */
export interface RedisSessionStore extends SessionStore {
  status(): { readonly isConnected: boolean; readonly failures: number };
}

/**
 * The session store in Redis: what ended, which upstream sessions exist, and messages between nodes.
 *
 * A Redis that is away costs what it holds and nothing else: calls go on with what the node knows itself, and an ended
 * session is then refused only where its end was heard. Everything is also kept here, so this node is never worse than alone.
 */
export function createRedisSessionStore(options: {
  readonly url: string;
  readonly log: Log;
  readonly timeoutMs?: number;
  readonly prefix?: string;
}): RedisSessionStore {
  const { log, timeoutMs = 200, prefix = 'portcullis:session:' } = options;
  const local = createLocalSessionStore();
  const connect = (offline: boolean): Redis =>
    new Redis(options.url, {
      enableOfflineQueue: offline,
      maxRetriesPerRequest: offline ? null : 1,
      ...(offline ? {} : { commandTimeout: timeoutMs }),
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(2_000, 50 * attempt) * (0.5 + Math.random() / 2),
    });
  const commands = connect(false);
  const subscriber = connect(true);
  const channels = new Map<string, Set<(message: string) => void>>();
  let failures = 0;
  let away = false;
  const failed = (error: unknown): void => {
    failures++;
    if (!away)
      log.warn(
        { reason: (error as NodeJS.ErrnoException).code ?? (error as Error).message },
        'Redis cannot be used; sessions are shared between nodes only by their sealed ids until it answers',
      );
    away = true;
  };
  commands.on('error', failed);
  subscriber.on('error', () => undefined);
  commands.on('ready', () => {
    away = false;
  });
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of channels.get(channel) ?? []) listener(message);
  });
  const key = (name: string): string => `${prefix}${name}`;
  const attempt = (work: Promise<unknown>): void => void work.catch(failed);

  return {
    end(session, ttlMs) {
      local.end(session, ttlMs);
      attempt(commands.set(key(`${session}:ended`), '1', 'PX', ttlMs));
    },
    async hasEnded(session) {
      if (await local.hasEnded(session)) return true;
      try {
        return (await commands.exists(key(`${session}:ended`))) === 1;
      } catch (error) {
        failed(error);
        return false;
      }
    },
    async read(session, field) {
      try {
        return await commands.get(key(`${session}:${field}`));
      } catch (error) {
        failed(error);
        return local.read(session, field);
      }
    },
    write(session, field, value, ttlMs) {
      local.write(session, field, value, ttlMs);
      attempt(commands.set(key(`${session}:${field}`), value, 'PX', ttlMs));
    },
    publish(channel, message) {
      attempt(commands.publish(key(`bus:${channel}`), message));
    },
    subscribe(channel, listener) {
      const name = key(`bus:${channel}`);
      let listeners = channels.get(name);
      if (listeners === undefined) {
        channels.set(name, (listeners = new Set()));
        subscriber.subscribe(name).catch(() => undefined);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        channels.delete(name);
        subscriber.unsubscribe(name).catch(() => undefined);
      };
    },
    status: () => ({ isConnected: commands.status === 'ready', failures }),
    async stop() {
      commands.disconnect();
      subscriber.disconnect();
      await local.stop();
    },
  };
}
