import { constants } from 'node:fs';
import { mkdir, open, readFile, readdir, rm, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../lib/log.ts';
import type { EncodedRecord } from './encode.ts';
import { frameBytes, frameRecords, readFrames } from './segment.ts';

/** Some records from the front of the spool. */
export interface SpoolBatch {
  readonly records: readonly EncodedRecord[];
}

/** How a spool stands. */
export interface SpoolStatus {
  readonly records: number;
  readonly bytes: number;
  /** Records that were lost because the spool was full. */
  readonly dropped: number;
  /** True while the disk refuses records; they are in memory meanwhile. */
  readonly isDiskFailing: boolean;
}

/**
 * Records that wait for the control plane: files on disk, oldest first, so that they outlive the process; in memory
 * only while the disk fails. Bounded; when full the oldest go, and are counted.
 */
export interface Spool {
  open(): Promise<void>;
  /** Puts records at the end. Never rejects. */
  append(records: readonly EncodedRecord[]): Promise<void>;
  /** The next records that were not taken off; the same again until they are. Null when there are none. */
  peek(maxRecords: number, maxBytes: number): Promise<SpoolBatch | null>;
  /** Takes a batch off: it is stored elsewhere. */
  release(batch: SpoolBatch): Promise<void>;
  status(): SpoolStatus;
  close(): Promise<void>;
}

interface Segment {
  readonly path: string;
  readonly number: number;
  bytes: number;
  records: number;
  /** What was taken off from the front. */
  releasedBytes: number;
  releasedRecords: number;
}

interface Peeked extends SpoolBatch {
  readonly segment: Segment | null;
  readonly bytes: number;
}

const SEGMENT_BYTES = 4 * 1024 * 1024;

/** A spool in a folder of its own. */
export function createSpool(options: {
  readonly folder: string;
  readonly log: Log;
  readonly maxBytes: number;
  readonly maxMemoryBytes: number;
}): Spool {
  const { folder, log, maxBytes, maxMemoryBytes } = options;
  const segmentBytes = Math.min(SEGMENT_BYTES, Math.ceil(maxBytes / 4));
  const segments: Segment[] = [];
  let writing: { segment: Segment; handle: FileHandle } | null = null;
  let memory: EncodedRecord[] = [];
  let memoryBytes = 0;
  let nextNumber = 1;
  let dropped = 0;
  let isDiskFailing = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One thing at a time: files are appended to, read and removed by different callers. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function openFolder(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => /^\d{12}\.spool$/.test(name)).sort();
    for (const name of names) {
      const path = join(folder, name);
      const bytes = await readFile(path);
      const { records, end, isDamaged } = readFrames(bytes);
      if (isDamaged) {
        log.warn(
          { path, intact: records.length, lostBytes: bytes.length - end },
          'the end of a spool file is torn or damaged; the records before it are kept',
        );
        await truncate(path, end);
      }
      if (end === 0) await rm(path, { force: true });
      else
        segments.push({
          path,
          number: Number.parseInt(name, 10),
          bytes: end,
          records: records.length,
          releasedBytes: 0,
          releasedRecords: 0,
        });
    }
    nextNumber = (segments.at(-1)?.number ?? 0) + 1;
    const waiting = waitingRecords();
    if (waiting > 0) log.info({ records: waiting }, 'records from before are on the spool and will be delivered');
  }

  async function writeToDisk(frames: Buffer, count: number): Promise<void> {
    if (writing !== null && writing.segment.bytes + frames.length > segmentBytes) await finishSegment();
    if (writing === null) {
      const number = nextNumber++;
      const path = join(folder, `${String(number).padStart(12, '0')}.spool`);
      const handle = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND, 0o600);
      const segment: Segment = { path, number, bytes: 0, records: 0, releasedBytes: 0, releasedRecords: 0 };
      segments.push(segment);
      writing = { segment, handle };
    }
    const { segment, handle } = writing;
    let written = 0;
    try {
      while (written < frames.length) {
        const { bytesWritten } = await handle.write(frames, written);
        if (bytesWritten === 0) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
        written += bytesWritten;
      }
    } catch (error) {
      // Half a frame must not stand before later ones.
      await handle.truncate(segment.bytes).catch(() => finishSegment());
      throw error;
    }
    segment.bytes += frames.length;
    segment.records += count;
  }

  async function finishSegment(): Promise<void> {
    const finished = writing;
    writing = null;
    await finished?.handle.close().catch(() => {});
    if (finished !== null && finished.segment.bytes === 0) await removeSegment(finished.segment);
  }

  async function removeSegment(segment: Segment): Promise<void> {
    const index = segments.indexOf(segment);
    if (index >= 0) segments.splice(index, 1);
    if (writing?.segment === segment) {
      const { handle } = writing;
      writing = null;
      await handle.close().catch(() => {});
    }
    await rm(segment.path, { force: true }).catch(() => {});
  }

  async function makeRoom(): Promise<void> {
    while (diskBytes() > maxBytes && segments.length > 1) {
      const [oldest] = segments as [Segment];
      lose(oldest.records - oldest.releasedRecords);
      await removeSegment(oldest);
    }
  }

  function keepInMemory(records: readonly EncodedRecord[]): void {
    for (const record of records) {
      memory.push(record);
      memoryBytes += record.body.length;
    }
    let excess = 0;
    while (memoryBytes > maxMemoryBytes && excess < memory.length) memoryBytes -= (memory[excess++] as EncodedRecord).body.length;
    if (excess > 0) {
      memory = memory.slice(excess);
      lose(excess);
    }
  }

  function lose(count: number): void {
    if (count <= 0) return;
    if (dropped === 0)
      log.error({ count }, 'the spool is full: the oldest records are lost. Bring the control plane back, or raise PORTCULLIS_SPOOL_BYTES');
    dropped += count;
  }

  const diskBytes = (): number => segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const waitingRecords = (): number =>
    segments.reduce((sum, { records, releasedRecords }) => sum + records - releasedRecords, memory.length);

  return {
    open: () => inTurn(openFolder),
    append: (records) =>
      inTurn(async () => {
        let kept = 0;
        try {
          for (const part of inParts(records, segmentBytes)) {
            await writeToDisk(frameRecords(part), part.length);
            kept += part.length;
            if (isDiskFailing) log.info({ folder }, 'the spool is on disk again');
            isDiskFailing = false;
            await makeRoom();
          }
        } catch (error) {
          if (!isDiskFailing) {
            log.error(
              { folder, reason: (error as NodeJS.ErrnoException).code ?? (error as Error).message },
              'records cannot be put on disk; they are in memory until delivered. Free the disk or mend its permissions',
            );
          }
          isDiskFailing = true;
          keepInMemory(records.slice(kept));
        }
      }),
    peek: (maxRecords, maxBytesWanted) =>
      inTurn(async (): Promise<Peeked | null> => {
        if (memory.length > 0) {
          const records: EncodedRecord[] = [];
          let bytes = 0;
          for (const record of memory.slice(0, maxRecords)) {
            if (records.length > 0 && bytes + record.body.length > maxBytesWanted) break;
            records.push(record);
            bytes += record.body.length;
          }
          return { records, segment: null, bytes };
        }
        for (;;) {
          const segment = segments[0];
          if (segment === undefined || segment.releasedBytes >= segment.bytes) return null;
          const bytes = await readPart(segment, maxBytesWanted);
          const { records, end } = readFrames(bytes, maxRecords, maxBytesWanted);
          if (records.length > 0) return { records, segment, bytes: end };
          log.error(
            { path: segment.path, records: segment.records - segment.releasedRecords },
            'a spool file was damaged; its records are lost',
          );
          dropped += segment.records - segment.releasedRecords;
          await removeSegment(segment);
        }
      }),
    release: (batch) =>
      inTurn(async () => {
        const { segment, bytes, records } = batch as Peeked;
        if (segment === null) {
          const done = new Set(records);
          memory = memory.filter((record) => !done.has(record));
          memoryBytes = memory.reduce((sum, { body }) => sum + body.length, 0);
          return;
        }
        segment.releasedBytes += bytes;
        segment.releasedRecords += records.length;
        if (segment.releasedBytes >= segment.bytes) await removeSegment(segment);
      }),
    status: () => ({ records: waitingRecords(), bytes: diskBytes() + memoryBytes, dropped, isDiskFailing }),
    close: () => inTurn(finishSegment),
  };
}

/** Records in their order, cut so that each part fits one file where that is possible. */
function* inParts(records: readonly EncodedRecord[], maxBytes: number): Generator<readonly EncodedRecord[]> {
  let from = 0;
  let bytes = 0;
  for (let index = 0; index < records.length; index += 1) {
    const length = frameBytes(records[index] as EncodedRecord);
    if (bytes > 0 && bytes + length > maxBytes) {
      yield records.slice(from, index);
      from = index;
      bytes = 0;
    }
    bytes += length;
  }
  if (from < records.length) yield records.slice(from);
}

/** Reads from the first record that was not taken off. Twice the wanted bytes hold at least one whole record, or the file's end. */
async function readPart(segment: Segment, wantedBytes: number): Promise<Buffer> {
  const handle = await open(segment.path, 'r').catch(() => null);
  if (handle === null) return Buffer.alloc(0);
  try {
    const length = Math.min(segment.bytes - segment.releasedBytes, wantedBytes + 1024 * 1024 + 16);
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(buffer, 0, length, segment.releasedBytes);
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  } finally {
    await handle.close().catch(() => {});
  }
}
