import { createHash } from 'node:crypto';

/** One resource of a config, with its line in the text that digests are over. */
export interface SetMember {
  readonly kind: string;
  readonly id: string;
  /** See `digestLine`. */
  readonly line: string;
}

/** Buckets of a set. Part of the digest's definition (config.proto). */
const BUCKETS = 256;

/**
 * The resources of a config. Immutable: a change makes a new set that shares with the old one what did not change.
 *
 * Shape: 256 buckets; a bucket is copied and digested anew only when one of its members changed, so a change to a
 *   config of 100,000 resources costs as much as one to a config of 400.
 */
export interface ResourceSet<Member extends SetMember> {
  readonly size: number;
  /** Digest over all members: lower-case hex SHA-256, as config.proto defines it. */
  readonly digest: string;
  get(key: string): Member | undefined;
  has(key: string): boolean;
  /** Members in no particular order. */
  values(): IterableIterator<Member>;
  /** The set after some members were put in and others taken out, and the keys that differ in the end. */
  with(upserts: readonly Member[], removals: readonly string[]): { readonly set: ResourceSet<Member>; readonly changed: readonly string[] };
}

/** The one text for a kind and an id. */
export function resourceKey({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${id}`;
}

/** The set with nothing in it. */
export function emptySet<Member extends SetMember>(): ResourceSet<Member> {
  const bucket: Bucket<Member> = { members: new Map(), digest: digestOf(new Map()) };
  return makeSet(new Array<Bucket<Member>>(BUCKETS).fill(bucket), 0);
}

interface Bucket<Member> {
  readonly members: ReadonlyMap<string, Member>;
  readonly digest: Buffer;
}

function makeSet<Member extends SetMember>(buckets: readonly Bucket<Member>[], size: number): ResourceSet<Member> {
  let digest: string | null = null;
  const bucketFor = (key: string): Bucket<Member> => buckets[bucketOf(key)] as Bucket<Member>;
  return {
    size,
    get digest() {
      return (digest ??= createHash('sha256')
        .update(Buffer.concat(buckets.map((bucket) => bucket.digest)))
        .digest('hex'));
    },
    get: (key) => bucketFor(key).members.get(key),
    has: (key) => bucketFor(key).members.has(key),
    *values() {
      for (const { members } of buckets) yield* members.values();
    },
    with(upserts, removals) {
      const opened = new Map<number, Map<string, Member>>();
      const open = (index: number): Map<string, Member> => {
        const found = opened.get(index);
        if (found !== undefined) return found;
        const copy = new Map((buckets[index] as Bucket<Member>).members);
        opened.set(index, copy);
        return copy;
      };
      const changed = new Set<string>();
      for (const key of removals) {
        const index = bucketOf(key);
        if (!(opened.get(index) ?? bucketFor(key).members).has(key)) continue;
        open(index).delete(key);
        changed.add(key);
      }
      for (const member of upserts) {
        const key = resourceKey(member);
        const index = bucketOf(key);
        if ((opened.get(index) ?? bucketFor(key).members).get(key)?.line === member.line) continue;
        open(index).set(key, member);
        changed.add(key);
      }
      if (changed.size === 0) return { set: this, changed: [] };
      const next = [...buckets];
      let nextSize = size;
      for (const [index, members] of opened) {
        nextSize += members.size - (buckets[index] as Bucket<Member>).members.size;
        next[index] = { members, digest: digestOf(members) };
      }
      return { set: makeSet(next, nextSize), changed: [...changed] };
    },
  };
}

function digestOf(members: ReadonlyMap<string, SetMember>): Buffer {
  const lines = Array.from(members.values(), ({ line }) => line).sort();
  return createHash('sha256').update(lines.join(''), 'utf8').digest();
}

/**
 * Which bucket a key is in: FNV-1a over its bytes, the lowest eight bits.
 *
 * Shape: keys are printable ASCII (see `isPlainKey`), so UTF-16 units are bytes.
 * Source: draft-eastlake-fnv, 32-bit FNV-1a.
 */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ (key.charCodeAt(index) & 0xff), 0x01000193);
  return hash & (BUCKETS - 1);
}
