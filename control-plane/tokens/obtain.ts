import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type { TokenOutcome } from './outcome.ts';
import { obtainServerToken } from './server-token.ts';
import { tokenTarget } from './target-store.ts';
import { obtainUserToken, type UserTokenTools } from './user-token.ts';

/** What a node asks for. */
export interface TokenRequest {
  readonly projectId: string;
  readonly serverId: string;
  readonly userSubject: string;
  readonly subjectToken: string;
  readonly staleVersion: number;
}

/**
 * Obtains tokens for nodes.
 *
 * Equal requests that arrive here at the same time share one answer, at most 1,000 different ones; over all control planes the
 * fleet lock does the same. A shared request goes on when the first who asked gives up.
 */
export class TokenObtainer {
  readonly #tools: UserTokenTools;
  readonly #flights = new LRUCache<string, Promise<TokenOutcome>>({ max: 1_000 });
  readonly #timeoutMs: number;

  constructor(tools: UserTokenTools, timeoutMs: number) {
    this.#tools = tools;
    this.#timeoutMs = timeoutMs;
  }

  /** Throws: TokenUnavailable, LockUnavailable; whatever the database throws. */
  obtain(request: TokenRequest): Promise<TokenOutcome> {
    const { projectId, serverId, userSubject, subjectToken, staleVersion } = request;
    const key = createHash('sha256')
      .update(JSON.stringify([projectId, serverId, userSubject, subjectToken, staleVersion]))
      .digest('base64');
    const flying = this.#flights.get(key);
    if (flying !== undefined) return flying;
    const flight = this.#obtain(request).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    return flight;
  }

  async #obtain(request: TokenRequest): Promise<TokenOutcome> {
    const target = await tokenTarget(this.#tools.orm, request.serverId, request.projectId);
    if (target === null) return { kind: 'refused', reason: 'the server is unknown or disabled' };
    const signal = AbortSignal.timeout(this.#timeoutMs);
    if (target.mode === 'internal') return obtainServerToken(target, request.staleVersion, this.#tools, signal);
    if (target.mode === 'token_broker') return obtainUserToken(target, request, this.#tools, signal);
    return { kind: 'refused', reason: 'the server takes the token of the caller' };
  }
}
