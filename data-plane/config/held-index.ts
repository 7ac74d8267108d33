import { isResourceKind, RESOURCE_KINDS, type ResourceKind, type ResourceOf } from '../../proto/codec.ts';
import type { HeldConfig } from './decode.ts';

/**
 * The messages of a config by kind, then by what they belong to, then by id. Immutable; what did not change is shared.
 * Keys are left out: there may be very many, and nothing looks them up but by hash.
 */
export type HeldIndex = { readonly [Kind in ResourceKind]: ReadonlyMap<string, ReadonlyMap<string, ResourceOf<Kind>>> };

/** One resource that differs: null on the side where it is not there. */
export interface Difference<Kind extends ResourceKind> {
  readonly id: string;
  readonly before: ResourceOf<Kind> | null;
  readonly after: ResourceOf<Kind> | null;
}

/** What differs between two configs, by kind. */
export type Differences = { readonly [Kind in ResourceKind]: readonly Difference<Kind>[] };

/** What a resource belongs to; the empty text for kinds that are looked up by their own id alone. */
const PARENT: { readonly [Kind in ResourceKind]?: (message: ResourceOf<Kind>) => string } = {
  Server: ({ registryId }) => registryId,
  Item: ({ serverId }) => serverId,
  Grant: ({ applicationId }) => applicationId,
};

/** The index of nothing. */
export const EMPTY_INDEX = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, new Map()])) as unknown as HeldIndex;

/** Messages of a kind that belong to a parent; for kinds without one, all of them. */
export function messagesOf<Kind extends ResourceKind>(index: HeldIndex, kind: Kind, parent = ''): ReadonlyMap<string, ResourceOf<Kind>> {
  return (index[kind].get(parent) as ReadonlyMap<string, ResourceOf<Kind>> | undefined) ?? new Map();
}

/**
 * The index of a config, made from that of the one before. Kinds this software does not know are left out.
 *
 * `changed`: keys of all resources that differ between the two.
 * Cost: what changed, and the groups it is in.
 */
export function nextIndex(
  before: { readonly index: HeldIndex; readonly config: HeldConfig } | null,
  config: HeldConfig,
  changed: readonly string[],
): { readonly index: HeldIndex; readonly differences: Differences } {
  const index = { ...(before?.index ?? EMPTY_INDEX) } as unknown as Record<ResourceKind, Map<string, Map<string, unknown>>>;
  const differences = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, []])) as unknown as Record<
    ResourceKind,
    Difference<ResourceKind>[]
  >;
  const copies = new Set<unknown>();
  const groupOf = (kind: ResourceKind, parent: string): Map<string, unknown> => {
    if (!copies.has(index[kind])) copies.add((index[kind] = new Map(index[kind])));
    const held = index[kind].get(parent);
    if (held !== undefined && copies.has(held)) return held;
    const copy = new Map(held);
    copies.add(copy);
    index[kind].set(parent, copy);
    return copy;
  };
  for (const key of changed) {
    const kind = key.slice(0, key.indexOf(' '));
    if (!isResourceKind(kind)) continue;
    const [old, now] = [before?.config.resources.get(key)?.message ?? null, config.resources.get(key)?.message ?? null];
    const id = key.slice(kind.length + 1);
    const parentOf = (PARENT[kind] ?? (() => '')) as (message: unknown) => string;
    if (kind !== 'ApplicationKey') {
      if (old !== null) groupOf(kind, parentOf(old)).delete(id);
      if (now !== null) groupOf(kind, parentOf(now)).set(id, now);
    }
    differences[kind].push({ id, before: old, after: now });
  }
  return { index: index as unknown as HeldIndex, differences: differences as unknown as Differences };
}
