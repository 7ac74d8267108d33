/** One server-sent event. `id` and `retryMs` are null where the event does not carry them. */
export interface SseEvent {
  readonly type: string;
  readonly data: Buffer;
  readonly id: string | null;
  readonly retryMs: number | null;
}

/** An event stream that is not one, or one whose events grow past the bound. */
export class SseUnreadable extends Error {
  override readonly name = 'SseUnreadable';
}

/**
 * Reads an event stream from chunks cut anywhere, also within a character or a line end.
 *
 * Data is kept as bytes, so that a split character is never seen alone. Comments are skipped.
 * Throws: SseUnreadable (from `push`) when an event is larger than `maxEventBytes`.
 * Source: HTML Standard §9.2.6 (interpreting an event stream).
 */
export class SseReader {
  readonly #maxEventBytes: number;
  readonly #onEvent: (event: SseEvent) => void;
  #partial: Buffer | null = null;
  #sawCr = false;
  #started = false;
  #data: Buffer[] = [];
  #dataBytes = 0;
  #type = '';
  #id: string | null = null;
  #retryMs: number | null = null;

  constructor(maxEventBytes: number, onEvent: (event: SseEvent) => void) {
    this.#maxEventBytes = maxEventBytes;
    this.#onEvent = onEvent;
  }

  push(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#partial !== null) {
      bytes = Buffer.concat([this.#partial, chunk]);
      this.#partial = null;
    }
    let at = 0;
    if (!this.#started && bytes.length >= 3) {
      this.#started = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
    }
    for (;;) {
      if (this.#sawCr && at < bytes.length) {
        this.#sawCr = false;
        if (bytes[at] === 0x0a) at++;
      }
      const end = lineEnd(bytes, at);
      if (end === -1) break;
      this.#line(bytes.subarray(at, end));
      this.#sawCr = bytes[end] === 0x0d;
      at = end + 1;
    }
    if (at < bytes.length) {
      this.#partial = at === 0 ? bytes : bytes.subarray(at);
      if (this.#partial.length + this.#dataBytes > this.#maxEventBytes + 64) throw this.#tooLarge();
    }
  }

  #line(line: Buffer): void {
    if (line.length === 0) return this.#dispatch();
    const colon = line.indexOf(0x3a);
    if (colon === 0) return;
    const name = colon === -1 ? line.toString('latin1') : line.toString('latin1', 0, colon);
    let value = colon === -1 ? EMPTY : line.subarray(colon + 1);
    if (value[0] === 0x20) value = value.subarray(1);
    if (name === 'data') {
      this.#dataBytes += value.length + 1;
      if (this.#dataBytes > this.#maxEventBytes) throw this.#tooLarge();
      this.#data.push(value);
    } else if (name === 'event') this.#type = value.toString('utf8');
    else if (name === 'id') {
      if (!value.includes(0)) this.#id = value.toString('utf8');
    } else if (name === 'retry' && value.length < 10 && /^[0-9]+$/.test(value.toString('latin1')))
      this.#retryMs = Number(value.toString('latin1'));
  }

  #dispatch(): void {
    if (this.#data.length === 0 && this.#id === null && this.#retryMs === null) {
      this.#type = '';
      return;
    }
    const data = this.#data.length === 1 ? (this.#data[0] as Buffer) : joinLines(this.#data);
    const event: SseEvent = { type: this.#type === '' ? 'message' : this.#type, data, id: this.#id, retryMs: this.#retryMs };
    this.#data = [];
    this.#dataBytes = 0;
    this.#type = '';
    this.#id = null;
    this.#retryMs = null;
    this.#onEvent(event);
  }

  #tooLarge(): SseUnreadable {
    return new SseUnreadable(`an event is larger than ${this.#maxEventBytes} bytes`);
  }
}

/** An event as it is written. `data` is one JSON text; line ends in it are turned into several data lines. */
export function sseFrame(data: Buffer | string, id: string | null): Buffer {
  const head = id === null ? 'event: message\n' : `id: ${id}\nevent: message\n`;
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  if (bytes.indexOf(0x0a) === -1 && bytes.indexOf(0x0d) === -1) return Buffer.concat([Buffer.from(`${head}data: `), bytes, END]);
  const lines = bytes.toString('utf8').split(/\r\n|\n|\r/);
  return Buffer.from(`${head}${lines.map((line) => `data: ${line}\n`).join('')}\n`);
}

/** The event that gives a client something to resume from before there is anything to say (2025-11-25, transports). */
export function ssePriming(id: string, retryMs: number | null): Buffer {
  return Buffer.from(retryMs === null ? `id: ${id}\ndata: \n\n` : `id: ${id}\nretry: ${retryMs}\ndata: \n\n`);
}

/** Keeps a connection open through proxies; not an event. */
export const SSE_KEEP_ALIVE = Buffer.from(': keep-alive\n\n');

const EMPTY = Buffer.alloc(0);
const END = Buffer.from('\n\n');
const NEWLINE = Buffer.from('\n');

function lineEnd(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf(0x0a, from);
  const cr = bytes.indexOf(0x0d, from);
  if (lf === -1) return cr;
  return cr === -1 ? lf : Math.min(lf, cr);
}

function joinLines(lines: readonly Buffer[]): Buffer {
  if (lines.length === 0) return EMPTY;
  const parts: Buffer[] = [lines[0] as Buffer];
  for (let index = 1; index < lines.length; index++) parts.push(NEWLINE, lines[index] as Buffer);
  return Buffer.concat(parts);
}
