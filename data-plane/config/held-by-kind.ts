import { RESOURCE_KINDS, type ResourceKind, type ResourceOf } from '../../proto/codec.ts';
import type { HeldConfig } from './decode.ts';

/** The messages of a config, one list a kind. */
export type HeldByKind = { readonly [Kind in ResourceKind]: readonly ResourceOf<Kind>[] };

/** Sorts the resources of a config by kind. Kinds this software does not know are left out. */
export function heldByKind(config: HeldConfig): HeldByKind {
  const lists = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, []])) as unknown as Record<string, unknown[]>;
  for (const { kind, message } of config.resources.values()) {
    if (message !== null) lists[kind]?.push(message);
  }
  return lists as unknown as HeldByKind;
}
