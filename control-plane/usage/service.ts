import { status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import type { Sql } from 'postgres';
import type { Log } from '../../data-plane/lib/log.ts';
import type { ReportRequest__Output } from '../../proto/generated/gateway/v1/ReportRequest.ts';
import type { ReportResponse } from '../../proto/generated/gateway/v1/ReportResponse.ts';
import { CallRefused, type AuthenticateNode } from '../stream/node-auth.ts';
import { ingest, type Ingested } from './ingest.ts';
import { DAY_MS, keepPartitions } from './partitions.ts';

/** Takes records from nodes and keeps them as long as they are to be kept. */
export interface UsageService {
  report(call: ServerUnaryCall<ReportRequest__Output, ReportResponse>, answer: sendUnaryData<ReportResponse>): void;
  /** Makes the partitions that are needed now. Rejects when the database does not answer. */
  start(): Promise<void>;
  stop(): void;
}

/** What the service needs, and its limits. */
export interface UsageServiceOptions {
  readonly sql: Sql;
  readonly authenticate: AuthenticateNode;
  readonly log: Log;
  /** Days for which invocations are kept. */
  readonly retentionDays: number;
  /** Told of every batch that was stored. */
  readonly onStored?: (batch: { readonly nodeId: string; readonly invocations: number; readonly drifts: number }) => void;
}

const MAX_RECORDS = 5_000;
/** Batches being stored at a time; further ones are told to come back, so that the pool is left to others. */
const MAX_UNDER_WAY = 4;
const MAX_WAITING = 256;

/** The usage service of one control plane. */
export function createUsageService(options: UsageServiceOptions): UsageService {
  const { sql, authenticate, log } = options;
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let upkeep: NodeJS.Timeout | null = null;

  async function inTurn(work: () => Promise<Ingested>): Promise<Ingested> {
    if (underWay >= MAX_UNDER_WAY) {
      if (waiting.length >= MAX_WAITING) throw new CallRefused(status.RESOURCE_EXHAUSTED, 'too many batches are waiting to be stored');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else underWay += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) underWay -= 1;
      else next();
    }
  }

  async function take(call: ServerUnaryCall<ReportRequest__Output, ReportResponse>): Promise<ReportResponse> {
    await authenticate(call);
    const { nodeId, invocations, drifts } = call.request;
    if (nodeId === '' || nodeId.length > 64) throw new CallRefused(status.INVALID_ARGUMENT, 'node_id is missing');
    if (invocations.length + drifts.length > MAX_RECORDS)
      throw new CallRefused(status.INVALID_ARGUMENT, `a batch holds at most ${MAX_RECORDS} records`);
    let ingested: Ingested;
    try {
      ingested = await inTurn(() => ingest(sql, { nodeId, invocations, drifts }));
    } catch (error) {
      if (error instanceof CallRefused) throw error;
      log.warn(
        { nodeId, reason: (error as { code?: string }).code ?? (error as Error).message },
        'records could not be stored; the node keeps them',
      );
      throw new CallRefused(status.UNAVAILABLE, 'the records could not be stored; keep them and try again');
    }
    if (ingested.rejectedIds.length > 0)
      log.warn({ nodeId, count: ingested.rejectedIds.length }, 'records were malformed and will never be stored');
    options.onStored?.({ nodeId, invocations: invocations.length, drifts: drifts.length });
    return ingested;
  }

  function tidy(): void {
    keepPartitions(sql, Date.now(), options.retentionDays).then(
      ({ dropped }) => {
        if (dropped.length > 0) log.info({ dropped }, 'invocations older than the retention were removed');
      },
      (error: unknown) =>
        log.warn({ reason: (error as Error).message }, 'the partitions of the invocations could not be looked after; it is tried again'),
    );
  }

  return {
    report(call, answer) {
      take(call).then(
        (response) => answer(null, response),
        (error: unknown) => {
          if (error instanceof CallRefused) return answer({ code: error.code, details: error.message });
          log.error({ reason: String((error as Error).stack) }, 'a report failed');
          return answer({ code: status.INTERNAL, details: 'the report failed' });
        },
      );
    },
    async start() {
      await keepPartitions(sql, Date.now(), options.retentionDays);
      upkeep = setInterval(tidy, DAY_MS / 24);
      upkeep.unref();
    },
    stop() {
      if (upkeep !== null) clearInterval(upkeep);
    },
  };
}
