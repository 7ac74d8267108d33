import type { Project, Server } from '../config/snapshot.ts';
import { seal, unseal } from '../lib/seal.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/store.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamSession } from './channel.ts';
import type { HttpTarget, SessionParty } from './http-target.ts';
import { LegacyHttpSession } from './legacy-http.ts';
import { openLegacyHttp } from './legacy-open.ts';
import { openLegacySse } from './legacy-sse.ts';
import { discoverModern, ModernHttpSession } from './modern-http.ts';
import type { UpstreamPools } from './pools.ts';
import type { StdioPrograms } from './stdio.ts';

/** Bounds and switches of the way to upstreams. */
export interface UpstreamSettings {
  readonly connectTimeoutMs: number;
  readonly callTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxDepth: number;
}

/** What is needed to open a way to a server for a session. */
export interface Opening {
  readonly session: Session;
  readonly server: Server;
  readonly project: Project;
  readonly credentialHeaders: readonly string[];
  /** Connections are shared only between calls with the same one. */
  readonly isolation: string;
  readonly onStanding: (upstream: UpstreamSession, message: UpstreamMessage) => void;
  /** The agent's era: a server of both is spoken to in that one. */
  readonly era: 'legacy' | 'modern';
  /** Seal what nodes share about upstream sessions. */
  readonly keys: readonly Buffer[];
}

/** The ways to all upstreams, opened when they are first needed. */
export interface Upstreams {
  /** The conversation of a session with a server; at once where it is open already. Throws UpstreamFault. */
  open(opening: Opening): UpstreamSession | Promise<UpstreamSession>;
  /** Goes on with a session that another node opened at a server. */
  adopt(opening: Opening, known: { readonly sessionId: string | null; readonly protocolVersion: string }): UpstreamSession;
  /** Forgets a conversation that turned out to be over. */
  drop(session: Session, upstream: UpstreamSession): void;
  /** What talking to a server has shown so far; null where nobody did. */
  facts(server: Server): ServerFacts | null;
  /** Ids of servers that could not be reached when last tried. */
  readonly failing: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** What is known of a server's eras. A verdict of "no" is asked again after a while: servers are upgraded. */
interface Known {
  facts: ServerFacts | null;
  /** The legacy facts of a server that hands out no session ids. */
  stateless: ServerFacts | null;
  modern: ServerFacts | null;
  notModernUntilMs: number;
  notLegacyUntilMs: number;
}

/** Keeps conversations by session and server, and what they taught about the servers. */
export function createUpstreams(pools: UpstreamPools, programs: StdioPrograms, store: SessionStore, settings: UpstreamSettings): Upstreams {
  const opening = new WeakMap<Session, Map<string, Promise<UpstreamSession>>>();
  const known = new Map<string, Known>();
  const failing = new Set<string>();
  /** The private targets that were allowed when a conversation was opened. */
  const allowed = new WeakMap<UpstreamSession, string>();

  const knownOf = (server: Server): Known => {
    const key = `${server.id}\0${server.url}\0${server.command.join('\0')}`;
    let entry = known.get(key);
    if (entry === undefined) {
      known.set(key, (entry = { facts: null, stateless: null, modern: null, notModernUntilMs: 0, notLegacyUntilMs: 0 }));
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value as string);
    }
    return entry;
  };

  async function openNew(request: Opening): Promise<UpstreamSession> {
    const { server, session } = request;
    const party: SessionParty = {
      clientInfo: session.claims.clientInfo,
      capabilities: session.claims.capabilities,
      onStanding: request.onStanding,
      shared: request.era === 'modern',
    };
    const about = knownOf(server);
    const timeoutMs = server.limits.timeoutMs ?? settings.callTimeoutMs;
    try {
      const found = await sharedSession(request);
      if (found !== null) return adopt(request, found);
      const opened = await openBy(request, party, about, timeoutMs);
      share(request, opened);
      about.facts = opened.facts;
      failing.delete(server.id);
      return opened;
    } catch (error) {
      if (error instanceof UpstreamFault && UNREACHED.has(error.reason)) failing.add(server.id);
      throw error;
    }
  }

