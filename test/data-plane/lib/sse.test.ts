import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseReader, SseUnreadable, sseFrame, ssePriming, type SseEvent } from '../../../data-plane/lib/sse.ts';

function readAll(
  chunks: readonly Buffer[],
  maxEventBytes = 1_000,
): { type: string; data: string; id: string | null; retryMs: number | null }[] {
  const events: SseEvent[] = [];
  const reader = new SseReader(maxEventBytes, (event) => events.push(event));
  for (const chunk of chunks) reader.push(chunk);
  return events.map(({ type, data, id, retryMs }) => ({ type, data: data.toString(), id, retryMs }));
}
const read = (text: string) => readAll([Buffer.from(text)]);

describe('an event stream', () => {
  it('gives events with type, id and retry; comments are nothing', () => {
    expect(read(': hello\nid: 7\nretry: 250\nevent: endpoint\ndata: /x\n\ndata:y\n\n')).toEqual([
      { type: 'endpoint', data: '/x', id: '7', retryMs: 250 },
      { type: 'message', data: 'y', id: null, retryMs: null },
    ]);
  });

  it('joins data lines, and takes all three line ends', () => {
    expect(read('data: a\ndata: b\r\ndata: c\rdata: d\n\n').map(({ data }) => data)).toEqual(['a\nb\nc\nd']);
  });

  it('gives a priming event, and nothing for an unfinished one', () => {
    expect(read('id: 1\ndata: \n\nid: 2\ndata: lost')).toEqual([{ type: 'message', data: '', id: '1', retryMs: null }]);
    expect(read(ssePriming('s.0', 500).toString())).toEqual([{ type: 'message', data: '', id: 's.0', retryMs: 500 }]);
  });

  it('skips a byte order mark, ids with NUL and retries that are no number', () => {
    expect(read('\ufeffdata: x\nid: a\0b\nretry: 1x\n\n')).toEqual([{ type: 'message', data: 'x', id: null, retryMs: null }]);
  });

  it('is the same however it is cut, within characters and line ends too (property)', () => {
    const text = Buffer.from('id: 1\r\ndata: {"a":"é😀"}\r\n\r\n: c\rdata: x\r\rdata: y\ndata: z\n\n');
    const whole = readAll([text]);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const chunks = at
          .slice(1)
          .map((end, index) => text.subarray(at[index], end))
          .filter((chunk) => chunk.length > 0);
        expect(readAll(chunks)).toEqual(whole);
      }),
    );
  });

  it('refuses an event beyond the bound, in one line or in many', () => {
    expect(() => readAll([Buffer.from(`data: ${'x'.repeat(2_000)}\n\n`)])).toThrow(SseUnreadable);
    expect(() => readAll([Buffer.from('data: xxxxxxxxx\n'.repeat(200))])).toThrow(SseUnreadable);
    expect(() => readAll(Array.from({ length: 200 }, () => Buffer.from('xxxxxxxxxxxxxxx')))).toThrow(SseUnreadable);
  });

  it('is written so that it reads back, line ends in the data included', () => {
    for (const data of ['{"a":1}', '{\n"a":1}', 'a\r\nb\rc'])
      expect(read(sseFrame(data, 'i').toString())[0]).toMatchObject({ data: data.replace(/\r\n|\r/g, '\n'), id: 'i' });
  });
});
