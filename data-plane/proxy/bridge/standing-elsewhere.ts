import { isRecord } from '../../lib/mcp.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamSession } from '../../upstream/channel.ts';
import { interestOf } from '../interest.ts';
import type { ProxyNode } from '../node.ts';
import { relayStanding } from '../relay.ts';

/** Tells the other nodes that a session has begun to talk to a server here: the one that has its GET stream will listen. */
export function announce(session: Session, upstream: UpstreamSession, node: ProxyNode): void {
  const subscriptions = [...session.subscriptions]
    .filter(([, { serverId }]) => serverId === upstream.server.id)
    .map(([agentUri, { uri }]) => [agentUri, uri]);
  node.bus.tellAll('talking', { session: session.claims.key, serverId: upstream.server.id, subscriptions });
}

/** Listens to a server for a session whose GET stream is here, when another node has begun to talk to that server for it. */
export function listenForOthers(node: ProxyNode): void {
  node.bus.on('talking', (payload) => {
    if (!isRecord(payload) || !Array.isArray(payload['subscriptions'])) return;
    const session = node.sessions.byKey(String(payload['session']));
    if (session === null || session.standing === null) return;
    const serverId = String(payload['serverId']);
    for (const [agentUri, held] of session.subscriptions) if (held.serverId === serverId) session.subscriptions.delete(agentUri);
    for (const [agentUri, uri] of payload['subscriptions'] as [string, string][]) session.subscriptions.set(agentUri, { serverId, uri });
    void listenHere(node, session, serverId).catch((error: unknown) => {
      node.log.info(
        { reason: error instanceof UpstreamFault ? error.reason : String(error) },
        'a server that another node talks to cannot be listened to here',
      );
    });
  });
}

async function listenHere(node: ProxyNode, session: Session, serverId: string): Promise<void> {
  const snapshot = node.snapshots.current();
  const { principal } = session;
  const server = snapshot?.serverById.get(serverId);
  const registry = server === undefined ? undefined : snapshot?.registryById.get(server.registryId);
  if (snapshot === null || principal === null || server === undefined || registry === undefined || !server.enabled) return;
  const aggregated = principal.serverName === null;
  const credential = await node.credentials.obtain({
    snapshot,
    registry,
    server,
    caller: principal.caller,
    authorization: null,
    cancellation: null,
    aggregated,
    refused: null,
  });
  if (credential.kind === 'refused') return;
  const upstream = await node.upstreams.open({
    session,
    server,
    project: registry.project,
    credentialHeaders: credential.headers,
    isolation: credential.isolation,
    era: 'legacy',
    keys: snapshot.cacheKeys,
    onStanding: relayStanding({ registryId: registry.id, caller: principal.caller, aggregated }, node, session),
  });
  await upstream.listen(interestOf(session, serverId));
}
