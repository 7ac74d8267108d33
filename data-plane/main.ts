import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { isTokenRevoked } from './auth/index.ts';
import { createConfigClient } from './config/client.ts';
import { createControlPlaneLink } from './config/link.ts';
import { nodeIdentity } from './config/node-folder.ts';
import { createConfigStore } from './config/store.ts';
import { CachedTokens, remoteTokens } from './credentials/index.ts';
import { redisTokenCache } from './credentials/redis-token-cache.ts';
import { memoryTokenCache } from './credentials/token-cache.ts';
import { createDriftGuard } from './drift/guard.ts';
import { nodeCredentials } from './drift/node-credentials.ts';
import { watchDrift, type DriftWatch } from './drift/watch.ts';
import type { DataPlaneEnv } from './env.ts';
import { guardedPost, InspectionPool, WebhookClient } from './guardrails/index.ts';
import { GuardedFetcher } from './lib/guarded-fetch.ts';
import type { Log } from './lib/log.ts';
import { packageRoot } from './lib/package-root.ts';
import { createCredentialSource } from './proxy/mode-credentials.ts';
import { startProxy, type Proxy } from './proxy/start-proxy.ts';
import { createLocalSessionStore } from './sessions/local-store.ts';
import { createRedisSessionStore } from './sessions/redis-store.ts';
import { createUsageReporter } from './usage/reporter.ts';

/** What a node is started with. */
export interface DataPlaneOptions {
  readonly env: DataPlaneEnv;
  /** Default: structured lines on standard error. */
  readonly log?: Log;
}

/** A running node. */
export interface DataPlane {
  /** Up to and including `/mcp`; a registry's endpoint is one segment further. */
  readonly mcpUrl: string;
  readonly adminUrl: string;
  readonly nodeId: string;
  /** Lets calls under way end, delivers or spools records, closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts a node: what it knows of the last run is in force at once, whether or not a control plane answers.
 *
 * Throws: Error naming what is in the way (an address in use, a data folder that cannot be written to), with nothing left running.
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { env } = options;
  const log: Log = options.log ?? pino({ name: 'portcullis-node', level: env.logLevel }, pino.destination(2));
  const folder = join(env.dataFolder, 'node');
  const { nodeId, diskKey } = nodeIdentity(folder);
  const link = createControlPlaneLink({
    addresses: env.controlPlanes,
    joinToken: env.joinToken,
    tls: env.grpcTls,
    allowsInsecure: env.grpcInsecure,
  });
  const usage = createUsageReporter({ link, folder: join(folder, 'spool'), nodeId, log, maxSpoolBytes: env.spoolBytes });
  let proxy: Proxy | null = null;
  const config = createConfigClient({
    link,
    store: createConfigStore({ folder, key: diskKey, log }),
    log,
    nodeId,
    name: env.nodeName,
    software: version(),
    address: () => (proxy === null ? '' : `${proxy.mcpUrl}/mcp`),
    load: () => ({ inFlight: proxy?.inFlight() ?? 0, spooledRecords: usage.status().waiting }),
  });
  const redis =
    env.redisUrl === null
      ? null
      : { tokens: redisTokenCache({ url: env.redisUrl, log }), sessions: createRedisSessionStore({ url: env.redisUrl, log }) };
  const fetcher = new GuardedFetcher();
  const pool = new InspectionPool();
  const webhooks = new WebhookClient({ keyOf: (_, owner) => owner?.key ?? null, post: guardedPost(fetcher) });
  const tokens = new CachedTokens({
    cache: redis?.tokens ?? memoryTokenCache(Date.now),
    remote: (query, staleVersion) =>
      remoteTokens(link.current().tokens, () => link.metadata(), nodeId, TOKEN_TIMEOUT_MS)(query, staleVersion),
    snapshots: config,
    now: Date.now,
  });
  const store = redis?.sessions ?? createLocalSessionStore();
  const credentials = createCredentialSource(tokens);
  const guard = createDriftGuard(config);
  let watch: DriftWatch | null = null;
  const stopAll = async (): Promise<void> => {
    watch?.stop();
    await proxy?.stop();
    tokens.close();
    await config.stop();
    await usage.stop();
    link.close();
    await store.stop();
    await redis?.tokens.close();
    await pool.close();
    await fetcher.close();
  };
  try {
    await usage.start();
    proxy = await startProxy({
      settings: env.settings,
      nodeId,
      version: version(),
      snapshots: guard,
      usage,
      store,
      credentials,
      fetchJson: (url, allowed) => fetcher.json(url, allowed),
      inspection: { webhooks, pool },
      isRevoked: (claims) => {
        const snapshot = config.current();
        return snapshot !== null && isTokenRevoked(claims, snapshot);
      },
      log,
      facts: () => ({
        controlPlane: config.status(),
        records: usage.status(),
        redis: redis === null ? 'embedded' : { sessions: redis.sessions.status(), tokens: redis.tokens.status() },
        limits: 'per node',
      }),
      mcp: { host: env.mcpHost, port: env.mcpPort },
      admin: { host: env.adminHost, port: env.adminPort },
    });
    watch = watchDrift({
      snapshots: config,
      guard,
      upstreams: proxy.node.upstreams,
      credentialFor: nodeCredentials(credentials),
      usage,
      log,
      version: version(),
      intervalMs: env.driftIntervalMs,
    });
    await config.start();
  } catch (error) {
    await stopAll().catch(() => undefined);
    throw error;
  }
  const { mcpUrl, adminUrl } = proxy;
  log.info({ mcp: `${mcpUrl}/mcp`, admin: adminUrl, nodeId }, 'the node listens');
  let stopped: Promise<void> | null = null;
  return { mcpUrl: `${mcpUrl}/mcp`, adminUrl: adminUrl ?? '', nodeId, stop: () => (stopped ??= stopAll()) };
}

const TOKEN_TIMEOUT_MS = 10_000;

function version(): string {
  const { version: stated } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return stated;
}
