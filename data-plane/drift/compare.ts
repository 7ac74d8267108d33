import type { Item, ItemType, Server } from '../config/snapshot.ts';
import { definitionDigest, type DefinitionKind } from '../lib/definition.ts';

/** An approved item as the server lists it now. */
export interface Sighting {
  readonly item: Item;
  readonly liveDigest: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** A definition nobody has decided on. */
export interface Stranger {
  readonly type: ItemType;
  readonly name: string;
  readonly liveDigest: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** What a list says beside what was approved. */
export interface Comparison {
  readonly sightings: readonly Sighting[];
  readonly strangers: readonly Stranger[];
}

const KINDS: Readonly<Record<ItemType, { readonly kind: DefinitionKind; readonly name: string }>> = {
  tool: { kind: 'tool', name: 'name' },
  prompt: { kind: 'prompt', name: 'name' },
  resource: { kind: 'resource', name: 'uri' },
  resource_template: { kind: 'resource-template', name: 'uriTemplate' },
};

/** A digest that no definition has: what stands for one that cannot be read, which counts as changed. */
export const UNREADABLE = 'unreadable';

/** Compares the entries of one list with what was approved of a server. A name that comes twice is judged by every entry: the one that differs counts. */
export function compareList(server: Server, type: ItemType, entries: readonly unknown[]): Comparison {
  const sightings = new Map<string, Sighting>();
  const strangers: Stranger[] = [];
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
    const definition = entry as Record<string, unknown>;
    const name = definition[KINDS[type].name];
    if (typeof name !== 'string') continue;
    const liveDigest = digestOf(KINDS[type].kind, definition);
    const item = server.itemByName.get(`${type}\0${name}`);
    if (item === undefined) strangers.push({ type, name, liveDigest, definition });
    else if (sightings.get(item.id)?.liveDigest === undefined || liveDigest !== item.digest)
      sightings.set(item.id, { item, liveDigest, definition });
  }
  return { sightings: [...sightings.values()], strangers };
}

function digestOf(kind: DefinitionKind, definition: unknown): string {
  try {
    return definitionDigest(kind, definition);
  } catch {
    return UNREADABLE;
  }
}
