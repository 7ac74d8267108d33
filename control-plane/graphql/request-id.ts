import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/** Runs what belongs to one request under a new id. */
export function withRequestId<T>(run: (requestId: string) => T): T {
  const requestId = randomUUID();
  return storage.run(requestId, () => run(requestId));
}

/** The id of the request this code runs for; empty outside of one. */
export function currentRequestId(): string {
  return storage.getStore() ?? '';
}