  /** An agent's session may have been at this server before, through another node. */
  async function sharedSession({ session, server, era, keys }: Opening): Promise<{ sessionId: string; protocolVersion: string } | null> {
    if (era === 'modern' || server.transport !== 'streamable_http' || keys.length === 0) return null;
    const sealed = await store.read(session.claims.key, server.id);
    const opened = sealed === null ? null : unseal(keys, 'upstream-session', `${session.claims.key}\n${server.id}\n${server.url}`, sealed);
    return Array.isArray(opened) ? { sessionId: String(opened[0]), protocolVersion: String(opened[1]) } : null;
  }

  function share({ session, server, era, keys }: Opening, opened: UpstreamSession): void {
    const sessionId = opened.portable?.sessionId ?? null;
    if (era === 'modern' || sessionId === null || keys.length === 0) return;
    const sealed = seal(keys, 'upstream-session', `${session.claims.key}\n${server.id}\n${server.url}`, [
      sessionId,
      opened.facts.protocolVersion,
    ]);
    store.write(session.claims.key, server.id, sealed, SHARED_MS);
  }

  function adopt(
    request: Opening,
    { sessionId, protocolVersion }: { readonly sessionId: string | null; readonly protocolVersion: string },
  ): UpstreamSession {
    const { session, server } = request;
    const about = knownOf(server);
    const facts: ServerFacts = {
      era: 'legacy',
      capabilities: about.facts?.capabilities ?? {},
      instructions: about.facts?.instructions ?? null,
      learnedAtMs: Date.now(),
      protocolVersion,
    };
    const party: SessionParty = {
      clientInfo: session.claims.clientInfo,
      capabilities: session.claims.capabilities,
      onStanding: request.onStanding,
      shared: false,
    };
    return new LegacyHttpSession(httpTarget(request, pools, settings), party, facts, sessionId, request.credentialHeaders);
  }

  function openBy(request: Opening, party: SessionParty, about: Known, timeoutMs: number): Promise<UpstreamSession> {
    const { server } = request;
    if (server.transport === 'stdio') return programs.open(server, party, timeoutMs);
    const target = httpTarget(request, pools, settings);
    if (server.transport === 'sse') return openLegacySse(target, party, request.credentialHeaders, timeoutMs);
    return request.era === 'modern'
      ? modernFirst(request, target, party, about, timeoutMs)
      : legacyFirst(request, target, party, about, timeoutMs);
  }

  async function modernFirst(
    request: Opening,
    target: HttpTarget,
    party: SessionParty,
    about: Known,
    timeoutMs: number,
  ): Promise<UpstreamSession> {
    const modern = await modernFacts(request, target, party, about, timeoutMs);
    if (modern !== null) return new ModernHttpSession(target, party, modern, request.credentialHeaders);
    return legacy(request, target, party, about, timeoutMs);
  }

  async function legacyFirst(
    request: Opening,
    target: HttpTarget,
    party: SessionParty,
    about: Known,
    timeoutMs: number,
  ): Promise<UpstreamSession> {
    if (Date.now() >= about.notLegacyUntilMs) {
      try {
        return await legacy(request, target, party, about, timeoutMs);
      } catch (error) {
        const mayBeModern = error instanceof UpstreamFault && (error.reason === 'upstream_invalid' || error.reason === 'upstream_status');
        if (!mayBeModern) throw error;
        const modern = await modernFacts(request, target, party, about, timeoutMs).catch(() => null);
        if (modern === null) throw error;
        about.notLegacyUntilMs = Date.now() + RELEARN_MS;
        return new ModernHttpSession(target, party, modern, request.credentialHeaders);
      }
    }
    const modern = await modernFacts(request, target, party, about, timeoutMs);
    if (modern !== null) return new ModernHttpSession(target, party, modern, request.credentialHeaders);
    about.notLegacyUntilMs = 0;
    return legacy(request, target, party, about, timeoutMs);
  }

  async function modernFacts(
    request: Opening,
    target: HttpTarget,
    party: SessionParty,
    about: Known,
    timeoutMs: number,
  ): Promise<ServerFacts | null> {
    if (about.modern !== null && Date.now() - about.modern.learnedAtMs < RELEARN_MS) return about.modern;
    if (Date.now() < about.notModernUntilMs) return null;
    about.modern = await discoverModern(target, party, request.credentialHeaders, timeoutMs);
    if (about.modern === null) about.notModernUntilMs = Date.now() + RELEARN_MS;
    return about.modern;
  }

