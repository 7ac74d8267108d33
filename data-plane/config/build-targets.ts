import type { ResourceOf } from '../../proto/codec.ts';
import { aggregatedNames } from '../lib/aggregated-name.ts';
import type { CompiledPolicy } from '../guardrails/index.ts';
import { messagesOf, type Difference, type Differences, type HeldIndex } from './held-index.ts';
import { credential, itemOf, ITEM_TYPES, policy, project, registry, server } from './make-targets.ts';
import type { Problems } from './problems.ts';
import type { Credential, Item, Project, Registry, Server } from './snapshot.ts';

/** What callers may reach: registries, servers and items, and what they are made of. */
export interface Targets {
  readonly registryByName: ReadonlyMap<string, Registry>;
  readonly registryById: ReadonlyMap<string, Registry>;
  readonly serverById: ReadonlyMap<string, Server>;
  readonly itemById: ReadonlyMap<string, Item>;
  readonly projects: ReadonlyMap<string, Project>;
  readonly policies: ReadonlyMap<string, CompiledPolicy>;
  readonly credentials: ReadonlyMap<string, Credential>;
}

const NO_TARGETS: Targets = {
  registryByName: new Map(),
  registryById: new Map(),
  serverById: new Map(),
  itemById: new Map(),
  projects: new Map(),
  policies: new Map(),
  credentials: new Map(),
};

/**
 * Builds the targets of a config from those of the one before. References are closed already.
 *
 * Cost: the registries something changed in; within them no definition is parsed and no policy compiled that did not
 *   change (all of them are when the keys that nodes share do: they make reversible tokens), and names are worked out only when an item or server came, went or was renamed.
 */
