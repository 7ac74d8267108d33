import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrictJson } from '../../../data-plane/lib/strict-json.ts';

const BOUNDS = { maxBytes: 10_000, maxDepth: 8 };
const read = (text: string | Buffer) => readStrictJson(typeof text === 'string' ? Buffer.from(text) : text, BOUNDS);
const code = (text: string | Buffer): string => {
  const reading = read(text);
  return reading.ok ? 'ok' : reading.problem.code;
};

describe('strict JSON', () => {
  it.each([
    ['a plain message', '{"jsonrpc":"2.0","id":1,"params":{"a":[1,2,{"b":"x"}]}}'],
    ['escapes and colons within strings', '{"a":"\\"{[:]}\\\\","b":"\\u0041:\\ud83d\\ude00"}'],
    ['an emoji as it is', '{"a":"😀"}'],
    ['__proto__ as a key like any other', '{"__proto__":1,"a":2}'],
    ['the same key in different objects', '{"a":{"x":1},"b":{"x":1}}'],
    ['eight levels', '[[[[[[[[1]]]]]]]]'],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([
    ['a key twice', '{"a":1,"a":2}', 'duplicate-key'],
    ['a key twice, spelled differently', '{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['a key twice, deep inside', '{"x":[{"y":{"a":1,"b":2,"a":1}}]}', 'duplicate-key'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'duplicate-key'],
    ['a lone high surrogate', '{"a":"\\ud83d"}', 'lone-surrogate'],
    ['a lone low surrogate', '{"a":"\\ude00x"}', 'lone-surrogate'],
    ['a high surrogate before something else', '{"a":"\\ud83d\\n"}', 'lone-surrogate'],
    ['nine levels', '[[[[[[[[[1]]]]]]]]]', 'too-deep'],
    ['nothing', '', 'syntax'],
    ['a trailing comma', '{"a":1,}', 'syntax'],
    ['two values', '{} {}', 'syntax'],
    ['a raw control character', '{"a":"\u0001"}', 'syntax'],
    ['NaN', '{"a":NaN}', 'syntax'],
    ['an unfinished string', '{"a":"x', 'syntax'],
    ['a byte order mark', '\ufeff{}', 'syntax'],
  ])('refuses %s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('refuses invalid UTF-8, overlong forms and encoded surrogates', () => {
    for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]])
      expect(code(Buffer.from([0x22, ...bytes, 0x22]))).toBe('encoding');
  });

  it('refuses one byte more than the bound, and takes exactly the bound', () => {
    const fits = JSON.stringify('x'.repeat(BOUNDS.maxBytes - 2));
    expect(code(fits)).toBe('ok');
    expect(code(` ${fits}`)).toBe('too-large');
  });

  it('agrees with JSON.parse on whatever JSON.stringify writes (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        const reading = readStrictJson(Buffer.from(text), { maxBytes: 1e9, maxDepth: 64 });
        expect(reading).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('never takes what JSON.parse refuses, and never throws (property)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('{"a":', '["', '{"\\u', ''), (bytes, prefix) => {
        const buffer = Buffer.concat([Buffer.from(prefix), Buffer.from(bytes)]);
        const reading = read(buffer);
        if (reading.ok) expect(reading.value).toEqual(JSON.parse(buffer.toString('utf8')));
      }),
    );
  });
});
