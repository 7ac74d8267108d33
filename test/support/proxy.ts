/** A proxy of its own for a test: no control plane, records in an array, everything on loopback. */
import type { Snapshot } from '../../data-plane/config/snapshot.ts';
import type { AsyncParts } from '../../data-plane/guardrails/index.ts';
import { silentLog, type Log } from '../../data-plane/lib/log.ts';
import { staticCredentials, type CredentialSource } from '../../data-plane/proxy/credential-source.ts';
import { DEFAULT_SETTINGS, type ProxySettings } from '../../data-plane/proxy/settings.ts';
import { startProxy, type Proxy } from '../../data-plane/proxy/start-proxy.ts';
import { createLocalSessionStore } from '../../data-plane/sessions/local-store.ts';
import type { SessionStore } from '../../data-plane/sessions/store.ts';
import type { DriftRecord, InvocationRecord } from '../../data-plane/usage/invocation.ts';
import { snapshotSource, type TestSnapshots } from './proxy-config.ts';

/** A running proxy and what a test looks at. */
export interface TestProxy extends Proxy {
  readonly snapshots: TestSnapshots;
  readonly records: InvocationRecord[];
  readonly drifts: DriftRecord[];
  /** Waits until a record fits. */
  recorded(fits: (record: InvocationRecord) => boolean): Promise<InvocationRecord>;
}

/** Starts a proxy on a free port. */
export async function startTestProxy(
  snapshot: Snapshot | null,
  options: {
    settings?: Partial<ProxySettings>;
    store?: SessionStore;
    nodeId?: string;
    log?: Log;
    credentials?: CredentialSource;
    inspection?: AsyncParts;
    port?: number;
  } = {},
): Promise<TestProxy> {
  const snapshots = snapshotSource(snapshot);
  const records: InvocationRecord[] = [];
  const drifts: DriftRecord[] = [];
  const waiting = new Set<() => void>();
  const proxy = await startProxy({
    settings: { ...DEFAULT_SETTINGS, drainMs: 200, ...options.settings },
    nodeId: options.nodeId ?? 'node0001',
    version: '0.0.0-test',
    snapshots,
    usage: {
      invocation(record) {
        records.push(record);
        for (const check of waiting) check();
      },
      drift: (record) => void drifts.push(record),
    },
    store: options.store ?? createLocalSessionStore(),
    credentials: options.credentials ?? staticCredentials,
    fetchJson: () => Promise.reject(new Error('no issuer in this test')),
    isRevoked: () => false,
    ...(options.inspection === undefined ? {} : { inspection: options.inspection }),
    log: options.log ?? silentLog,
    facts: () => ({}),
    mcp: { host: '127.0.0.1', port: options.port ?? 0 },
    admin: { host: '127.0.0.1', port: 0 },
  });
  return {
    ...proxy,
    snapshots,
    records,
    drifts,
    recorded: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(
            new Error(
              `no such record; there are: ${JSON.stringify(records.map(({ method, outcome, reason }) => [method, outcome, reason]))}`,
            ),
          );
        }, 20_000);
        const check = (): void => {
          const found = records.find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
}
