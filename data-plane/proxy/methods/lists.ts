import type { ItemType, Registry } from '../../config/snapshot.ts';
import { seal, unseal } from '../../lib/seal.ts';
import { cursorInvalid, invalidParams } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { reachedServers } from '../reach.ts';

const MEMBERS: Readonly<Record<ItemType, string>> = {
  tool: 'tools',
  prompt: 'prompts',
  resource: 'resources',
  resource_template: 'resourceTemplates',
};

/**
 * Answers a list from approved definitions: what is enabled and granted, in a stable order, with sealed cursors.
 *
 * No server is asked, so none can be slow; `_meta` names those that could not be reached when last tried.
 */
export function list(type: ItemType): (exchange: Exchange, node: ProxyNode) => Promise<void> {
  return async (exchange, node) => {
    const cursor = exchange.params?.['cursor'];
    if (cursor !== undefined && typeof cursor !== 'string')
      return exchange.refuse(invalidParams('cursor must be a string', exchange.modern));
    const binding = `${exchange.arrival.path}\n${type}`;
    let after: string | null = null;
    if (cursor !== undefined) {
      const opened = unseal(exchange.snapshot.sealingKeys, 'cursor', binding, cursor);
      if (typeof opened !== 'string') return exchange.refuse(cursorInvalid());
      after = opened;
    }
    const page = await node.listings.page(exchange, type, after, node.settings.listPageSize);
    if (page.decisions.length > 0) exchange.judged({ decisions: page.decisions, action: 'allow', wouldBe: 'allow' });
    const members = [`"${MEMBERS[type]}":[${page.json}]`];
    if (page.next !== null)
      members.push(`"nextCursor":${JSON.stringify(seal(exchange.snapshot.sealingKeys, 'cursor', binding, page.next))}`);
    const missing = unreachable(exchange, node);
    const meta: Record<string, unknown> = {};
    if (missing.length > 0) meta['portcullis/unavailableServers'] = missing;
    if (exchange.modern) {
      members.push('"resultType":"complete"', `"ttlMs":${LIST_TTL_MS}`, '"cacheScope":"private"');
      meta['io.modelcontextprotocol/serverInfo'] = node.identity;
    }
    if (Object.keys(meta).length > 0) members.push(`"_meta":${JSON.stringify(meta)}`);
    exchange.succeed(`{${members.join(',')}}`);
  };
}

function unreachable(exchange: Exchange, node: ProxyNode): readonly string[] {
  if (node.upstreams.failing.size === 0) return [];
  return reachedServers(exchange.registry as Registry, exchange.server, exchange.grants)
    .filter(({ id }) => node.upstreams.failing.has(id))
    .map(({ name }) => name);
}

/** A change of grant or policy must be seen at once: clients may keep a list only for a moment. */
const LIST_TTL_MS = 0;
