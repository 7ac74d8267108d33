import type { Server } from '../config/snapshot.ts';
import { ownedUri } from '../lib/aggregated-name.ts';
import { matchesUriTemplate } from '../lib/uri-template.ts';

/**
 * A server's URI as an agent on the aggregated endpoint knows it.
 *
 * A URI that several servers have carries the server's name, whether the resource itself or the template it comes from
 * is what they share; all others are left as they are.
 */
export function aggregatedUri(server: Server, uri: string): string {
  if (!sharesUris(server)) return uri;
  const item = server.itemByName.get(`resource\0${uri}`);
  if (item !== undefined) return item.aggregatedName;
  for (const template of server.items) {
    if (template.type === 'resource_template' && template.aggregatedName !== template.name && matchesUriTemplate(template.name, uri))
      return ownedUri(server.name, uri);
  }
  return uri;
}

const shares = new WeakMap<Server, boolean>();

/** Whether any URI of a server has another name on the aggregated endpoint. */
function sharesUris(server: Server): boolean {
  let known = shares.get(server);
  if (known === undefined) {
    known = server.items.some(
      (item) => (item.type === 'resource' || item.type === 'resource_template') && item.aggregatedName !== item.name,
    );
    shares.set(server, known);
  }
  return known;
}
