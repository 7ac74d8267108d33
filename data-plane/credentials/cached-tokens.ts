import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Revocation, Snapshot, SnapshotSource } from '../config/snapshot.ts';
import { CredentialRefused, type TokenQuery, type TokenSource, type UpstreamToken } from './mode.ts';
import { openRecord, recordKey, sealRecord, type TokenRecord } from './token-record.ts';
import type { TokenCache } from './token-cache.ts';

/** Asks the control plane. Rejects with: CredentialRefused, CredentialUnavailable. */
export type RemoteTokens = (query: TokenQuery, staleVersion: number | null) => Promise<UpstreamToken>;

/** What the cache around the modes is made of. */
export interface CachedTokensOptions {
  readonly cache: TokenCache;
  readonly remote: RemoteTokens;
  readonly snapshots: SnapshotSource;
  readonly now: () => number;
  readonly maxRecords?: number;
}

/** A token without a stated expiry is asked for again after this long. */
const UNDATED_MS = 5 * 60_000;
/** A token is renewed this long before its expiry, or a fifth of what is left of its life where that is shorter. */
const MARGIN_MS = 30_000;

/**
 * The cache around the credential modes: memory, then Redis, then the control plane.
 *
 * One request at a time for each query on this node; the control plane does the same for the fleet. While the control plane cannot
 * be asked, a token that has not expired goes on being used. A revocation removes records here and in Redis, and is looked at on every
 * read, so that a record written back by a slow node is not used either.
 *
 * Cost: a hash and two map lookups where the token is in memory.
 */
export class CachedTokens implements TokenSource {
  readonly #options: CachedTokensOptions;
  readonly #records: LRUCache<string, TokenRecord>;
  readonly #flights = new Map<string, Promise<UpstreamToken>>();
  readonly #stopListening: () => void;

  constructor(options: CachedTokensOptions) {
    this.#options = options;
    this.#records = new LRUCache({ max: options.maxRecords ?? 50_000 });
    this.#stopListening = options.snapshots.onSwap((previous, next) => void this.#applyRevocations(previous, next));
  }

  obtain(query: TokenQuery, staleVersion: number | null): UpstreamToken | Promise<UpstreamToken> {
    const key = recordKey(query);
    const record = this.#records.get(key);
    if (record !== undefined && this.#good(record, staleVersion) && record.renewAtMs > this.#options.now()) return record.token;
    const flightKey = `${key}:${staleVersion ?? ''}`;
    const flying = this.#flights.get(flightKey);
    if (flying !== undefined) return flying;
    const flight = this.#fetch(key, query, staleVersion).finally(() => this.#flights.delete(flightKey));
    this.#flights.set(flightKey, flight);
    return flight;
  }

  /** Stops following the config. */
  close(): void {
    this.#stopListening();
    this.#records.clear();
  }

  async #fetch(key: string, query: TokenQuery, staleVersion: number | null): Promise<UpstreamToken> {
    const { cache, remote, now } = this.#options;
    const keys = this.#options.snapshots.current()?.cacheKeys ?? [];
    const shared = keys.length === 0 ? null : await cache.get(redisKey(key));
    const found = shared === null ? null : openRecord(keys, query, shared);
    if (found !== null && this.#good(found, staleVersion) && found.renewAtMs > now()) {
      this.#records.set(key, found);
      return found.token;
    }
    try {
      const token = await remote(query, staleVersion);
      // Revoked while it was on its way.
      if (this.#isRevoked(token)) throw new CredentialRefused('refused', 'The access token for this server was revoked.');
      await this.#keep(key, query, token, keys);
      return token;
    } catch (error) {
      const last = this.#records.get(key) ?? found;
      if ((error as Error).name === 'CredentialUnavailable' && last !== null && last !== undefined && this.#good(last, staleVersion))
        return last.token;
      throw error;
    }
  }

  async #keep(key: string, query: TokenQuery, token: UpstreamToken, keys: readonly Buffer[]): Promise<void> {
    const nowMs = this.#options.now();
    const leftMs = token.expiresAtMs === null ? UNDATED_MS : token.expiresAtMs - nowMs;
    if (leftMs <= 0) return;
    const record = { token, renewAtMs: nowMs + leftMs - (token.expiresAtMs === null ? 0 : Math.min(MARGIN_MS, leftMs / 5)) };
    this.#records.set(key, record);
    if (keys.length === 0) return;
    await this.#options.cache.set(redisKey(key), sealRecord(keys, query, record), leftMs);
    await this.#options.cache.set(indexKey(token.credentialId, query.serverId), key, leftMs);
  }

  #good(record: TokenRecord, staleVersion: number | null): boolean {
    const { token } = record;
    if (staleVersion !== null && token.version <= staleVersion) return false;
    if (token.expiresAtMs !== null && token.expiresAtMs <= this.#options.now()) return false;
    return !this.#isRevoked(token);
  }

  #isRevoked(token: UpstreamToken): boolean {
    const revocation = this.#options.snapshots.current()?.revocations.get(`upstream\0${token.credentialId}`);
    return revocation !== undefined && token.version <= revocation.version;
  }

  async #applyRevocations(previous: Snapshot | null, next: Snapshot): Promise<void> {
    const fresh = [...next.revocations.entries()]
      .filter(([key, { type, version }]) => type === 'upstream' && (previous?.revocations.get(key)?.version ?? -1) < version)
      .map(([, revocation]) => revocation);
    if (fresh.length === 0) return;
    for (const [key, { token }] of [...this.#records.entries()]) {
      if (fresh.some(({ target, version }) => target === token.credentialId && token.version <= version)) this.#records.delete(key);
    }
    for (const revocation of fresh) await this.#removeShared(revocation, next);
  }

  async #removeShared(revocation: Revocation, snapshot: Snapshot): Promise<void> {
    const { cache } = this.#options;
    for (const server of snapshot.serverById.values()) {
      if (server.providerId !== revocation.providerId && server.credential?.id !== revocation.target) continue;
      const index = indexKey(revocation.target, server.id);
      const key = await cache.get(index);
      if (key !== null) await cache.delete([redisKey(key), index]);
    }
  }
}

function redisKey(key: string): string {
  return `token:${key}`;
}

/** Leads from a credential to the record of its token for one server, so that a revocation finds it. */
function indexKey(credentialId: string, serverId: string): string {
  return `token-of:${createHash('sha256')
    .update(JSON.stringify([credentialId, serverId]))
    .digest('base64url')}`;
}
