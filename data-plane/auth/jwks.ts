/**
 * The keys of the issuers whose tokens are taken: fetched, kept, and fetched again when an unknown key id appears.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters, type FlattenedJWSInput, type CryptoKey } from 'jose';
import { LRUCache } from 'lru-cache';

/** Fetches a JSON document through the guarded dialer. Bounded in size and time; follows no redirect to another origin. */
export type FetchJson = (url: string, allowedPrivateTargets: readonly string[]) => Promise<unknown>;

/** No keys could be had: the issuer is unreachable and nothing usable is kept. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Finds the key for a token's header. */
export type KeyLookup = (header: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>;

interface Kept {
  lookup: ReturnType<typeof createLocalJWKSet> | null;
  fetchedAtMs: number;
  attemptedAtMs: number;
  inFlight: Promise<void> | null;
}

/** Fetched in the background when older. */
const FRESH_MS = 10 * 60_000;
/** Not used any more when older: an issuer that withdrew a key while unreachable must not be trusted for ever. */
const USABLE_MS = 24 * 60 * 60_000;
/** Between two attempts, so that tokens with made-up key ids cannot make us hammer an issuer. */
const COOLDOWN_MS = 30_000;

/**
 * Keeps JWKS documents, at most 256 of them.
 *
 * An unknown key id leads to one new fetch per cooldown (rotation); a fetch that fails leaves what was kept in use.
 */
export class JwksCache {
  readonly #kept = new LRUCache<string, Kept>({ max: 256 });
  readonly #fetchJson: FetchJson;
  readonly #now: () => number;

  constructor(fetchJson: FetchJson, now: () => number) {
    this.#fetchJson = fetchJson;
    this.#now = now;
  }

  /**
   * The lookup for one document.
   *
   * Throws (from the lookup): KeysUnavailable when nothing usable is kept and fetching fails; jose's JWKSNoMatchingKey for an unknown key.
   */
  lookup(uri: string, allowedPrivateTargets: readonly string[]): KeyLookup {
    return async (header, token) => {
      const key = JSON.stringify([uri, allowedPrivateTargets]);
      let kept = this.#kept.get(key);
      if (kept === undefined) {
        kept = { lookup: null, fetchedAtMs: 0, attemptedAtMs: Number.NEGATIVE_INFINITY, inFlight: null };
        this.#kept.set(key, kept);
      }
      const age = this.#now() - kept.fetchedAtMs;
      if (kept.lookup === null || age > USABLE_MS) await this.#refresh(kept, uri, allowedPrivateTargets);
      else if (age > FRESH_MS) void this.#refresh(kept, uri, allowedPrivateTargets);
      if (kept.lookup === null || this.#now() - kept.fetchedAtMs > USABLE_MS)
        throw new KeysUnavailable(`the keys of ${uri} could not be fetched`);
      const used = kept.lookup;
      try {
        return await used(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await this.#refresh(kept, uri, allowedPrivateTargets);
        if (kept.lookup === used) throw error;
        return kept.lookup(header, token);
      }
    };
  }

  async #refresh(kept: Kept, uri: string, allowedPrivateTargets: readonly string[]): Promise<void> {
    if (kept.inFlight !== null) return kept.inFlight;
    if (this.#now() - kept.attemptedAtMs < COOLDOWN_MS) return;
    kept.attemptedAtMs = this.#now();
    kept.inFlight = this.#fetchJson(uri, allowedPrivateTargets)
      .then((document) => {
        kept.lookup = createLocalJWKSet(asymmetricKeys(document));
        kept.fetchedAtMs = this.#now();
      })
      .catch(() => {})
      .finally(() => {
        kept.inFlight = null;
      });
    return kept.inFlight;
  }
}

/** The document without symmetric keys, which have no place in a public set. Throws: Error on anything that is not a JWKS. */
export function asymmetricKeys(document: unknown): JSONWebKeySet {
  if (typeof document !== 'object' || document === null || !Array.isArray((document as { keys?: unknown }).keys)) {
    throw new Error('not a JSON Web Key Set (RFC 7517 §5)');
  }
  const keys = (document as JSONWebKeySet).keys.slice(0, 100).filter((key) => key.kty !== 'oct');
  return { keys };
}
