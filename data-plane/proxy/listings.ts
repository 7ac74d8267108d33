import { LRUCache } from 'lru-cache';
import type { Item, ItemType, Registry } from '../config/snapshot.ts';
import { inspectResponse, type CompiledPolicy } from '../guardrails/index.ts';
import type { Decision, Verdict } from '../guardrails/policy.ts';
import { definitionWithoutTasks } from '../lib/without-tasks.ts';
import type { Exchange } from './exchange.ts';
import { reachedServers, reaches } from './reach.ts';
import { hasInvalidHeaders } from './tool-headers.ts';

/** One page of a list: the definitions as JSON, joined by commas. */
export interface ListPage {
  readonly json: string;
  /** The key after which the next page begins; null on the last page. */
  readonly next: string | null;
  readonly decisions: readonly Decision[];
}

/** What callers see of a registry, made from approved definitions alone. */
export interface Listings {
  /** The items of a type that the caller of an exchange may see, in the order of lists. */
  visible(exchange: Exchange, type: ItemType): readonly Item[];
  page(exchange: Exchange, type: ItemType, after: string | null, size: number): Promise<ListPage>;
}

/**
 * Lists from the snapshot. What depends on the config alone is made once for a config; what guardrails say of a
 * definition is kept by its digest, so that a new config costs only what it changed.
 */
export function createListings(): Listings {
  const lists = new WeakMap<Registry, LRUCache<string, readonly Item[]>>();
  const verdicts = new WeakMap<CompiledPolicy, LRUCache<string, Verdict>>();

  function visible(exchange: Exchange, type: ItemType): readonly Item[] {
    const registry = exchange.registry as Registry;
    let cache = lists.get(registry);
    if (cache === undefined) lists.set(registry, (cache = new LRUCache({ max: 2_000 })));
    const caller = exchange.caller as NonNullable<Exchange['caller']>;
    const key = `${type}\0${exchange.arrival.serverName ?? ''}\0${caller.application.id}\0${caller.readOnly ? 'r' : ''}`;
    let items = cache.get(key);
    if (items === undefined) {
      items = reachedServers(registry, exchange.aggregated ? null : exchange.server, exchange.grants)
        .flatMap((server) => server.items)
        .filter(
          (item) =>
            item.type === type && item.state === 'enabled' && !hasInvalidHeaders(item) && reaches(caller, exchange.grants, item) === 'yes',
        )
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      cache.set(key, items);
    }
    return items;
  }

  function judged(exchange: Exchange, item: Item, server: string): Verdict {
    const { policy } = exchange.registry as Registry;
    let cache = verdicts.get(policy);
    if (cache === undefined) verdicts.set(policy, (cache = new LRUCache({ max: 50_000 })));
    const applicationId = dependsOnApplication(policy) ? (exchange.caller as NonNullable<Exchange['caller']>).application.id : null;
    const key = `${item.digest}\0${item.type}\0${server}\0${item.name}\0${applicationId ?? ''}`;
    let verdict = cache.get(key);
    if (verdict === undefined) {
      verdict = inspectResponse(policy, { server, tool: item.name, applicationId, kind: 'definition', value: item.definition });
      cache.set(key, verdict);
    }
    return verdict;
  }

  return {
    visible,
    async page(exchange, type, after, size) {
      const items = visible(exchange, type);
      const registry = exchange.registry as Registry;
      const names = new Map(registry.servers.map((server) => [server.id, server.name]));
      const parts: string[] = [];
      const decisions: Decision[] = [];
      let index = after === null ? 0 : firstAfter(items, after);
      const end = Math.min(items.length, index + size);
      let last: string | null = null;
      let sinceYield = 0;
      for (; index < end; index++) {
        const item = items[index] as Item;
        last = keyOf(item);
        const verdict = judged(exchange, item, names.get(item.serverId) ?? '');
        if (verdict.decisions.length > 0) decisions.push(...verdict.decisions);
        if (verdict.action !== 'block') parts.push(shown(exchange.aggregated, item, verdict.value));
        if (++sinceYield >= 100) {
          sinceYield = 0;
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      return { json: parts.join(','), next: end < items.length ? last : null, decisions };
    },
  };
}

const keyOf = (item: Item): string => `${item.aggregatedName}\0${item.serverId}`;

function firstAfter(items: readonly Item[], after: string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(items[middle] as Item) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shown(aggregated: boolean, item: Item, value: unknown): string {
  const definition = definitionWithoutTasks(value);
  return JSON.stringify(aggregated ? renamed(item, definition) : definition);
}

function renamed(item: Item, definition: unknown): unknown {
  const field = item.type === 'resource' ? 'uri' : item.type === 'resource_template' ? 'uriTemplate' : 'name';
  return { ...(definition as Record<string, unknown>), [field]: item.aggregatedName };
}

const dependsOnApplication = (policy: CompiledPolicy): boolean => policy.policy.rules.some((rule) => rule.applicationId !== null);
