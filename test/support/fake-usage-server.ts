import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import type { ReportRequest__Output } from '../../proto/generated/gateway/v1/ReportRequest.ts';
import type { ReportResponse } from '../../proto/generated/gateway/v1/ReportResponse.ts';
import { loadContract } from '../../proto/load.ts';

/** How a fake treats a batch. `lost`: it stores it, and the answer gets lost. */
export type ReportBehaviour =
  'stores' | 'unavailable' | 'lost' | { readonly refuses: (id: string) => boolean } | { readonly cannotRead: (id: string) => boolean };

/** A control plane that takes reports and misbehaves on request. */
export interface FakeUsageServer {
  readonly address: string;
  /** Ids as they arrived, repeats too. */
  readonly received: string[];
  readonly batches: number[];
  behave(how: ReportBehaviour): void;
  stop(): void;
}

/** Starts one on a port of loopback, a free one unless given. */
export async function startFakeUsageServer(port = 0): Promise<FakeUsageServer> {
  const received: string[] = [];
  const batches: number[] = [];
  let how: ReportBehaviour = 'stores';
  const server = new Server();
  server.addService(loadContract().UsageService.service, {
    Report({ request }: ServerUnaryCall<ReportRequest__Output, ReportResponse>, answer: sendUnaryData<ReportResponse>) {
      const ids = [...request.invocations, ...request.drifts].map(({ id }) => id);
      if (how === 'unavailable') return answer({ code: status.UNAVAILABLE, details: 'the database is away' });
      if (typeof how === 'object' && 'cannotRead' in how && ids.some(how.cannotRead))
        return answer({ code: status.INVALID_ARGUMENT, details: 'unreadable' });
      const rejectedIds = typeof how === 'object' && 'refuses' in how ? ids.filter(how.refuses) : [];
      received.push(...ids.filter((id) => !rejectedIds.includes(id)));
      batches.push(ids.length);
      if (how === 'lost') return answer({ code: status.UNAVAILABLE, details: 'the connection broke' });
      return answer(null, { stored: ids.length - rejectedIds.length, duplicates: 0, rejectedIds });
    },
  });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, taken) =>
      error === null ? resolve(taken) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${bound}`,
    received,
    batches,
    behave: (next) => void (how = next),
    stop: () => server.forceShutdown(),
  };
}
