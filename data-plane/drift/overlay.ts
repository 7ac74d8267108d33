import type { Item, Registry, Server, Snapshot } from '../config/snapshot.ts';

/**
 * The snapshot with some items quarantined, whatever the control plane says of them.
 *
 * `drifted`: live digest by item id. An item whose approved digest is the live one is left alone: it was approved since.
 * Returns: the very same snapshot when nothing is to be quarantined. Cost: only registries and servers of drifted items are copied.
 */
export function withQuarantined(snapshot: Snapshot, drifted: ReadonlyMap<string, string>): Snapshot {
  const replaced = new Map<string, Item>();
  for (const [id, liveDigest] of drifted) {
    const item = snapshot.itemById.get(id);
    if (item !== undefined && item.state === 'enabled' && item.digest !== liveDigest) replaced.set(id, { ...item, state: 'quarantined' });
  }
  if (replaced.size === 0) return snapshot;
  const servers = new Map<string, Server>();
  for (const { serverId } of replaced.values()) {
    const server = snapshot.serverById.get(serverId);
    if (server !== undefined && !servers.has(serverId)) servers.set(serverId, serverWith(server, replaced));
  }
  const registries = new Map<string, Registry>();
  for (const { registryId } of servers.values()) {
    const registry = snapshot.registryById.get(registryId);
    if (registry !== undefined && !registries.has(registryId)) registries.set(registryId, registryWith(registry, servers, replaced));
  }
  return {
    ...snapshot,
    itemById: mapWith(snapshot.itemById, (item) => replaced.get(item.id)),
    serverById: mapWith(snapshot.serverById, (server) => servers.get(server.id)),
    registryById: mapWith(snapshot.registryById, (registry) => registries.get(registry.id)),
    registryByName: mapWith(snapshot.registryByName, (registry) => registries.get(registry.id)),
  };
}

function serverWith(server: Server, replaced: ReadonlyMap<string, Item>): Server {
  return {
    ...server,
    items: server.items.map((item) => replaced.get(item.id) ?? item),
    itemByName: mapWith(server.itemByName, (item) => replaced.get(item.id)),
  };
}

function registryWith(registry: Registry, servers: ReadonlyMap<string, Server>, replaced: ReadonlyMap<string, Item>): Registry {
  return {
    ...registry,
    servers: registry.servers.map((server) => servers.get(server.id) ?? server),
    serverByName: mapWith(registry.serverByName, (server) => servers.get(server.id)),
    itemByAggregatedName: mapWith(registry.itemByAggregatedName, (item) => replaced.get(item.id)),
  };
}

function mapWith<Value>(map: ReadonlyMap<string, Value>, other: (value: Value) => Value | undefined): ReadonlyMap<string, Value> {
  const copy = new Map<string, Value>();
  for (const [key, value] of map) copy.set(key, other(value) ?? value);
  return copy;
}
