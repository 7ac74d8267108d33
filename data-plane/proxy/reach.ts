import type { Caller } from '../auth/index.ts';
import type { Grant, Item, Registry, Server } from '../config/snapshot.ts';

/**
 * Whether a caller may use an item, given its grants for the registry.
 *
 * A read-only grant, or a token with only the read-only scope, reaches tools that are read-only as approved; prompts
 * and resources only ever read.
 */
export function reaches(caller: Caller, grants: readonly Grant[], item: Item): 'yes' | 'not_granted' | 'not_read_only' {
  const readsOnly = item.type !== 'tool' || item.readOnly;
  let narrowed = false;
  for (const grant of grants) {
    if (grant.serverIds !== null && !grant.serverIds.has(item.serverId)) continue;
    if (grant.itemIds !== null && !grant.itemIds.has(item.id)) continue;
    if (!readsOnly && (grant.readOnly || caller.readOnly)) {
      narrowed = true;
      continue;
    }
    return 'yes';
  }
  return narrowed ? 'not_read_only' : 'not_granted';
}

/** Whether any grant lets the caller use something of a server. */
export function reachesServer(grants: readonly Grant[], server: Server): boolean {
  for (const grant of grants) {
    if (grant.serverIds !== null && !grant.serverIds.has(server.id)) continue;
    if (grant.itemIds === null || server.items.some((item) => (grant.itemIds as ReadonlySet<string>).has(item.id))) return true;
  }
  return false;
}

/** The servers of an endpoint that the caller reaches, enabled ones only, ordered by name. */
export function reachedServers(registry: Registry, server: Server | null, grants: readonly Grant[]): readonly Server[] {
  const candidates = server === null ? registry.servers : [server];
  return candidates.filter((candidate) => candidate.enabled && reachesServer(grants, candidate));
}
