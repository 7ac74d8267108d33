import type { Snapshot } from '../config/snapshot.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import { seal, unseal } from '../lib/seal.ts';
import type { UpstreamSession } from '../upstream/channel.ts';

/**
 * A request of a server to the client, as the id under which the agent sees it tells it.
 *
 * The id is sealed and holds all that is needed to deliver the answer, so that any node can take it.
 */
export interface ServerRequestTicket {
  readonly serverId: string;
  readonly upstreamId: RequestId;
  readonly method: string;
  /** Of the upstream session, where answers can be posted to it from any node; null where only the node with this id can deliver. */
  readonly sessionId: string | null;
  readonly protocolVersion: string;
  readonly nodeId: string;
}

/** The id an agent sees for a server's request. Bound to the agent's session. */
export function sealServerRequest(
  snapshot: Snapshot,
  sessionKey: string,
  nodeId: string,
  upstream: UpstreamSession,
  upstreamId: RequestId,
  method: string,
): string {
  const { portable } = upstream;
  return `pcr.${seal(snapshot.sealingKeys, 'server-request', sessionKey, [
    upstream.server.id,
    upstreamId,
    method,
    portable?.sessionId ?? null,
    portable?.protocolVersion ?? upstream.facts.protocolVersion,
    portable === null ? nodeId : '',
  ])}`;
}

/** What such an id says; null for any other id, and for those of another session. */
export function openServerRequest(snapshot: Snapshot, sessionKey: string, id: RequestId): ServerRequestTicket | null {
  if (typeof id !== 'string' || !id.startsWith('pcr.')) return null;
  const parts = unseal(snapshot.sealingKeys, 'server-request', sessionKey, id.slice(4));
  if (!Array.isArray(parts)) return null;
  const [serverId, upstreamId, method, sessionId, protocolVersion, nodeId] = parts as [
    string,
    RequestId,
    string,
    string | null,
    string,
    string,
  ];
  return { serverId, upstreamId, method, sessionId, protocolVersion, nodeId };
}
