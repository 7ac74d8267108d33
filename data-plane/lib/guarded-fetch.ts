import { LRUCache } from 'lru-cache';
import { Agent, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici';
import { addressAllowed, guardedConnector, resolveAllowed, TargetRefused } from './guarded-dialer.ts';

/** A `fetch` whose every connection goes through the guarded dialer. */
export type GuardedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Bounds of one request. */
export interface GuardedFetchBounds {
  /** Whole request, headers and body. */
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * Small requests to addresses that came from outside: metadata, key sets, client id documents, token endpoints.
 *
 * Redirects: one that stays on the origin is followed, up to three, for GET without credentials only; any other is an error. So no
 * redirect carries a credential, and none leads to another origin.
 * Plain `http` is taken only towards private addresses that were allowed by name.
 *
 * Throws (from the fetch): TargetRefused; TypeError, as `fetch` does, for anything that breaks on the way.
 */
export class GuardedFetcher {
  readonly #agents = new LRUCache<string, Agent>({ max: 64, dispose: (agent) => void agent.close().catch(() => {}) });

  /** A fetch for one set of allowed private targets. */
  for(allowedPrivateTargets: readonly string[], bounds: GuardedFetchBounds = {}): GuardedFetch {
    const timeoutMs = bounds.timeoutMs ?? TIMEOUT_MS;
    const maxResponseBytes = bounds.maxResponseBytes ?? MAX_RESPONSE_BYTES;
    return async (input, init = {}) => {
      const dispatcher = this.#agent(allowedPrivateTargets, maxResponseBytes);
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      const follows = (init.method ?? 'GET') === 'GET' && !new Headers(init.headers).has('authorization') && init.redirect !== 'error';
      let url = new URL(input);
      for (let hop = 0; ; hop += 1) {
        await mustBeReachable(url, allowedPrivateTargets);
        const request = { ...init, signal, redirect: 'manual', dispatcher } as unknown as UndiciRequestInit;
        const response = (await undiciFetch(url.href, request)) as unknown as Response;
        const location = response.headers.get('location');
        if (response.status < 300 || response.status > 399 || location === null || init.redirect === 'manual') return response;
        await response.body?.cancel();
        const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
        if (!follows || hop === MAX_REDIRECTS || next === null || next.origin !== url.origin) {
          throw new TypeError(`${url.origin} answered with a redirect that is not followed`);
        }
        url = next;
      }
    };
  }

  /**
   * Fetches a JSON document.
   *
   * Throws: as the fetch does; Error for another status than 200 or a body that is not JSON.
   */
  async json(url: string, allowedPrivateTargets: readonly string[], bounds: GuardedFetchBounds = {}): Promise<unknown> {
    const response = await this.for(allowedPrivateTargets, bounds)(url, { headers: { accept: 'application/json' } });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`${new URL(url).origin} answered ${response.status} instead of a document`);
    }
    return JSON.parse(await response.text()) as unknown;
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    await Promise.allSettled(agents.map((agent) => agent.destroy()));
    this.#agents.clear();
  }

  #agent(allowed: readonly string[], maxResponseSize: number): Agent {
    const key = JSON.stringify([allowed, maxResponseSize]);
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      agent = new Agent({ connect: guardedConnector(allowed, 5_000), maxResponseSize, connections: 16, keepAliveTimeout: 10_000 });
      this.#agents.set(key, agent);
    }
    return agent;
  }
}

/** Source: OAuth 2.1 §1.5 (TLS), as far as an address is not the administrator's own network. */
async function mustBeReachable(url: URL, allowed: readonly string[]): Promise<void> {
  if (url.username !== '' || url.password !== '') throw new TargetRefused(`the address at "${url.hostname}" holds a user name or password`);
  if (url.protocol === 'https:') return;
  if (url.protocol !== 'http:') throw new TargetRefused(`"${url.protocol}" is not a protocol that can be used`);
  const address = await resolveAllowed(url.hostname.replace(/^\[|\]$/g, ''), allowed);
  if (addressAllowed('', address, [])) throw new TargetRefused(`"${url.hostname}" is to be reached without TLS; use an https address`);
}
