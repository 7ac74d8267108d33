import type { Caller } from '../../auth/index.ts';
import type { Item, ItemType, Registry, Server } from '../../config/snapshot.ts';
import { isRecord } from '../../lib/mcp.ts';
import { paramHeaderProblem } from '../../lib/param-headers.ts';
import { matchesUriTemplate } from '../../lib/uri-template.ts';
import { headerMismatch, invalidParams, methodUnknown, unknownEndpoint, unknownItem, type Reason } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { Stage } from '../pipeline.ts';
import { reaches, reachesServer } from '../reach.ts';
import { openServerRequest } from '../server-request.ts';
import { declaredHeaders, hasInvalidHeaders } from '../tool-headers.ts';

/**
 * Stage 4: the canonical identity of what was named (registry, server, item, digest). It must be enabled, unchanged
 * and granted; every other case is answered as if nobody had ever heard of it.
 */
export const resolveItem: Stage = {
  name: 'resolve-item',
  run(exchange) {
    const { method } = exchange;
    if ((method.eras === 'legacy') === exchange.modern && method.eras !== 'both')
      return exchange.refuse(methodUnknown(exchange.methodName, exchange.modern));
    switch (method.target) {
      case 'none':
        return;
      case 'tool':
        return named(exchange, 'tool', exchange.params?.['name']);
      case 'prompt':
        return named(exchange, 'prompt', exchange.params?.['name']);
      case 'resource':
        return resource(exchange, exchange.params?.['uri'], 'resource');
      case 'reference':
        return reference(exchange);
      case 'task':
        return;
      case 'response':
        return response(exchange);
    }
  },
};

/** An agent's answer belongs to the server whose request it answers, which must still be reachable for the caller. */
function response(exchange: Exchange): void {
  const { envelope, session } = exchange;
  if (session === null || (envelope?.kind !== 'response' && envelope?.kind !== 'error') || envelope.id === null) return;
  const ticket = openServerRequest(exchange.snapshot, session.claims.key, envelope.id);
  if (ticket === null) return;
  const server = exchange.snapshot.serverById.get(ticket.serverId);
  if (server === undefined || server.registryId !== (exchange.registry as Registry).id)
    return exchange.refuse(unknownEndpoint('server_unknown'));
  exchange.server = server;
  exchange.requestedName = ticket.method;
  if (!server.enabled) return exchange.refuse(unknownEndpoint('server_disabled'));
  if (!reachesServer(exchange.grants, server)) return exchange.refuse(unknownEndpoint('not_granted'));
  exchange.ticket = ticket;
}

function named(exchange: Exchange, type: 'tool' | 'prompt', name: unknown): void {
  if (typeof name !== 'string') return exchange.refuse(invalidParams('name must be a string', exchange.modern));
  exchange.requestedName = name;
  settle(exchange, type, name, lookup(exchange, type, name));
}

function reference(exchange: Exchange): void {
  const ref = exchange.params?.['ref'];
  if (!isRecord(ref)) return exchange.refuse(invalidParams('ref must be an object', exchange.modern));
  if (ref['type'] === 'ref/prompt') return named(exchange, 'prompt', ref['name']);
  if (ref['type'] === 'ref/resource') return resource(exchange, ref['uri'], 'template');
  exchange.refuse(invalidParams('ref.type must be ref/prompt or ref/resource', exchange.modern));
}

function resource(exchange: Exchange, uri: unknown, kind: 'resource' | 'template'): void {
  if (typeof uri !== 'string' || uri.length > 8_192)
    return exchange.refuse(invalidParams('uri must be a string of at most 8192 characters', exchange.modern));
  exchange.requestedName = uri;
  const exact =
    kind === 'template'
      ? (lookup(exchange, 'resource_template', uri) ?? lookup(exchange, 'resource', uri))
      : lookup(exchange, 'resource', uri);
  if (exact !== undefined || kind === 'template') return settle(exchange, 'resource', uri, exact, exact?.name);
  const { item, inner } = byTemplate(exchange, uri);
  settle(exchange, 'resource', uri, item, inner);
}

