import { isAscii, isUtf8 } from 'node:buffer';

/** Bounds on one JSON text. */
export interface JsonBounds {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** Why a text was refused; `detail` is safe to show. */
export interface JsonProblem {
  readonly code: 'too-large' | 'encoding' | 'syntax' | 'duplicate-key' | 'lone-surrogate' | 'too-deep';
  readonly detail: string;
}

/** A text read, or why it was not. */
export type JsonReading = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: JsonProblem };

/**
 * Reads a JSON text that has exactly one reading, so that whoever reads the same bytes later sees what was judged here.
 *
 * Shape: UTF-8 without a byte order mark; no key twice in an object, however it is spelled; no `\u` escape that leaves half of a
 *   surrogate pair; at most `maxDepth` levels.
 * Returns: the parsed value, or the first problem found. Never throws.
 * Cost: `JSON.parse`, one pass over the bytes outside strings, one visit to every object.
 * Source: RFC 8259 §4, §8.1, §8.2; RFC 7493 §2.1, §2.3.
 */
export function readStrictJson(bytes: Buffer, bounds: JsonBounds): JsonReading {
  if (bytes.length > bounds.maxBytes) return refuse('too-large', `the message is larger than ${bounds.maxBytes} bytes`);
  let text: string;
  if (isAscii(bytes)) text = bytes.toString('latin1');
  else {
    if (!isUtf8(bytes)) return refuse('encoding', 'the message is not valid UTF-8');
    text = bytes.toString('utf8');
  }
  const layout = scan(bytes, bounds.maxDepth);
  if (layout === TOO_DEEP) return refuse('too-deep', `the message is nested more than ${bounds.maxDepth} levels deep`);
  if (layout === LONE) return refuse('lone-surrogate', 'a string holds half of a surrogate pair');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('syntax', 'the message is not valid JSON');
  }
  if (layout !== countMembers(value)) return refuse('duplicate-key', 'an object has the same key twice');
  return { ok: true, value };
}

const TOO_DEEP = -1;
const LONE = -2;

const refuse = (code: JsonProblem['code'], detail: string): JsonReading => ({ ok: false, problem: { code, detail } });

/**
 * How many `key: value` pairs the text spells out, or a negative code.
 *
 * Runs before `JSON.parse`, so it trusts nothing: broken text gives some number, and `JSON.parse` then says what is wrong.
 */
function scan(bytes: Buffer, maxDepth: number): number {
  const length = bytes.length;
  const escapes = bytes.indexOf(0x5c) !== -1;
  let members = 0;
  let depth = 0;
  let at = 0;
  while (at < length) {
    const byte = bytes[at] as number;
    at++;
    if (byte === 0x22) {
      if (!escapes) {
        const end = bytes.indexOf(0x22, at);
        if (end === -1) return members;
        at = end + 1;
        continue;
      }
      for (;;) {
        if (at >= length) return members;
        const inner = bytes[at] as number;
        if (inner === 0x22) break;
        if (inner !== 0x5c) {
          at++;
          continue;
        }
        if (bytes[at + 1] !== 0x75) {
          at += 2;
          continue;
        }
        const unit = hex4(bytes, at + 2);
        at += 6;
        if (unit >= 0xdc00 && unit <= 0xdfff) return LONE;
        if (unit >= 0xd800 && unit <= 0xdbff) {
          if (bytes[at] !== 0x5c || bytes[at + 1] !== 0x75) return LONE;
          const low = hex4(bytes, at + 2);
          if (low < 0xdc00 || low > 0xdfff) return LONE;
          at += 6;
        }
      }
      at++;
    } else if (byte === 0x3a) members++;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return TOO_DEEP;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return members;
}

/** Value of four hexadecimal digits; 0 where they are not, which `JSON.parse` then refuses. */
function hex4(bytes: Buffer, at: number): number {
  let value = 0;
  for (let index = at; index < at + 4; index++) {
    const byte = bytes[index] ?? 0;
    const digit = byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
    if (digit < 0 || digit > 15) return 0;
    value = value * 16 + digit;
  }
  return value;
}

/** How many members the objects in a parsed value have; a key given twice is counted once. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null) count += countMembers(item);
    return count;
  }
  for (const key in value) {
    count++;
    const member = (value as Record<string, unknown>)[key];
    if (typeof member === 'object' && member !== null) count += countMembers(member);
  }
  return count;
}