  async function legacy(
    request: Opening,
    target: HttpTarget,
    party: SessionParty,
    about: Known,
    timeoutMs: number,
  ): Promise<UpstreamSession> {
    // A server that hands out no session ids keeps nothing between requests: another handshake would tell it nothing.
    const { stateless } = about;
    if (stateless !== null && Date.now() - stateless.learnedAtMs < RELEARN_MS)
      return new LegacyHttpSession(target, party, stateless, null, request.credentialHeaders);
    try {
      const opened = await openLegacyHttp(target, party, request.credentialHeaders, timeoutMs);
      about.stateless = opened.sessionId === null ? opened.facts : null;
      return opened;
    } catch (error) {
      // 2024-11-05 servers answer the POST with one of these (2025-03-26, transports, "Backwards Compatibility").
      if (!(error instanceof UpstreamFault) || error.reason !== 'upstream_status' || ![400, 404, 405].includes(error.status ?? 0))
        throw error;
      return openLegacySse(target, party, request.credentialHeaders, Math.min(timeoutMs, 5_000)).catch(() => {
        throw error;
      });
    }
  }

  return {
    failing,
    facts: (server) => knownOf(server).facts,
    open(request) {
      const { session, server } = request;
      const key = keyOf(request);
      const current = session.upstreams.get(key);
      if (current !== undefined) {
        const isSame = current.server === server || sameEndpoint(current.server, server);
        // A connection that would not be opened any more is not used any more either.
        if (isSame && (allowed.get(current) ?? '') === request.project.allowedPrivateTargets.join()) {
          current.credentialHeaders = request.credentialHeaders;
          return current;
        }
        current.close();
        session.upstreams.delete(key);
      }
      let pending = opening.get(session);
      if (pending === undefined) opening.set(session, (pending = new Map()));
      const under = pending.get(key);
      if (under !== undefined) return under;
      const promise = openNew(request).then(
        (opened) => {
          pending.delete(key);
          if (session.ended) opened.close();
          else {
            allowed.set(opened, request.project.allowedPrivateTargets.join());
            session.upstreams.set(key, opened);
          }
          return opened;
        },
        (error: unknown) => {
          pending.delete(key);
          throw error;
        },
      );
      pending.set(key, promise);
      return promise;
    },
    adopt(request, shared) {
      const adopted = adopt(request, shared);
      allowed.set(adopted, request.project.allowedPrivateTargets.join());
      request.session.upstreams.set(keyOf(request), adopted);
      return adopted;
    },
    drop(session, upstream) {
      // What is gone here is gone for the other nodes as well.
      store.write(session.claims.key, upstream.server.id, '', 1);
      for (const [key, current] of session.upstreams) if (current === upstream) session.upstreams.delete(key);
    },
    async stop() {
      await programs.stop();
      await pools.stop();
    },
  };
}

/** Where a server of an HTTP transport is. Throws UpstreamFault where its URL cannot be used. */
export function httpTarget(
  request: Pick<Opening, 'server' | 'project' | 'isolation'>,
  pools: UpstreamPools,
  settings: UpstreamSettings,
): HttpTarget {
  const { server, project, isolation } = request;
  let url: URL;
  try {
    url = new URL(server.url);
  } catch {
    throw new UpstreamFault('upstream_unreachable', 'has no usable URL');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UpstreamFault('upstream_target_refused', 'has a URL that is neither http nor https');
  return {
    server,
    pool: pools.get(url.origin, project.allowedPrivateTargets, isolation),
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    maxDepth: settings.maxDepth,
    maxBytes: server.limits.maxResponseBytes ?? settings.maxResponseBytes,
  };
}

/** A modern principal may be several people behind one application: what must not be shared between credentials is kept apart. */
const keyOf = ({ server, era, isolation }: Opening): string => (era === 'modern' ? `${server.id}\0${isolation}` : server.id);

function sameEndpoint(a: Server, b: Server): boolean {
  return (
    a.url === b.url &&
    a.transport === b.transport &&
    a.command.join('\0') === b.command.join('\0') &&
    JSON.stringify(a.environment) === JSON.stringify(b.environment)
  );
}

const MAX_KNOWN = 20_000;
const RELEARN_MS = 600_000;
const SHARED_MS = 24 * 3600_000;
const UNREACHED: ReadonlySet<string> = new Set([
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_gone',
  'upstream_target_refused',
  'upstream_status',
]);
