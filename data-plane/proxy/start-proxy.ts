import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JwksCache, TokenVerifier, type FetchJson } from '../auth/index.ts';
import type { SnapshotSource } from '../config/snapshot.ts';
import type { AsyncParts } from '../guardrails/index.ts';
import type { Log } from '../lib/log.ts';
import { createSessionTable } from '../sessions/table.ts';
import type { SessionStore } from '../sessions/store.ts';
import { createNodeBus } from '../sessions/node-bus.ts';
import { createUpstreamPools } from '../upstream/pools.ts';
import { createStdioPrograms } from '../upstream/stdio.ts';
import { createUpstreams } from '../upstream/upstreams.ts';
import type { UsageSink } from '../usage/invocation.ts';
import { createAdminServer, type Readiness } from './admin-server.ts';
import { ON_THE_SPOT } from './async-inspection.ts';
import { createParkedCalls } from './bridge/parked-calls.ts';
import { followConfig } from './follow-config.ts';
import { hearOtherNodes } from './other-nodes.ts';
import type { CredentialSource } from './credential-source.ts';
import { createLimits } from './limits.ts';
import { createListings } from './listings.ts';
import { createMetrics } from './metrics.ts';
import type { ProxyNode } from './node.ts';
import { createMcpServer } from './server.ts';
import type { ProxySettings } from './settings.ts';

/** What a proxy is made of. */
export interface ProxyParts {
  readonly settings: ProxySettings;
  readonly nodeId: string;
  readonly version: string;
  readonly snapshots: SnapshotSource;
  readonly usage: UsageSink;
  readonly store: SessionStore;
  readonly credentials: CredentialSource;
  readonly fetchJson: FetchJson;
  /** Default: large messages are judged on the spot, and webhooks count as failed. */
  readonly inspection?: AsyncParts;
  readonly isRevoked: (claims: Readonly<Record<string, unknown>>) => boolean;
  readonly log: Log;
  /** What `/readyz` says beside the config. */
  readonly facts: () => Readonly<Record<string, unknown>>;
  readonly mcp: { readonly host: string; readonly port: number };
  /** Null: no admin port. */
  readonly admin: { readonly host: string; readonly port: number } | null;
  readonly nowMs?: () => number;
}

/** A proxy that listens. */
export interface Proxy {
  readonly mcpUrl: string;
  readonly adminUrl: string | null;
  readonly node: ProxyNode;
  readonly inFlight: () => number;
  /** Server programs now running. */
  readonly programs: () => number;
  /** Takes no new calls, lets those under way end, closes everything. */
  stop(): Promise<void>;
}

/** Puts a node's proxy together and listens. Throws where an address cannot be used. */
export async function startProxy(parts: ProxyParts): Promise<Proxy> {
  const { settings, snapshots, log } = parts;
  const nowMs = parts.nowMs ?? Date.now;
  const sessions = createSessionTable(parts.store, {
    max: settings.maxSessions,
    idleMs: settings.sessionIdleMs,
    maxAgeMs: settings.sessionMaxAgeMs,
    nowMs,
  });
  const pools = createUpstreamPools({ connections: settings.maxUpstreamConnections, connectTimeoutMs: settings.connectTimeoutMs });
  const programs = createStdioPrograms(settings, log);
  const metrics = createMetrics({
    inFlight: () => mcp.inFlight.size,
    sessions: () => sessions.size,
    silenceMs: () => snapshots.silenceMs(),
  });
  const node: ProxyNode = {
    settings,
    identity: { name: 'portcullis', version: parts.version },
    nodeId: parts.nodeId,
    snapshots,
    usage: parts.usage,
    sessions,
    store: parts.store,
    bus: createNodeBus(parts.store, parts.nodeId),
    parked: createParkedCalls(),
    remoteStreams: new Map(),
    upstreams: createUpstreams(pools, programs, parts.store, settings),
    credentials: parts.credentials,
    verifier: new TokenVerifier(new JwksCache(parts.fetchJson, nowMs), nowMs),
    isRevoked: parts.isRevoked,
    limits: createLimits(nowMs),
    listings: createListings(),
    inspection: parts.inspection ?? ON_THE_SPOT,
    metrics,
    log,
    nowMs,
  };
  hearOtherNodes(node);
  const stopFollowing = followConfig(node);
  const rules = { local: isLoopback(parts.mcp.host), allowedHosts: settings.allowedHosts, allowedOrigins: settings.allowedOrigins };
  const mcp = createMcpServer(node, rules);
  let stopping = false;
  const readiness = (): Readiness => {
    const snapshot = snapshots.current();
    return {
      ready: snapshot !== null && !stopping,
      facts: { configVersion: snapshot?.version ?? null, silenceMs: snapshots.silenceMs(), inFlight: mcp.inFlight.size, ...parts.facts() },
    };
  };
  const admin =
    parts.admin === null
      ? null
      : createAdminServer(
          { local: isLoopback(parts.admin.host), allowedHosts: settings.allowedHosts, allowedOrigins: [] },
          metrics,
          readiness,
        );
  const mcpUrl = await listen(mcp.http, parts.mcp, 'MCP');
  const adminUrl = admin === null || parts.admin === null ? null : await listen(admin, parts.admin, 'admin');
  return {
    mcpUrl,
    adminUrl,
    node,
    inFlight: () => mcp.inFlight.size,
    programs: () => programs.running,
    async stop() {
      if (stopping) return;
      stopping = true;
      await mcp.drain(settings.drainMs);
      stopFollowing();
      node.bus.stop();
      sessions.stop();
      await node.upstreams.stop();
      admin?.close();
      admin?.closeAllConnections();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function listen(server: Server, { host, port }: { host: string; port: number }, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Error(
          `cannot listen for ${what} on ${host}:${port}: ${error.code ?? error.message}; free it, or choose another with PORTCULLIS_${what.toUpperCase()}_PORT`,
        ),
      );
    });
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}
