import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { EvalError } from './eval-error.ts';

/** One recorded text. Source: ../shared/corpora/guardrails/README.md. */
export interface Row {
  readonly id: string;
  readonly source: string;
  readonly label: number;
  readonly kind: string;
  readonly text: string;
  readonly spans: readonly Span[];
  readonly tags: readonly string[];
  /** Null where the text is one block. */
  readonly blocks: readonly string[] | null;
}

/** What should be found, in UTF-16 units of the row's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

const MAX_LINE_CHARS = 64 * 1024 * 1024;

/**
 * The rows of a JSON lines file, compressed or not, one at a time.
 *
 * Throws: EvalError naming file and line for what cannot be read.
 */
export async function* readRows(path: string): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of linesOf(path)) {
    line++;
    if (text.trim() === '') continue;
    yield parseRow(text, `${path}:${line}`);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const status = await stat(path).catch(() => null);
  if (status === null || status.isDirectory())
    throw new EvalError(`${path}: ${status === null ? 'no such file' : 'is a folder, not a file of JSON lines'}`);
  const isGzip = await startsWithGzipMagic(path);
  const file = createReadStream(path);
  const stream = isGzip ? file.pipe(createGunzip()) : file;
  if (isGzip) file.on('error', (error) => stream.destroy(error));
  stream.setEncoding('utf8');
  const pending: string[] = [];
  let pendingChars = 0;
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      let from = 0;
      for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
        pending.push(chunk.slice(from, at));
        yield pending.join('');
        pending.length = 0;
        pendingChars = 0;
        from = at + 1;
      }
      if (from < chunk.length) pending.push(chunk.slice(from));
      pendingChars += chunk.length - from;
      if (pendingChars > MAX_LINE_CHARS)
        throw new EvalError(`${path}: a line of more than ${MAX_LINE_CHARS} characters; is this a file of JSON lines?`);
    }
  } catch (error) {
    if (error instanceof EvalError) throw error;
    throw new EvalError(`${path}: cannot be read to its end (${error instanceof Error ? error.message : 'unknown reason'})`);
  }
  if (pending.length > 0) yield pending.join('');
}

async function startsWithGzipMagic(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const bytes = chunk as Buffer;
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  }
  return false;
}

function parseRow(text: string, at: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new EvalError(`${at}: not a JSON object on a line of its own`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new EvalError(`${at}: not a JSON object`);
  const row = value as Record<string, unknown>;
  if (typeof row['text'] !== 'string') throw new EvalError(`${at}: "text" is missing or not a string`);
  if (typeof row['kind'] !== 'string')
    throw new EvalError(`${at}: "kind" is missing or not a string (prompt_injection, secret, sqli, ...)`);
  return {
    id: typeof row['id'] === 'string' || typeof row['id'] === 'number' ? String(row['id']) : at,
    source: typeof row['source'] === 'string' ? row['source'] : 'unknown',
    label: row['label'] === 1 || row['label'] === true ? 1 : 0,
    kind: row['kind'],
    text: row['text'],
    spans: spansOf(row['spans'], at),
    tags: Array.isArray(row['tags']) ? row['tags'].filter((tag): tag is string => typeof tag === 'string') : [],
    blocks: blocksOf(row['blocks'], at),
  };
}

function spansOf(value: unknown, at: string): Span[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new EvalError(`${at}: "spans" is not a list`);
  return value.map((item: unknown) => {
    const span = (item ?? {}) as Record<string, unknown>;
    if (typeof span['start'] !== 'number' || typeof span['end'] !== 'number')
      throw new EvalError(`${at}: a span without "start" and "end" numbers`);
    return { start: span['start'], end: span['end'], type: typeof span['type'] === 'string' ? span['type'] : '' };
  });
}

function blocksOf(value: unknown, at: string): string[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || !value.every((block): block is string => typeof block === 'string'))
    throw new EvalError(`${at}: "blocks" is not a list of strings`);
  return value.length === 0 ? null : value;
}
