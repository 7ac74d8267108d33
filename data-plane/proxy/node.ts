import type { TokenVerifier } from '../auth/index.ts';
import type { SnapshotSource } from '../config/snapshot.ts';
import type { AsyncParts } from '../guardrails/index.ts';
import type { Log } from '../lib/log.ts';
import type { SessionStore } from '../sessions/store.ts';
import type { SessionTable } from '../sessions/table.ts';
import type { Upstreams } from '../upstream/upstreams.ts';
import type { UsageSink } from '../usage/invocation.ts';
import type { NodeBus } from '../sessions/node-bus.ts';
import type { ParkedCalls } from './bridge/parked-calls.ts';
import type { CredentialSource } from './credential-source.ts';
import type { StreamTarget } from './event-stream.ts';
import type { Limits } from './limits.ts';
import type { Listings } from './listings.ts';
import type { ProxyMetrics } from './metrics.ts';
import type { ProxySettings } from './settings.ts';

/** What the stages and handlers of one node share. Made in `main.ts`, handed down, never global. */
export interface ProxyNode {
  readonly settings: ProxySettings;
  readonly identity: { readonly name: string; readonly version: string };
  readonly nodeId: string;
  readonly snapshots: SnapshotSource;
  readonly usage: UsageSink;
  readonly sessions: SessionTable;
  readonly store: SessionStore;
  readonly bus: NodeBus;
  readonly parked: ParkedCalls;
  /** Connections here whose stream another node writes, by token. */
  readonly remoteStreams: Map<string, StreamTarget>;
  readonly upstreams: Upstreams;
  readonly credentials: CredentialSource;
  readonly verifier: TokenVerifier;
  readonly isRevoked: (claims: Readonly<Record<string, unknown>>) => boolean;
  readonly limits: Limits;
  readonly listings: Listings;
  /** What guardrails may use off the event loop. */
  readonly inspection: AsyncParts;
  readonly metrics: ProxyMetrics;
  readonly log: Log;
  readonly nowMs: () => number;
}
