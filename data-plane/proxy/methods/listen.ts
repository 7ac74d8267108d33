import type { Caller } from '../../auth/index.ts';
import type { Registry, Server } from '../../config/snapshot.ts';
import { insertMembers, rewriteObject, spanAt, splice } from '../../lib/json-splice.ts';
import type { RequestId } from '../../lib/jsonrpc.ts';
import { isRecord, META_SERVER_INFO, META_SUBSCRIPTION_ID } from '../../lib/mcp.ts';
import { uuid7 } from '../../lib/uuid7.ts';
import type { Session, SessionListener } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamSession } from '../../upstream/channel.ts';
import { invalidParams, limited } from '../errors.ts';
import { connectionTarget, type EventStream } from '../event-stream.ts';
import type { Exchange } from '../exchange.ts';
import { interestOf } from '../interest.ts';
import type { ProxyNode } from '../node.ts';
import { reachedServers } from '../reach.ts';
import { openUpstream } from '../stages/call-upstream.ts';
import { credentialFor } from '../stages/obtain-credential.ts';
import { recordInvocation } from '../stages/record-invocation.ts';
import { findResource } from '../stages/resolve-item.ts';
import { plainStream } from './streams.ts';

/** Which filter lets a notification through. */
const FILTERS: Readonly<Record<string, string>> = {
  'notifications/tools/list_changed': 'toolsListChanged',
  'notifications/prompts/list_changed': 'promptsListChanged',
  'notifications/resources/list_changed': 'resourcesListChanged',
};

/**
 * Opens a modern client's subscription: acknowledged first, then only what was asked for, each message tagged.
 *
 * Of the resources asked for, those the caller may not read are left out of the acknowledgement, as if they were not there.
 * Source: MCP 2026-07-28, basic/patterns/subscriptions.
 */
export async function listen(exchange: Exchange, node: ProxyNode): Promise<void> {
  const wanted = exchange.params?.['notifications'];
  if (!isRecord(wanted)) return exchange.refuse(invalidParams('notifications must be an object', true));
  const uris = wanted['resourceSubscriptions'] ?? [];
  if (!Array.isArray(uris) || uris.length > MAX_URIS || !uris.every((uri) => typeof uri === 'string')) {
    return exchange.refuse(invalidParams(`notifications.resourceSubscriptions must be a list of at most ${MAX_URIS} URIs`, true));
  }
  const { response } = exchange.reply;
  const { application } = exchange.caller as Caller;
  const place = `streams\0${application.id}`;
  if (response === null || !node.limits.enter(place, node.settings.maxStreamsPerApplication)) {
    return exchange.refuse(limited('too_many_streams', 'open event streams of this application', 10, false));
  }
  const session = exchange.session as Session;
  const honored: Record<string, unknown> = {};
  for (const filter of Object.values(FILTERS)) if (wanted[filter] === true) honored[filter] = true;
  const reached = (uris as string[])
    .map((uri) => ({ agentUri: uri, found: findResource(exchange, uri) }))
    .filter(({ found }) => found !== null);
  if (reached.length > 0) honored['resourceSubscriptions'] = reached.map(({ agentUri }) => agentUri);

  const id = exchange.id as RequestId;
  exchange.taken = true;
  exchange.settled = true;
  void recordInvocation.run(exchange, node);
  const stream = plainStream(node, () => {
    session.listeners.delete(listener);
    node.limits.leave(place);
  });
  const listener = listenerOf(stream, id, honored, node);
  session.listeners.add(listener);
  for (const { agentUri, found } of reached)
    if (found !== null) session.subscriptions.set(agentUri, { serverId: found.server.id, uri: found.uri });
  stream.attach(connectionTarget(response), null);
  stream.send(
    Buffer.from(
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'notifications/subscriptions/acknowledged',
        params: { notifications: honored, _meta: { [META_SUBSCRIPTION_ID]: id } },
      }),
    ),
  );
  const servers = reachedServers(exchange.registry as Registry, exchange.aggregated ? null : exchange.server, exchange.grants);
  await Promise.all(servers.slice(0, MAX_SERVERS).map((server) => listenTo(exchange, node, session, server)));
}

function listenerOf(stream: EventStream, id: RequestId, honored: Readonly<Record<string, unknown>>, node: ProxyNode): SessionListener {
  const uris = new Set((honored['resourceSubscriptions'] as readonly string[] | undefined) ?? []);
  return {
    onNotification(_, method, agentUri, bytes) {
      const filter = FILTERS[method];
      const passes =
        filter === undefined
          ? method === 'notifications/resources/updated' && agentUri !== null && uris.has(agentUri)
          : honored[filter] === true;
      if (passes) stream.send(tagged(bytes, id));
    },
    end: () =>
      stream.finish(
        Buffer.from(
          JSON.stringify({
            jsonrpc: '2.0',
            id,
            result: { resultType: 'complete', _meta: { [META_SUBSCRIPTION_ID]: id, [META_SERVER_INFO]: node.identity } },
          }),
        ),
      ),
    cut: () => stream.destroy(),
  };
}

/** The message with the subscription's id in `_meta`, whatever the server put there. */
function tagged(bytes: Buffer, id: RequestId): Buffer {
  const params = spanAt(bytes, 'params');
  if (params === null) return splice(bytes, [insertMembers(bytes, 0, { params: { _meta: { [META_SUBSCRIPTION_ID]: id } } })]);
  const meta = spanAt(bytes, 'params', '_meta');
  if (meta === null) return splice(bytes, [insertMembers(bytes, params.start, { _meta: { [META_SUBSCRIPTION_ID]: id } })]);
  const text = rewriteObject(bytes, meta.start, ({ key }) => (key === META_SUBSCRIPTION_ID ? null : undefined), {
    [META_SUBSCRIPTION_ID]: id,
  });
  return splice(bytes, [{ start: meta.start, end: meta.end, text }]);
}

async function listenTo(exchange: Exchange, node: ProxyNode, session: Session, server: Server): Promise<void> {
  try {
    const credential = await credentialFor(exchange, node, server);
    if (credential.kind === 'refused') return;
    const upstream = await openUpstream(exchange, node, server, credential);
    await upstream.listen(interestOf(session, server.id));
    if (upstream.facts.era === 'legacy') await subscribeLegacy(session, server, upstream, node);
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    node.log.info({ server: server.name, reason: error.reason }, 'a server cannot be listened to');
  }
}

/** A legacy server has to be asked for each resource. */
async function subscribeLegacy(session: Session, server: Server, upstream: UpstreamSession, node: ProxyNode): Promise<void> {
  for (const { serverId, uri } of session.subscriptions.values()) {
    if (serverId !== server.id) continue;
    const id = uuid7(node.nowMs());
    await upstream.call({
      method: 'resources/subscribe',
      id,
      bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method: 'resources/subscribe', params: { uri } })),
      name: null,
      headers: upstream.credentialHeaders,
      idleMs: node.settings.fanOutTimeoutMs,
      maxMs: node.settings.fanOutTimeoutMs,
      maxBytes: 65_536,
      sink: { onMessage: () => undefined, onStream: () => undefined },
      cancellation: null,
    });
  }
}

const MAX_URIS = 1_000;
const MAX_SERVERS = 32;