/** The resource a caller of an exchange may read under a URI, and what its server calls it; null where there is none. */
export function findResource(exchange: Exchange, uri: string): { readonly server: Server; readonly uri: string } | null {
  const exact = lookup(exchange, 'resource', uri);
  const { item, inner } = exact === undefined ? byTemplate(exchange, uri) : { item: exact, inner: exact.name };
  const server = item === undefined ? undefined : exchange.snapshot.serverById.get(item.serverId);
  if (item === undefined || server === undefined || !server.enabled || item.state !== 'enabled') return null;
  return reaches(exchange.caller as Caller, exchange.grants, item) === 'yes' ? { server, uri: inner } : null;
}

function lookup(exchange: Exchange, type: ItemType, name: string): Item | undefined {
  const key = `${type}\0${name}`;
  return exchange.server === null ? (exchange.registry as Registry).itemByAggregatedName.get(key) : exchange.server.itemByName.get(key);
}

/** The first template, in the order of servers and templates, that the caller reaches and the URI fits. */
function byTemplate(exchange: Exchange, uri: string): { item: Item | undefined; inner: string } {
  const registry = exchange.registry as Registry;
  let servers: readonly Server[] = exchange.server === null ? registry.servers : [exchange.server];
  let inner = uri;
  if (exchange.server === null) {
    const owned = /^mcp\.([a-z0-9-]{1,40})\+/.exec(uri);
    const owner = owned === null ? undefined : registry.serverByName.get(owned[1] as string);
    if (owned !== null && owner !== undefined) {
      servers = [owner];
      inner = uri.slice(owned[0].length);
    }
  }
  let hidden: Item | undefined;
  for (const server of servers) {
    if (!server.enabled || !reachesServer(exchange.grants, server)) continue;
    for (const item of server.items) {
      if (item.type !== 'resource_template' || !matchesUriTemplate(item.name, inner)) continue;
      // A URI that is known as a resource of its own is governed as that resource, not by a template it happens to fit.
      if (server.itemByName.has(`resource\0${inner}`)) continue;
      if (item.state === 'enabled' && reaches(exchange.caller as Caller, exchange.grants, item) === 'yes') return { item, inner };
      hidden ??= item;
    }
  }
  return { item: hidden, inner };
}

/** `Mcp-Param-*` of a modern call say what the arguments say; a tool whose annotations break the rules is not offered. */
function headersAgree(exchange: Exchange, item: Item, unknown: (reason: Reason) => void): void {
  if (hasInvalidHeaders(item)) return unknown('item_invalid');
  if (!exchange.modern) return;
  const declared = declaredHeaders(item);
  if (declared.length === 0) return;
  const { headers } = exchange.arrival;
  const problem = paramHeaderProblem(declared, exchange.params?.['arguments'], (name) => {
    const value = headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  });
  if (problem !== null) exchange.refuse(headerMismatch('Mcp-Param', problem));
}

function settle(
  exchange: Exchange,
  shown: 'tool' | 'prompt' | 'resource',
  name: string,
  item: Item | undefined,
  upstreamName?: string,
): void {
  const unknown = (reason: Reason): void => exchange.refuse(unknownItem(shown, name, reason, exchange.modern));
  if (item === undefined) return unknown('item_unknown');
  const server = exchange.snapshot.serverById.get(item.serverId);
  if (server === undefined) return unknown('server_unknown');
  exchange.item = item;
  exchange.server = server;
  exchange.upstreamName = upstreamName ?? item.name;
  if (!server.enabled) return unknown('server_disabled');
  if (item.state === 'quarantined') return unknown('item_quarantined');
  if (item.state !== 'enabled') return unknown('item_disabled');
  const reach = reaches(exchange.caller as Caller, exchange.grants, item);
  if (reach === 'not_granted') return unknown('item_not_granted');
  if (reach === 'not_read_only') return unknown('item_not_read_only');
  if (item.type === 'tool') headersAgree(exchange, item, unknown);
}
