import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyHash, digestLine } from '../../proto/codec.ts';
import { emptySet, resourceKey, type ResourceSet, type SetMember } from '../../proto/resource-set.ts';

const member = (kind: string, id: string, body = ''): SetMember => ({ kind, id, line: digestLine(kind, id, bodyHash(Buffer.from(body))) });

/** The digest as config.proto words it, worked out the long way. */
function digestByTheBook(members: readonly SetMember[]): string {
  const buckets = Array.from({ length: 256 }, () => [] as string[]);
  for (const each of members) {
    let hash = 2_166_136_261n;
    for (const byte of Buffer.from(resourceKey(each))) hash = ((hash ^ BigInt(byte)) * 16_777_619n) & 0xffffffffn;
    (buckets[Number(hash & 255n)] as string[]).push(each.line);
  }
  const digests = buckets.map((lines) =>
    createHash('sha256')
      .update(Buffer.concat(lines.map((line) => Buffer.from(line)).toSorted(Buffer.compare)))
      .digest(),
  );
  return createHash('sha256').update(Buffer.concat(digests)).digest('hex');
}

describe('resource set', () => {
  it('has a digest of nothing that both planes know', () => {
    expect(emptySet().digest).toBe(digestByTheBook([]));
  });

  it('has the digest config.proto defines, however it came about', () => {
    const key = fc.tuple(fc.constantFrom('Item', 'Server', 'Grant'), fc.stringMatching(/^[a-z0-9]{1,6}$/));
    const step = fc.record({ put: fc.array(fc.tuple(key, fc.string()), { maxLength: 20 }), drop: fc.array(key, { maxLength: 10 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let set: ResourceSet<SetMember> = emptySet();
        const model = new Map<string, SetMember>();
        for (const { put, drop } of steps) {
          const upserts = put.map(([[kind, id], body]) => member(kind, id, body));
          const removals = drop.map(([kind, id]) => `${kind} ${id}`);
          for (const removal of removals) model.delete(removal);
          for (const upsert of upserts) model.set(resourceKey(upsert), upsert);
          set = set.with(upserts, removals).set;
          expect(set.size).toBe(model.size);
          expect(set.digest).toBe(digestByTheBook([...model.values()]));
        }
        expect([...set.values()].map(resourceKey).toSorted()).toEqual([...model.keys()].toSorted());
      }),
    );
  });

  it('leaves the set it started from as it was', () => {
    const { set: before } = emptySet<SetMember>().with([member('Item', 'a', '1')], []);
    const digest = before.digest;
    const { set: after, changed } = before.with([member('Item', 'a', '2'), member('Item', 'b')], []);
    expect(changed.toSorted()).toEqual(['Item a', 'Item b']);
    expect(before.digest).toBe(digest);
    expect(before.has('Item b')).toBe(false);
    expect(after.digest).not.toBe(digest);
  });

  it('is the very same when nothing differs', () => {
    const { set } = emptySet<SetMember>().with([member('Item', 'a', '1')], []);
    expect(set.with([member('Item', 'a', '1')], ['Item z']).set).toBe(set);
  });
});
