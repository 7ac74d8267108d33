import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertMembers, memberSpans, patched, rewriteObject, spanAt, splice } from '../../../data-plane/lib/json-splice.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('splicing JSON', () => {
  it('finds members, whatever the white space and the spelling of keys', () => {
    const text = bytes(' { "a" : [1,{"b":"}"}] ,\n"\\u0062":"x\\"y", "c":-1.5e3 }');
    expect(memberSpans(text).map(({ key, start, end }) => [key, text.toString('utf8', start, end)])).toEqual([
      ['a', '[1,{"b":"}"}]'],
      ['b', '"x\\"y"'],
      ['c', '-1.5e3'],
    ]);
    expect(spanAt(text, 'a', 'b')).toBeNull();
  });

  it('changes what is asked for and no other byte', () => {
    const text = bytes('{"id":1,"params":{"name":"a__b","n":12345678901234567890, "x":1.0}}');
    const name = spanAt(text, 'params', 'name');
    expect(splice(text, [{ start: name?.start ?? 0, end: name?.end ?? 0, text: '"b"' }]).toString()).toBe(
      '{"id":1,"params":{"name":"b","n":12345678901234567890, "x":1.0}}',
    );
  });

  it('patches only the strings that differ', () => {
    const text = bytes('{"big":9007199254740993, "list":["é", "secret", {"k":"secret"}], "same":"x"}');
    const before = JSON.parse(text.toString());
    const after = { ...before, list: ['é', '[gone]', { k: '[gone]' }] };
    expect(patched(text, before, after).toString()).toBe('{"big":9007199254740993, "list":["é", "[gone]", {"k":"[gone]"}], "same":"x"}');
  });

  it('writes an object anew where its keys changed', () => {
    const text = bytes('{"a":{"x":1},"b":2}');
    expect(patched(text, { a: { x: 1 }, b: 2 }, { a: { y: 1 }, b: 2 }).toString()).toBe('{"a":{"y":1},"b":2}');
  });

  it('adds to and takes from objects, empty ones too', () => {
    expect(splice(bytes('{ }'), [insertMembers(bytes('{ }'), 0, { a: 1, b: 2 })]).toString()).toBe('{"a":1,"b":2 }');
    expect(splice(bytes('{"c":3}'), [insertMembers(bytes('{"c":3}'), 0, { a: 1 })]).toString()).toBe('{"a":1,"c":3}');
    expect(rewriteObject(bytes('{"a":1, "b":2,"c":3}'), 0, ({ key }) => (key === 'b' ? null : undefined), { d: 4 }).toString()).toBe(
      '{"a":1,"c":3,"d":4}',
    );
    expect(rewriteObject(bytes('{"a":1}'), 0, () => null).toString()).toBe('{}');
  });

  it('gives what the value says, for any value and any change (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (one, other, nested) => {
        const before = JSON.parse(JSON.stringify(nested ? { keep: one, swap: one } : one));
        const after = JSON.parse(JSON.stringify(nested ? { keep: one, swap: other } : other));
        expect(JSON.parse(patched(bytes(JSON.stringify(before)), before, after).toString())).toEqual(after);
      }),
    );
  });
});
