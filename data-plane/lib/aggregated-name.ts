import { createHash } from 'node:crypto';

/** Longest name of a tool or prompt on the aggregated endpoint, in characters. */
export const AGGREGATED_NAME_MAX = 64;

/** One thing a server of a registry offers. `server` is the server's name in the registry. */
export interface OfferedItem {
  readonly server: string;
  readonly type: 'tool' | 'prompt' | 'resource' | 'resource_template';
  readonly name: string;
}

/**
 * The names that the items of one registry have on its aggregated endpoint, in the order of `items`.
 *
 * Shape: tools and prompts `{server}__{name}`; where that is longer than 64 characters, or holds a character other than
 *   `A-Z a-z 0-9 _ - .`, a cleaned and shortened form that ends in `_` and the first digits of a SHA-256. Server names
 *   hold no underscore, so the first `__` always ends the server. URIs stay as they are while one server alone has
 *   them, else every server's is `mcp.{server}+{uri}`.
 * Returns: the same names for the same set of items, whatever their order, so every node agrees.
 * Source: MCP 2026-07-28, server/tools, "Tool Names"; 64 characters is what common model APIs accept.
 */
export function aggregatedNames(items: readonly OfferedItem[]): string[] {
  const taken = new Set<string>();
  const owners = new Map<string, Set<string>>();
  for (const { server, type, name } of items) {
    if (isNamed(type)) {
      const plain = plainName(server, name);
      if (plain !== null) taken.add(`${type}\0${plain}`);
    } else {
      const key = `${type}\0${name}`;
      const servers = owners.get(key);
      if (servers === undefined) owners.set(key, new Set([server]));
      else servers.add(server);
    }
  }
  const names = new Array<string>(items.length);
  for (const index of sortedIndexes(items)) {
    const { server, type, name } = items[index] as OfferedItem;
    if (!isNamed(type)) {
      names[index] = owners.get(`${type}\0${name}`)?.size === 1 ? name : ownedUri(server, name);
      continue;
    }
    names[index] = plainName(server, name) ?? firstFree(taken, type, server, name);
  }
  return names;
}

/** A URI that several servers of a registry have, as the aggregated endpoint tells them apart. */
export function ownedUri(server: string, uri: string): string {
  return `mcp.${server}+${uri}`;
}

const isNamed = (type: OfferedItem['type']): boolean => type === 'tool' || type === 'prompt';

function plainName(server: string, name: string): string | null {
  const plain = `${server}__${name}`;
  return plain.length <= AGGREGATED_NAME_MAX && ALLOWED.test(plain) ? plain : null;
}

/** A shortened name nobody else has: six more digits of the hash each time the last try was taken. */
function firstFree(taken: Set<string>, type: string, server: string, name: string): string {
  const hash = createHash('sha256').update(`${server}\0${name}`, 'utf8').digest('hex');
  const cleaned = `${server}__${name.replace(DISALLOWED, '_')}`;
  for (let digits = 8; ; digits += 6) {
    const candidate = `${cleaned.slice(0, AGGREGATED_NAME_MAX - 1 - Math.min(digits, 20))}_${hash.slice(0, Math.min(digits, 20))}`;
    const key = `${type}\0${candidate}`;
    if (!taken.has(key) || digits > 20) {
      taken.add(key);
      return candidate;
    }
  }
}

function sortedIndexes(items: readonly OfferedItem[]): number[] {
  const key = (index: number): string => {
    const item = items[index] as OfferedItem;
    return `${item.type}\0${item.server}\0${item.name}`;
  };
  const keys = items.map((_, index) => key(index));
  return items.map((_, index) => index).sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1));
}

const ALLOWED = /^[A-Za-z0-9_.-]+$/;
const DISALLOWED = /[^A-Za-z0-9_.-]/g;
