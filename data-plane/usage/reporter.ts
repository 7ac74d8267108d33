import { status, type ServiceError } from '@grpc/grpc-js';
import type { ReportResponse__Output } from '../../proto/generated/gateway/v1/ReportResponse.ts';
import { loadContract } from '../../proto/load.ts';
import type { ControlPlaneLink } from '../config/link.ts';
import { createBackoff } from '../lib/backoff.ts';
import type { Log } from '../lib/log.ts';
import { encodeDrift, encodeInvocation, reportBytes, type EncodedRecord } from './encode.ts';
import type { DriftRecord, InvocationRecord, UsageSink } from './invocation.ts';
import { createSpool, type SpoolBatch } from './spool.ts';

/** What a reporter needs, and its limits. */
export interface UsageReporterOptions {
  readonly link: ControlPlaneLink;
  /** A folder for the spool alone. */
  readonly folder: string;
  readonly nodeId: string;
  readonly log: Log;
  /** Most bytes on disk. */
  readonly maxSpoolBytes?: number;
  /** How long a record may wait for others to travel with. */
  readonly lingerMs?: number;
  readonly firstRetryMs?: number;
  readonly retryCeilingMs?: number;
}

/** How the reporter stands. */
export interface UsageStatus {
  /** Records not yet stored by the control plane. */
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly delivered: number;
  /** Lost because spool or memory was full. */
  readonly dropped: number;
  /** Refused by the control plane as malformed. */
  readonly rejected: number;
  readonly isDiskFailing: boolean;
  /** Why the last delivery failed; null when it did not. */
  readonly failure: string | null;
}

