import { crc32 } from 'node:zlib';
import type { EncodedRecord } from './encode.ts';

/**
 * How records stand in a spool file: one frame after the other.
 *
 * Shape: length of the body as 32 bits big-endian, CRC-32 over field and body as 32 bits, field (one byte), body.
 */
const HEAD_BYTES = 9;
/** A record cannot be longer; a larger length is damage. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Records read from a spool file, and where the next one begins. */
export interface ReadRecords {
  readonly records: EncodedRecord[];
  readonly end: number;
  /** True when what follows `end` is no whole frame: torn by a crash, or damaged. */
  readonly isDamaged: boolean;
}

/** What a record takes in a spool file. */
export function frameBytes({ body }: EncodedRecord): number {
  return HEAD_BYTES + body.length;
}

/** Frames for a spool file. */
export function frameRecords(records: readonly EncodedRecord[]): Buffer {
  const parts: Buffer[] = [];
  for (const { field, body } of records) {
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt32BE(body.length, 0);
    head.writeUInt8(field, 8);
    head.writeUInt32BE(crc32(body, crc32(head.subarray(8, 9))), 4);
    parts.push(head, body);
  }
  return Buffer.concat(parts);
}

/** Reads frames from a part of a spool file that begins at a frame, up to some bounds; at least one where there is one. */
export function readFrames(bytes: Buffer, maxRecords = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY): ReadRecords {
  const records: EncodedRecord[] = [];
  let end = 0;
  while (records.length < maxRecords && end < bytes.length) {
    if (end + HEAD_BYTES > bytes.length) return { records, end, isDamaged: true };
    const length = bytes.readUInt32BE(end);
    const next = end + HEAD_BYTES + length;
    const field = bytes.readUInt8(end + 8);
    if (length > MAX_BODY_BYTES || next > bytes.length || (field !== 2 && field !== 3)) return { records, end, isDamaged: true };
    if (crc32(bytes.subarray(end + 8, next)) !== bytes.readUInt32BE(end + 4)) return { records, end, isDamaged: true };
    if (records.length > 0 && next > maxBytes) break;
    records.push({ field, body: bytes.subarray(end + HEAD_BYTES, next) });
    end = next;
  }
  return { records, end, isDamaged: false };
}
