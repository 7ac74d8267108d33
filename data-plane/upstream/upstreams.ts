import type { Project, Server } from '../config/snapshot.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamSession } from './channel.ts';
import { LegacyHttpSession, openLegacyHttp, type HttpTarget, type SessionParty } from './legacy-http.ts';
import type { UpstreamPools } from './pools.ts';
import type { Session } from '../sessions/session.ts';

/** Bounds and switches of the way to upstreams. */
export interface UpstreamSettings {
  readonly connectTimeoutMs: number;
  readonly callTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxDepth: number;
  readonly stdioAllowed: boolean;
}

/** What is needed to open a way to a server for a session. */
export interface Opening {
  readonly session: Session;
  readonly server: Server;
  readonly project: Project;
  readonly credentialHeaders: readonly string[];
  /** Connections are shared only between calls with the same one. */
  readonly isolation: string;
  readonly onStanding: (server: Server, message: UpstreamMessage) => void;
  /** True where the session stands for a principal whose requests overlap. */
  readonly shared: boolean;
}

/** The ways to all upstreams, opened when they are first needed. */
export interface Upstreams {
  /** The conversation of a session with a server; at once where it is open already. Throws UpstreamFault. */
  open(opening: Opening): UpstreamSession | Promise<UpstreamSession>;
  /** Forgets a conversation that turned out to be over. */
  drop(session: Session, upstream: UpstreamSession): void;
  /** What talking to a server has shown so far; null where nobody did. */
  facts(server: Server): ServerFacts | null;
  /** Names of servers that could not be reached when last tried. */
  readonly failing: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Keeps conversations by session and server, and what they taught about the servers. */
export function createUpstreams(pools: UpstreamPools, settings: UpstreamSettings): Upstreams {
  const opening = new WeakMap<Session, Map<string, Promise<UpstreamSession>>>();
  const known = new Map<string, ServerFacts & { readonly stateless: boolean }>();
  const failing = new Set<string>();

  const factsKey = (server: Server): string => `${server.id}\0${server.url}`;

  async function openNew(request: Opening): Promise<UpstreamSession> {
    const { server, session } = request;
    if (server.transport !== 'streamable_http') throw new UpstreamFault('transport_not_allowed', `uses the transport ${server.transport}, which this node does not offer`);
    const target = httpTarget(request, pools, settings);
    const party: SessionParty = {
      clientInfo: session.claims.clientInfo,
      capabilities: session.claims.capabilities,
      onStanding: request.onStanding,
      shared: request.shared,
    };
    const learned = known.get(factsKey(server));
    // A server that hands out no session ids keeps nothing between requests: another handshake would tell it nothing.
    if (learned !== undefined && learned.stateless && Date.now() - learned.learnedAtMs < RELEARN_MS) return new LegacyHttpSession(target, party, learned, null, request.credentialHeaders);
    try {
      const opened = await openLegacyHttp(target, party, request.credentialHeaders, server.limits.timeoutMs ?? settings.callTimeoutMs);
      remember(known, factsKey(server), { ...opened.facts, stateless: opened.sessionId === null });
      failing.delete(server.id);
      return opened;
    } catch (error) {
      if (error instanceof UpstreamFault && UNREACHED.has(error.reason)) failing.add(server.id);
      throw error;
    }
  }

  return {
    failing,
    facts: (server) => known.get(factsKey(server)) ?? null,
    open(request) {
      const { session, server } = request;
      const current = session.upstreams.get(server.id);
      if (current !== undefined) {
        if (current.server === server || sameEndpoint(current.server, server)) {
          current.credentialHeaders = request.credentialHeaders;
          return current;
        }
        current.close();
        session.upstreams.delete(server.id);
      }
      let pending = opening.get(session);
      if (pending === undefined) opening.set(session, (pending = new Map()));
      const under = pending.get(server.id);
      if (under !== undefined) return under;
      const promise = openNew(request).then(
        (opened) => {
          pending.delete(server.id);
          if (session.ended) opened.close();
          else session.upstreams.set(server.id, opened);
          return opened;
        },
        (error: unknown) => {
          pending.delete(server.id);
          throw error;
        },
      );
      pending.set(server.id, promise);
      return promise;
    },
    drop(session, upstream) {
      if (session.upstreams.get(upstream.server.id) === upstream) session.upstreams.delete(upstream.server.id);
    },
    stop: () => pools.stop(),
  };
}

/** Where a server of an HTTP transport is. Throws UpstreamFault where its URL cannot be used. */
export function httpTarget(request: Opening, pools: UpstreamPools, settings: UpstreamSettings): HttpTarget {
  const { server, project, isolation } = request;
  let url: URL;
  try {
    url = new URL(server.url);
  } catch {
    throw new UpstreamFault('upstream_unreachable', 'has no usable URL');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new UpstreamFault('upstream_target_refused', 'has a URL that is neither http nor https');
  return {
    server,
    pool: pools.get(url.origin, project.allowedPrivateTargets, isolation),
    path: `${url.pathname}${url.search}`,
    maxDepth: settings.maxDepth,
    maxBytes: server.limits.maxResponseBytes ?? settings.maxResponseBytes,
  };
}

function sameEndpoint(a: Server, b: Server): boolean {
  return a.url === b.url && a.transport === b.transport && a.era === b.era && a.command.join('\0') === b.command.join('\0');
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MAX_KNOWN) map.delete(map.keys().next().value as string);
}

const MAX_KNOWN = 20_000;
const RELEARN_MS = 600_000;
const UNREACHED: ReadonlySet<string> = new Set(['upstream_unreachable', 'upstream_timeout', 'upstream_gone', 'upstream_target_refused', 'upstream_status']);
