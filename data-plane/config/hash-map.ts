const BUCKETS = 256;

/**
 * A map from hexadecimal hashes to values. Immutable: a change makes a new one that shares with the old one all
 * buckets it did not touch, so that one key among 100,000 costs as much as one among 400.
 */
export class HashMap<Value> implements ReadonlyMap<string, Value> {
  readonly #buckets: readonly ReadonlyMap<string, Value>[];
  readonly size: number;

  private constructor(buckets: readonly ReadonlyMap<string, Value>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  /** The map with nothing in it. */
  static empty<Value>(): HashMap<Value> {
    return new HashMap<Value>(new Array<ReadonlyMap<string, Value>>(BUCKETS).fill(new Map()), 0);
  }

  /** The map after some hashes were taken out and then some put in. */
  with(removed: Iterable<string>, added: Iterable<readonly [string, Value]>): HashMap<Value> {
    const opened = new Map<number, Map<string, Value>>();
    const open = (hash: string): Map<string, Value> => {
      const at = bucketOf(hash);
      const copy = opened.get(at) ?? new Map(this.#buckets[at]);
      opened.set(at, copy);
      return copy;
    };
    for (const hash of removed) open(hash).delete(hash);
    for (const [hash, value] of added) open(hash).set(hash, value);
    if (opened.size === 0) return this;
    const buckets = this.#buckets.map((bucket, at) => opened.get(at) ?? bucket);
    return new HashMap<Value>(
      buckets,
      buckets.reduce((sum, { size }) => sum + size, 0),
    );
  }

  get(hash: string): Value | undefined {
    return this.#buckets[bucketOf(hash)]?.get(hash);
  }

  has(hash: string): boolean {
    return this.#buckets[bucketOf(hash)]?.has(hash) ?? false;
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const bucket of this.#buckets) yield* bucket;
  }

  *keys(): MapIterator<string> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }
}

/** The last two digits: those of SHA-256 are as good as any. */
function bucketOf(hash: string): number {
  const value = Number.parseInt(hash.slice(-2), 16);
  return Number.isNaN(value) ? 0 : value & (BUCKETS - 1);
}
