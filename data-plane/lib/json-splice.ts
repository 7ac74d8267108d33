/**
 * Changing parts of a JSON text without touching the other bytes, so that numbers and spellings nobody here
 * understands arrive as they were sent. Works on bytes that `readStrictJson` has accepted.
 */

/** Where a member of an object stands: byte offsets, ends exclusive. `key` is decoded. */
export interface MemberSpan {
  readonly key: string;
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
}

/** One replacement: the bytes from `start` up to `end` become `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string | Buffer;
}

/** The members of the object that starts at or after `at`; empty where there is no object. */
export function memberSpans(bytes: Buffer, at = 0): MemberSpan[] {
  const spans: MemberSpan[] = [];
  let pos = skipSpace(bytes, at);
  if (bytes[pos] !== 0x7b) return spans;
  pos = skipSpace(bytes, pos + 1);
  while (pos < bytes.length && bytes[pos] === 0x22) {
    const keyStart = pos;
    const keyEnd = skipString(bytes, pos);
    const raw = bytes.toString('utf8', keyStart, keyEnd);
    const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    const start = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    const end = skipValue(bytes, start);
    spans.push({ key, keyStart, start, end });
    pos = skipSpace(bytes, end);
    if (bytes[pos] !== 0x2c) break;
    pos = skipSpace(bytes, pos + 1);
  }
  return spans;
}

/** The member with this key of the object at `at`, or null. */
export function memberSpan(bytes: Buffer, at: number, key: string): MemberSpan | null {
  for (const span of memberSpans(bytes, at)) if (span.key === key) return span;
  return null;
}

/** The span reached by following object keys from the root, or null where one is missing. */
export function spanAt(bytes: Buffer, ...path: readonly string[]): MemberSpan | null {
  let at = 0;
  let span: MemberSpan | null = null;
  for (const key of path) {
    span = memberSpan(bytes, at, key);
    if (span === null) return null;
    at = span.start;
  }
  return span;
}

/** The bytes with all replacements made. Splices may come in any order but must not overlap. */
export function splice(bytes: Buffer, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return bytes;
  const ordered = splices.length === 1 ? splices : [...splices].sort((a, b) => a.start - b.start);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of ordered) {
    parts.push(bytes.subarray(at, start), typeof text === 'string' ? Buffer.from(text, 'utf8') : text);
    at = end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}

/** A splice that adds members to the front of the object at `at`. Their keys must not be there yet. */
export function insertMembers(bytes: Buffer, at: number, members: Readonly<Record<string, unknown>>): Splice {
  const open = skipSpace(bytes, at) + 1;
  const empty = bytes[skipSpace(bytes, open)] === 0x7d;
  const text = Object.entries(members)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',');
  return { start: open, end: open, text: empty || text === '' ? text : `${text},` };
}

/**
 * The text of the object at `at`, member by member.
 *
 * `edit` gives for each member its new value as JSON, null to leave it out, or undefined to keep its bytes; `added` goes to the end.
 */
export function rewriteObject(
  bytes: Buffer,
  at: number,
  edit: (member: MemberSpan) => string | Buffer | null | undefined,
  added: Readonly<Record<string, unknown>> = {},
): Buffer {
  const parts: Buffer[] = [];
  for (const member of memberSpans(bytes, at)) {
    const value = edit(member);
    if (value === null) continue;
    if (value === undefined) parts.push(bytes.subarray(member.keyStart, member.end));
    else
      parts.push(
        Buffer.concat([bytes.subarray(member.keyStart, member.start), typeof value === 'string' ? Buffer.from(value, 'utf8') : value]),
      );
  }
  for (const [key, value] of Object.entries(added)) parts.push(Buffer.from(`${JSON.stringify(key)}:${JSON.stringify(value)}`, 'utf8'));
  const joined: Buffer[] = [OPEN];
  parts.forEach((part, index) => joined.push(...(index === 0 ? [part] : [COMMA, part])));
  joined.push(CLOSE);
  return Buffer.concat(joined);
}

const OPEN = Buffer.from('{');
const CLOSE = Buffer.from('}');
const COMMA = Buffer.from(',');

/**
 * The bytes of `after`, taken from those of `before` wherever the two are the same.
 *
 * `before` is what `bytes[at..]` says; values that changed are written anew, all others keep their spelling.
 * Cost: one walk along both values; unchanged subtrees (same reference, or equal primitives) are skipped.
 */
export function patched(bytes: Buffer, before: unknown, after: unknown, at = 0): Buffer {
  return splice(bytes, changes(bytes, before, after, at));
}

/** The splices that turn the value at `at` from `before` into `after`; see `patched`. */
export function changes(bytes: Buffer, before: unknown, after: unknown, at = 0): Splice[] {
  const splices: Splice[] = [];
  collect(bytes, skipSpace(bytes, at), before, after, splices);
  return splices;
}

function collect(bytes: Buffer, at: number, before: unknown, after: unknown, splices: Splice[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    let pos = skipSpace(bytes, at + 1);
    for (let index = 0; index < before.length; index++) {
      collect(bytes, pos, before[index], after[index], splices);
      pos = skipSpace(bytes, skipSpace(bytes, skipValue(bytes, pos)) + 1);
    }
    return;
  }
  if (isObject(before) && isObject(after) && sameKeys(before, after)) {
    for (const { key, start } of memberSpans(bytes, at)) collect(bytes, start, before[key], after[key], splices);
    return;
  }
  splices.push({ start: at, end: skipValue(bytes, at), text: JSON.stringify(after) });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function sameKeys(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function skipSpace(bytes: Buffer, at: number): number {
  while (at < bytes.length && isSpace(bytes[at] as number)) at++;
  return at;
}

function skipString(bytes: Buffer, at: number): number {
  at++;
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at + 1;
}

function skipValue(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first === 0x22) return skipString(bytes, at);
  if (first !== 0x7b && first !== 0x5b) {
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      if (byte === 0x2c || byte === 0x7d || byte === 0x5d || isSpace(byte)) break;
      at++;
    }
    return at;
  }
  let depth = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === 0x22) {
      at = skipString(bytes, at);
      continue;
    }
    at++;
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return at;
  }
  return at;
}