/** Takes records from the request path and delivers them, at least once. */
export interface UsageReporter extends UsageSink {
  start(): Promise<void>;
  /** Puts what is left on the spool, and delivers it if that is possible within `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
  status(): UsageStatus;
}

const MAX_SPOOL_BYTES = 256 * 1024 * 1024;
const MAX_MEMORY_BYTES = 16 * 1024 * 1024;
/** Records that may wait for the disk. */
const MAX_PENDING = 20_000;
const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 512 * 1024;
const LINGER_MS = 100;
const CALL_TIMEOUT_MS = 30_000;

type Pending = { readonly invocation: InvocationRecord } | { readonly drift: DriftRecord };

/**
 * A reporter. Records pass the spool on their way, so that they outlive the process from a moment after they were
 * left; the control plane answers only when they are durable there, and then they are taken off.
 */
export function createUsageReporter(options: UsageReporterOptions): UsageReporter {
  const { link, nodeId, log } = options;
  const spool = createSpool({
    folder: options.folder,
    log,
    maxBytes: options.maxSpoolBytes ?? MAX_SPOOL_BYTES,
    maxMemoryBytes: MAX_MEMORY_BYTES,
  });
  const lingerMs = options.lingerMs ?? LINGER_MS;
  const backoff = createBackoff({ firstMs: options.firstRetryMs ?? 200, ceilingMs: options.retryCeilingMs ?? 10_000 });
  const method = loadContract().UsageService.service.Report;
  let pending: Pending[] = [];
  let isSpooling: Promise<void> | null = null;
  let isScheduled = false;
  let delivering: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStarted = false;
  let isStopped = false;
  let batchRecords = BATCH_RECORDS;
  let delivered = 0;
  let dropped = 0;
  let rejected = 0;
  let failure: string | null = null;
  let wakeEarly: (() => void) | null = null;

  function accept(record: Pending): void {
    if (pending.length >= MAX_PENDING) {
      pending.shift();
      if (dropped === 0) log.error({}, 'records come faster than the disk takes them: the oldest are lost');
      dropped += 1;
    }
    pending.push(record);
    if (isScheduled || !isStarted) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      void spoolPending();
    });
  }

  /** Moves what was left to the spool; what is left meanwhile goes with the next write. */
  function spoolPending(): Promise<void> {
    isSpooling ??= (async () => {
      while (pending.length > 0) {
        const records = pending;
        pending = [];
        await spool.append(records.flatMap(encode));
      }
    })().finally(() => {
      isSpooling = null;
      const { records } = spool.status();
      if (records >= BATCH_RECORDS) schedule(0);
      else if (records > 0) schedule(lingerMs);
    });
    return isSpooling;
  }

  function encode(record: Pending): EncodedRecord[] {
    try {
      return ['invocation' in record ? encodeInvocation(nodeId, record.invocation) : encodeDrift(nodeId, record.drift)];
    } catch (error) {
      rejected += 1;
      log.error({ reason: (error as Error).message }, 'a record could not be encoded and is lost');
      return [];
    }
  }

  function schedule(afterMs: number): void {
    if (isStopped || delivering !== null) return;
    if (timer !== null) {
      if (afterMs > 0) return;
      clearTimeout(timer);
    }
    timer = setTimeout(() => {
      timer = null;
      void deliver();
    }, afterMs);
  }

  function deliver(): Promise<void> {
    delivering ??= deliverAll().finally(() => {
      delivering = null;
      if (spool.status().records > 0) schedule(lingerMs);
    });
    return delivering;
  }

  async function deliverAll(): Promise<void> {
    for (;;) {
      const batch = await spool.peek(batchRecords, BATCH_BYTES);
      if (batch === null) return;
      const plane = link.current();
      try {
        const { rejectedIds } = await report(batch);
        await spool.release(batch);
        settle(batch.records.length - rejectedIds.length, rejectedIds.length);
      } catch (error) {
        const { code, details } = error as ServiceError;
        if (code === status.INVALID_ARGUMENT && (await narrow(batch))) continue;
        if (failure === null)
          log.warn(
            { controlPlane: plane.address, reason: details, waiting: spool.status().records },
            'records cannot be delivered; they wait on the spool',
          );
        failure = details || 'the call failed';
        link.turnFrom(plane);
        if (isStopped) return;
        await pause(backoff.next());
        if (isStopped) return;
      }
    }
  }

  function settle(stored: number, refused: number): void {
    delivered += stored;
    rejected += refused;
    if (refused > 0) log.warn({ count: refused }, 'records were refused by the control plane as malformed and are lost');
    if (failure !== null) log.info({ waiting: spool.status().records }, 'records are delivered again');
    failure = null;
    backoff.reset();
    batchRecords = Math.min(BATCH_RECORDS, batchRecords * 2);
  }

  /** A batch the control plane cannot read: smaller ones find the record at fault, and that one is given up. */
  async function narrow(batch: SpoolBatch): Promise<boolean> {
    if (batch.records.length > 1) {
      batchRecords = Math.max(1, batch.records.length >> 1);
      return true;
    }
    await spool.release(batch);
    settle(0, 1);
    return true;
  }

  function report(batch: SpoolBatch): Promise<ReportResponse__Output> {
    return new Promise((resolve, reject) => {
      link.current().usage.makeUnaryRequest<Buffer, ReportResponse__Output>(
        method.path,
        (bytes) => bytes,
        method.responseDeserialize,
        reportBytes(nodeId, batch.records),
        link.metadata(),
        { deadline: Date.now() + CALL_TIMEOUT_MS },
        (error, response) => {
          if (error === null && response !== undefined) resolve(response);
          else reject(error ?? new Error('no answer'));
        },
      );
    });
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const waking = setTimeout(resolve, ms);
      wakeEarly = () => {
        clearTimeout(waking);
        resolve();
      };
    });
  }

  return {
    invocation: (record) => accept({ invocation: record }),
    drift: (record) => accept({ drift: record }),
    async start() {
      try {
        await spool.open();
      } catch (error) {
        log.error(
          { folder: options.folder, reason: (error as NodeJS.ErrnoException).code ?? (error as Error).message },
          'the spool cannot be read; records are kept in memory until delivered',
        );
      }
      isStarted = true;
      await spoolPending();
    },
    async stop(patienceMs = 3_000) {
      if (!isStarted) return;
      await spoolPending();
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      wakeEarly?.();
      await delivering?.catch(() => {});
      let isLate = false;
      const late = setTimeout(() => (isLate = true), patienceMs);
      const last = deliverAll();
      await Promise.race([last, pause(patienceMs)]);
      wakeEarly?.();
      clearTimeout(late);
      if (isLate) log.warn({ waiting: spool.status().records }, 'records are left on the spool; they are delivered after the next start');
      await spool.close();
    },
    status() {
      const spooled = spool.status();
      return {
        waiting: spooled.records + pending.length,
        waitingBytes: spooled.bytes,
        delivered,
        dropped: dropped + spooled.dropped,
        rejected,
        isDiskFailing: spooled.isDiskFailing,
        failure,
      };
    },
  };
}
