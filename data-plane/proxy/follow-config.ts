import type { Grant, ItemType, Snapshot } from '../config/snapshot.ts';
import { notification } from '../lib/jsonrpc.ts';
import type { Session, SessionPrincipal } from '../sessions/session.ts';
import type { ProxyNode } from './node.ts';
import { reachedServers, reaches } from './reach.ts';

/** What an agent is told when a list it sees has changed. */
const CHANGED: Readonly<Record<'tools' | 'prompts' | 'resources', { readonly method: string; readonly types: readonly ItemType[] }>> = {
  tools: { method: 'notifications/tools/list_changed', types: ['tool'] },
  prompts: { method: 'notifications/prompts/list_changed', types: ['prompt'] },
  resources: { method: 'notifications/resources/list_changed', types: ['resource', 'resource_template'] },
};

/**
 * Follows the config: sessions whose caller may no longer be here are cut, and those that see other lists than before
 * are told so. Returns how to stop.
 *
 * Cost: what a caller sees is worked out once for each application and endpoint, not for each session.
 */
export function followConfig(node: ProxyNode): () => void {
  // What a key or token allowed ends with it, also where no config changes.
  const expiry = setInterval(() => cutExpired(node), EXPIRY_CHECK_MS);
  expiry.unref();
  const stop = node.snapshots.onSwap((previous, next) => {
    if (previous === null) return;
    const keyIds = new Set<string>();
    for (const { id, expiresAtMs } of next.keyByHash.values()) if (expiresAtMs === null || expiresAtMs > node.nowMs()) keyIds.add(id);
    const views = new Map<string, Record<string, string>>();
    for (const session of node.sessions.all()) {
      const { principal } = session;
      if (principal === null) continue;
      if (!isStillAllowed(next, principal, keyIds)) cut(session, node);
      else {
        cutRemoved(session, next);
        tell(session, principal, previous, next, views);
      }
    }
  });
  return () => {
    clearInterval(expiry);
    stop();
  };
}

/** Ends calls to what is gone, disabled, quarantined or no longer granted, and conversations with servers that are. */
function cutRemoved(session: Session, next: Snapshot): void {
  for (const exchange of session.inFlight.values()) {
    const { server, item, registry, caller } = exchange;
    if (server === null || registry === null || caller === null) continue;
    const current = item === null ? undefined : next.itemById.get(item.id);
    const grants = next.applicationById.get(caller.application.id)?.grants.get(registry.id) ?? [];
    const isServed = next.serverById.get(server.id)?.enabled === true;
    const isOffered = item === null || (current !== undefined && current.state === 'enabled' && reaches(caller, grants, current) === 'yes');
    if (!isServed || !isOffered) exchange.arrival.abort.abort('what was called is no longer offered');
  }
  for (const [key, upstream] of session.upstreams) {
    if (next.serverById.get(upstream.server.id)?.enabled === true) continue;
    upstream.close();
    session.upstreams.delete(key);
  }
}

function cutExpired(node: ProxyNode): void {
  const nowMs = node.nowMs();
  for (const session of node.sessions.all()) {
    const expiresAtMs = session.principal?.caller.expiresAtMs ?? null;
    if (
      expiresAtMs !== null &&
      expiresAtMs <= nowMs &&
      (session.standing !== null || session.listeners.size > 0 || session.inFlight.size > 0)
    )
      cut(session, node);
  }
}

const EXPIRY_CHECK_MS = 1_000;

/** Whether the caller's key, application, grant and endpoint are all still there. */
function isStillAllowed(snapshot: Snapshot, principal: SessionPrincipal, keyIds: ReadonlySet<string>): boolean {
  const { caller, registryName, serverName } = principal;
  const application = snapshot.applicationById.get(caller.application.id);
  if (application === undefined || !application.enabled) return false;
  if (caller.keyId !== null && !keyIds.has(caller.keyId)) return false;
  const registry = snapshot.registryByName.get(registryName);
  if (registry === undefined || !registry.enabled || registry.project.id !== application.projectId) return false;
  if ((application.grants.get(registry.id) ?? []).length === 0) return false;
  return serverName === null || registry.serverByName.get(serverName)?.enabled === true;
}

/** Ends what a session has under way: calls, streams and upstream sessions. Its id is refused at the next request anyway. */
function cut(session: Session, node: ProxyNode): void {
  for (const exchange of session.inFlight.values()) exchange.arrival.abort.abort('the caller may no longer use this');
  for (const stream of session.streams.values()) stream.destroy();
  for (const listener of session.listeners) listener.cut();
  for (const upstream of session.upstreams.values()) upstream.close();
  session.upstreams.clear();
  node.log.info({ application: session.principal?.caller.application.id }, 'a session was cut: its caller may no longer use the endpoint');
}

function tell(
  session: Session,
  principal: SessionPrincipal,
  previous: Snapshot,
  next: Snapshot,
  views: Map<string, Record<string, string>>,
): void {
  if (session.standing === null && session.listeners.size === 0) return;
  const before = viewOf(previous, principal, 'before', views);
  const after = viewOf(next, principal, 'after', views);
  for (const [name, { method }] of Object.entries(CHANGED)) {
    if (before[name] === after[name]) continue;
    const bytes = Buffer.from(notification(method));
    session.standing?.send(bytes);
    for (const listener of session.listeners) listener.onNotification('', method, null, bytes);
  }
}

/** What a caller sees of each list, as a text that differs where the lists do. */
function viewOf(
  snapshot: Snapshot,
  principal: SessionPrincipal,
  when: string,
  views: Map<string, Record<string, string>>,
): Record<string, string> {
  const { caller, registryName, serverName } = principal;
  const key = `${when}\0${registryName}\0${serverName ?? ''}\0${caller.application.id}\0${caller.readOnly}`;
  let view = views.get(key);
  if (view !== undefined) return view;
  view = {};
  const registry = snapshot.registryByName.get(registryName);
  const grants: readonly Grant[] =
    (registry === undefined ? undefined : snapshot.applicationById.get(caller.application.id)?.grants.get(registry.id)) ?? [];
  const server = serverName === null ? null : (registry?.serverByName.get(serverName) ?? null);
  const items = registry === undefined ? [] : reachedServers(registry, server, grants).flatMap((each) => each.items);
  const visible = items.filter((item) => item.state === 'enabled' && reaches(caller, grants, item) === 'yes');
  for (const [name, { types }] of Object.entries(CHANGED)) {
    view[name] = visible
      .filter((item) => types.includes(item.type))
      .map((item) => `${item.aggregatedName} ${item.digest}`)
      .sort()
      .join('\n');
  }
  views.set(key, view);
  return view;
}