export function buildTargets(index: HeldIndex, changed: Differences, before: Targets | null, problems: Problems): Targets {
  const held = before ?? NO_TARGETS;
  const differences = withPoliciesOfKeys(index, changed);
  const [fleet] = messagesOf(index, 'Fleet').values();
  const projects = patched(held.projects, differences.Project, project);
  const policies = patched(held.policies, differences.Policy, (message) => policy(message, fleet?.cacheKeys ?? [], problems));
  const credentials = patched(held.credentials, differences.Credential, (message) => credential(message, problems));
  const affected = affectedRegistries(index, differences, held);
  if (before !== null && affected.all.size === 0) return { ...held, projects, policies, credentials };

  const registryById = new Map(held.registryById);
  const serverById = new Map(held.serverById);
  const itemById = new Map(held.itemById);
  for (const { id, after } of differences.Item) if (after === null) itemById.delete(id);
  for (const { id, after } of differences.Server) if (after === null) serverById.delete(id);
  const changedItems = new Set(differences.Item.map(({ id }) => id));
  const changedServers = new Set(differences.Server.map(({ id }) => id));
  for (const id of affected.all) {
    const message = messagesOf(index, 'Registry').get(id);
    if (message === undefined) registryById.delete(id);
    else registryById.set(id, buildRegistry(message));
  }
  const registryByName = new Map<string, Registry>();
  for (const each of registryById.values()) {
    if (registryByName.has(each.name)) problems.add(`two registries have the name "${each.name}"`);
    registryByName.set(each.name, each);
  }
  return { registryByName, registryById, serverById, itemById, projects, policies, credentials };

  function buildRegistry(message: ResourceOf<'Registry'>): Registry {
    const messages = [...messagesOf(index, 'Server', message.id).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = affected.renamed.has(message.id) ? namesOf(messages) : null;
    const servers = messages.map((each) => buildServer(each, message, names));
    const alike = names === null ? (held.registryById.get(message.id) ?? null) : null;
    return registry(message, projects.get(message.projectId) as Project, policies.get(message.policyId) ?? null, servers, alike, problems);
  }

  /** `names`: aggregated names by item id; null when they are as before. */
  function buildServer(message: ResourceOf<'Server'>, owner: ResourceOf<'Registry'>, names: ReadonlyMap<string, string> | null): Server {
    const earlier = held.serverById.get(message.id);
    const shared = credentials.get(message.credentialId) ?? null;
    const mode = message.credentialMode === '' ? owner.credentialMode : message.credentialMode;
    const items = itemsOf(message.id, earlier, names);
    const isSame =
      earlier !== undefined &&
      items === earlier.items &&
      !changedServers.has(message.id) &&
      earlier.credential === shared &&
      earlier.credentialMode === mode;
    const built = isSame ? earlier : server(message, mode, shared, items, names === null ? (earlier ?? null) : null, problems);
    serverById.set(message.id, built);
    return built;
  }

  /** Items in their order: the very list as before when none of them differs. */
  function itemsOf(serverId: string, earlier: Server | undefined, names: ReadonlyMap<string, string> | null): readonly Item[] {
    const messages = messagesOf(index, 'Item', serverId);
    const make = (message: ResourceOf<'Item'>, aggregatedName: string): Item => {
      const old = held.itemById.get(message.id);
      if (old !== undefined && !changedItems.has(message.id) && old.aggregatedName === aggregatedName) return old;
      const made = itemOf(message, aggregatedName, problems);
      itemById.set(message.id, made);
      return made;
    };
    if (names !== null || earlier === undefined) {
      const made = Array.from(messages.values(), (message) => make(message, names?.get(message.id) ?? message.name));
      return made.sort((a, b) => (a.type === b.type ? (a.name < b.name ? -1 : 1) : a.type < b.type ? -1 : 1));
    }
    if (!earlier.items.some(({ id }) => changedItems.has(id))) return earlier.items;
    return earlier.items.map((item) =>
      changedItems.has(item.id) ? make(messages.get(item.id) as ResourceOf<'Item'>, item.aggregatedName) : item,
    );
  }

  function namesOf(messages: readonly ResourceOf<'Server'>[]): ReadonlyMap<string, string> {
    const offered = messages.flatMap(({ id, name: owner }) =>
      Array.from(messagesOf(index, 'Item', id).values(), (item) => ({ owner, item })),
    );
    const names = aggregatedNames(
      offered.map(({ owner, item }) => ({
        server: owner,
        type: problems.oneOf(`the type of Item ${item.id}`, item.type, ITEM_TYPES),
        name: item.name,
      })),
    );
    return new Map(offered.map(({ item }, at) => [item.id, names[at] as string]));
  }
}

/** Where the keys that nodes share differ, every policy does. */
function withPoliciesOfKeys(index: HeldIndex, differences: Differences): Differences {
  const keysOf = (side: ResourceOf<'Fleet'> | null): string => (side?.cacheKeys ?? []).map((key) => key.toString('base64')).join();
  if (differences.Fleet.every(({ before, after }) => keysOf(before) === keysOf(after))) return differences;
  const named = new Set(differences.Policy.map(({ id }) => id));
  const others = [...messagesOf(index, 'Policy').values()].filter(({ id }) => !named.has(id));
  return { ...differences, Policy: [...differences.Policy, ...others.map((same) => ({ id: same.id, before: same, after: same }))] };
}

/** Registries to be built anew, and those of them whose items may have other names than before. */
function affectedRegistries(
  index: HeldIndex,
  differences: Differences,
  held: Targets,
): { readonly all: ReadonlySet<string>; readonly renamed: ReadonlySet<string> } {
  const all = new Set<string>();
  const renamed = new Set<string>();
  const registryOf = (serverId: string): string | undefined => held.serverById.get(serverId)?.registryId;
  const movedServers = new Map(differences.Server.map(({ id, after }) => [id, after?.registryId]));
  for (const { id, before, after } of differences.Registry) {
    all.add(id);
    if (before === null || after === null) renamed.add(id);
  }
  for (const { before, after } of differences.Server) {
    const isAlike = before?.name === after?.name && before?.registryId === after?.registryId;
    for (const side of [before, after]) if (side !== null) (isAlike ? all : renamed).add(side.registryId);
  }
  for (const { before, after } of differences.Item) {
    const isAlike = before?.name === after?.name && before?.type === after?.type && before?.serverId === after?.serverId;
    for (const side of [before, after]) {
      for (const id of side === null ? [] : [registryOf(side.serverId), movedServers.get(side.serverId)])
        if (id !== undefined) (isAlike ? all : renamed).add(id);
    }
  }
  const touches = <Kind extends 'Project' | 'Policy' | 'Credential'>(changes: readonly Difference<Kind>[]): ReadonlySet<string> =>
    new Set(changes.map(({ id }) => id));
  const [projects, policies, credentials] = [touches(differences.Project), touches(differences.Policy), touches(differences.Credential)];
  if (projects.size + policies.size > 0) {
    for (const { id, projectId, policyId } of messagesOf(index, 'Registry').values())
      if (projects.has(projectId) || policies.has(policyId)) all.add(id);
  }
  if (credentials.size > 0) {
    for (const group of index.Server.values())
      for (const { registryId, credentialId } of group.values()) if (credentials.has(credentialId)) all.add(registryId);
  }
  for (const id of renamed) all.add(id);
  return { all, renamed };
}

/** A map with what differs put in or taken out; the very map when nothing does. */
function patched<Kind extends 'Project' | 'Policy' | 'Credential', Value>(
  held: ReadonlyMap<string, Value>,
  changes: readonly Difference<Kind>[],
  make: (message: ResourceOf<Kind>) => Value,
): ReadonlyMap<string, Value> {
  if (changes.length === 0) return held;
  const next = new Map(held);
  for (const { id, after } of changes) {
    if (after === null) next.delete(id);
    else next.set(id, make(after));
  }
  return next;
}
