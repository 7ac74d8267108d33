import { bodyHash, decodeResource, digestLine, encodeResource, type ResourceKind } from '../../proto/codec.ts';
import { referencesOf, type ResourceRef } from '../../proto/references.ts';
import { emptySet, type ResourceSet, type SetMember } from '../../proto/resource-set.ts';

/** One resource as nodes get it. */
export interface ConfigResource extends SetMember {
  readonly kind: ResourceKind;
  readonly body: Buffer;
  readonly references: readonly ResourceRef[];
}

/** Everything nodes get, at one version. Immutable. */
export interface Config {
  readonly version: bigint;
  readonly resources: ResourceSet<ConfigResource>;
}

/** Encodes a resource and works out what is derived from it. */
export function configResource<Kind extends ResourceKind>(
  kind: Kind,
  message: Parameters<typeof encodeResource<Kind>>[1] & { id?: string },
): ConfigResource {
  const body = encodeResource(kind, message);
  const id = kind === 'Fleet' ? 'fleet' : (message.id ?? '');
  return { kind, id, body, line: digestLine(kind, id, bodyHash(body)), references: referencesOf(kind, decodeResource(kind, body)) };
}

/** The config before anything was loaded. */
export const EMPTY_CONFIG: Config = { version: 0n, resources: emptySet() };

/** The config after some resources were put in and others taken out, and the keys of those that differ. */
export function nextConfig(
  held: Config,
  version: bigint,
  upserts: readonly ConfigResource[],
  removals: readonly string[],
): { config: Config; changed: readonly string[] } {
  const { set, changed } = held.resources.with(upserts, removals);
  return { config: { version, resources: set }, changed };
}
