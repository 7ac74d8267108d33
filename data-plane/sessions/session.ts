import { randomBytes } from 'node:crypto';
import type { Caller } from '../auth/index.ts';
import type { Snapshot } from '../config/snapshot.ts';
import { seal, unseal } from '../lib/seal.ts';
import { capabilitiesWithoutTasks } from '../lib/without-tasks.ts';
import { isRecord } from '../lib/mcp.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { EventStream } from '../proxy/event-stream.ts';
import type { UpstreamSession } from '../upstream/channel.ts';

/** Who the software at the other end says it is. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

/** What a session id says, sealed, so that any node can serve it without having seen it. */
export interface SessionClaims {
  /** Random; names the session in records (hashed) and in shared state. */
  readonly key: string;
  readonly protocolVersion: string;
  readonly clientInfo: ClientInfo;
  /** As the client declared them, or only the known ones when they were very long. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
}

/**
 * One agent's standing with this node: what its id says, and what the node holds for it meanwhile.
 *
 * Modern callers have no session of the protocol; they get one of these a principal, for upstreams that need one.
 */
export interface Session {
  /** The header's value; empty for a modern principal. */
  readonly id: string;
  readonly claims: SessionClaims;
  readonly binding: string;
  /** Upstream sessions by server id. */
  readonly upstreams: Map<string, UpstreamSession>;
  /** Streams that can be written to or resumed, by stream id. */
  readonly streams: Map<string, EventStream>;
  /** The GET stream, where one is open on this node. */
  standing: EventStream | null;
  /** Calls now at an upstream, by the agent's request id. */
  readonly inFlight: Map<RequestId, Exchange>;
  /** Least severity of log messages wanted; null: as the servers please. */
  logLevel: string | null;
  /** Resources subscribed to, by the URI the agent knows. */
  readonly subscriptions: Map<string, { readonly serverId: string; readonly uri: string }>;
  /** Requests of the gateway to a legacy agent that wait for an answer, by id. */
  readonly awaiting: Map<string, (answer: AgentAnswer) => void>;
  /** What modern clients listen to (`subscriptions/listen`). */
  readonly listeners: Set<SessionListener>;
  /** Whose session it is, as last authenticated; null before the first use. */
  principal: SessionPrincipal | null;
  lastUsedMs: number;
  ended: boolean;
}

/** An agent's answer to a request: one of the two. */
export interface AgentAnswer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Takes what servers say outside of calls. `bytes` is the message as the agent may see it. */
export interface SessionListener {
  onNotification(serverId: string, method: string, agentUri: string | null, bytes: Buffer): void;
  /** Ends in good order. */
  end(): void;
  /** Ends at once: the caller may no longer listen. */
  cut(): void;
}

/** Whose session it is and what it was opened for; looked at again whenever the config changes. */
export interface SessionPrincipal {
  readonly caller: Caller;
  readonly registryName: string;
  readonly serverName: string | null;
}

/** Who may use a session: the application, the person and the endpoint. Authenticated with the sealed id, never in it. */
export function sessionBinding(applicationId: string, subject: string | null, path: string): string {
  return `${applicationId}\n${subject ?? ''}\n${path}`;
}

/** A new session's claims. Long client info is cut, very long capabilities are reduced to the ones MCP names. */
export function newClaims(protocolVersion: string, clientInfo: unknown, capabilities: unknown, nowMs: number): SessionClaims {
  return {
    key: randomBytes(16).toString('base64url'),
    protocolVersion,
    clientInfo: clientInfoOf(clientInfo),
    capabilities: boundedCapabilities(capabilities),
    createdAtMs: nowMs,
  };
}

/** Client info as stated, cut to a size that fits records and headers. */
export function clientInfoOf(value: unknown): ClientInfo {
  const text = (part: unknown, max: number): string => (typeof part === 'string' ? part.slice(0, max) : '');
  return isRecord(value) ? { name: text(value['name'], 128), version: text(value['version'], 64) } : { name: '', version: '' };
}

/** Capabilities as declared, or only those MCP names where they are longer than 1.5 KB; tasks are left out. */
export function boundedCapabilities(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return {};
  if (JSON.stringify(value).length <= 1536) return capabilitiesWithoutTasks(value);
  const kept: Record<string, unknown> = {};
  for (const name of ['sampling', 'elicitation', 'roots']) {
    const member = value[name];
    if (isRecord(member)) kept[name] = JSON.stringify(member).length <= 256 ? member : {};
  }
  return kept;
}

/** The header value for a session. Source: MCP 2025-11-25, transports, "Session Management" (visible ASCII, unguessable). */
export function sealSession(snapshot: Snapshot, binding: string, claims: SessionClaims): string {
  return seal(snapshot.sealingKeys, 'session', binding, [
    claims.key,
    claims.protocolVersion,
    claims.clientInfo.name,
    claims.clientInfo.version,
    claims.capabilities,
    claims.createdAtMs,
  ]);
}

/** What a header value says, or null when it is not one of ours for this caller and endpoint, or too old. */
export function openSession(snapshot: Snapshot, binding: string, id: string, nowMs: number, maxAgeMs: number): SessionClaims | null {
  const parts = unseal(snapshot.sealingKeys, 'session', binding, id);
  if (!Array.isArray(parts)) return null;
  const [key, protocolVersion, name, version, capabilities, createdAtMs] = parts as [
    string,
    string,
    string,
    string,
    Record<string, unknown>,
    number,
  ];
  if (createdAtMs + maxAgeMs < nowMs) return null;
  return { key, protocolVersion, clientInfo: { name, version }, capabilities, createdAtMs };
}

/** A session with nothing in it yet. */
export function newSession(id: string, claims: SessionClaims, binding: string, nowMs: number): Session {
  return {
    id,
    claims,
    binding,
    upstreams: new Map(),
    streams: new Map(),
    standing: null,
    inFlight: new Map(),
    logLevel: null,
    subscriptions: new Map(),
    awaiting: new Map(),
    listeners: new Set(),
    principal: null,
    lastUsedMs: nowMs,
    ended: false,
  };
}
