import type { ResourceOf } from '../../proto/codec.ts';
import { aggregatedNames } from '../lib/aggregated-name.ts';
import { compilePolicy, validatePolicy, type CompiledPolicy } from '../guardrails/index.ts';
import type { HeldByKind } from './held-by-kind.ts';
import { MadeValues } from './made.ts';
import type { Problems } from './problems.ts';
import type { Credential, Item, Project, Registry, Server } from './snapshot.ts';

const MODES = ['internal', 'oauth_passthrough', 'token_broker'] as const;
const TRANSPORTS = ['streamable_http', 'sse', 'stdio'] as const;
const ITEM_TYPES = ['tool', 'prompt', 'resource', 'resource_template'] as const;
const ITEM_STATES = ['enabled', 'disabled', 'quarantined'] as const;
const CREDENTIAL_TYPES = ['static_headers', 'client_credentials'] as const;

/** What callers may reach: registries, servers and items, and what they are made of. */
export interface Targets {
  readonly registryByName: ReadonlyMap<string, Registry>;
  readonly registryById: ReadonlyMap<string, Registry>;
  readonly serverById: ReadonlyMap<string, Server>;
  readonly itemById: ReadonlyMap<string, Item>;
  readonly made: MadeTargets;
}

interface MadeTargets {
  readonly projects: MadeValues<Project>;
  readonly policies: MadeValues<CompiledPolicy>;
  readonly credentials: MadeValues<Credential>;
  readonly items: MadeValues<Item>;
  readonly servers: MadeValues<Server>;
  readonly registries: MadeValues<Registry>;
  readonly names: MadeValues<readonly string[]>;
}

/** Builds the targets of a config. References are closed already. `before` lends what did not change. */
export function buildTargets(held: HeldByKind, before: Targets | null, problems: Problems): Targets {
  const made: MadeTargets = {
    projects: new MadeValues(before?.made.projects ?? null),
    policies: new MadeValues(before?.made.policies ?? null),
    credentials: new MadeValues(before?.made.credentials ?? null),
    items: new MadeValues(before?.made.items ?? null),
    servers: new MadeValues(before?.made.servers ?? null),
    registries: new MadeValues(before?.made.registries ?? null),
    names: new MadeValues(before?.made.names ?? null),
  };
  const projects = mapOf(held.Project, (message) => made.projects.make(message.id, [message], () => project(message)));
  const policies = mapOf(held.Policy, (message) => made.policies.make(message.id, [message], () => policy(message, problems)));
  const credentials = mapOf(held.Credential, (message) => made.credentials.make(message.id, [message], () => credential(message, problems)));
  const itemsByServer = groupBy(held.Item, ({ serverId }) => serverId);
  const serversByRegistry = groupBy(held.Server, ({ registryId }) => registryId);

  const registryByName = new Map<string, Registry>();
  const registryById = new Map<string, Registry>();
  const serverById = new Map<string, Server>();
  const itemById = new Map<string, Item>();
  for (const message of held.Registry) {
    const servers = buildServers(message, serversByRegistry.get(message.id) ?? []);
    const parts = [message, projects.get(message.projectId), policies.get(message.policyId), ...servers];
    const built = made.registries.make(message.id, parts, () =>
      registry(message, projects.get(message.projectId) as Project, policies.get(message.policyId) ?? null, servers, problems),
    );
    if (registryByName.has(built.name)) problems.add(`two registries have the name "${built.name}"`);
    registryByName.set(built.name, built);
    registryById.set(built.id, built);
  }
  return { registryByName, registryById, serverById, itemById, made };

  function buildServers(owner: ResourceOf<'Registry'>, messages: readonly ResourceOf<'Server'>[]): Server[] {
    const serverMessages = messages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const itemMessages = serverMessages.map(({ id }) => itemsByServer.get(id) ?? []);
    const names = namesOf(owner.id, serverMessages, itemMessages);
    let offset = 0;
    return serverMessages.map((message, index) => {
      const items = (itemMessages[index] as readonly ResourceOf<'Item'>[]).map((item) => {
        const aggregatedName = names[offset++] as string;
        const builtItem = made.items.make(item.id, [item, aggregatedName], () => itemOf(item, aggregatedName, problems));
        itemById.set(builtItem.id, builtItem);
        return builtItem;
      });
      const shared = credentials.get(message.credentialId) ?? null;
      const mode = message.credentialMode === '' ? owner.credentialMode : message.credentialMode;
      const built = made.servers.make(message.id, [message, shared, mode, ...items], () => server(message, mode, shared, items, problems));
      serverById.set(built.id, built);
      return built;
    });
  }

  /** The aggregated names of a registry's items in order; worked out anew only when an item came, went or was renamed. */
  function namesOf(registryId: string, servers: readonly ResourceOf<'Server'>[], items: readonly (readonly ResourceOf<'Item'>[])[]): readonly string[] {
    const parts = servers.flatMap(({ name }, index) => [name, ...(items[index] ?? []).flatMap((item) => [item.type, item.name])]);
    return made.names.make(registryId, parts, () =>
      aggregatedNames(
        servers.flatMap((owner, index) =>
          (items[index] ?? []).map(({ type, name }) => ({ server: owner.name, type: problems.oneOf('the type of an item', type, ITEM_TYPES), name })),
        ),
      ),
    );
  }
}

function project(message: ResourceOf<'Project'>): Project {
  return { id: message.id, name: message.name, allowedPrivateTargets: message.allowedPrivateTargets };
}

function policy(message: ResourceOf<'Policy'>, problems: Problems): CompiledPolicy {
  const rules = problems.object(`Policy ${message.id}`, message.rules);
  const checked = validatePolicy({ ...rules, id: message.id });
  if (checked.ok) return compilePolicy(checked.policy);
  for (const problem of checked.problems) problems.add(`Policy ${message.id}: ${problem}`);
  return NO_POLICY;
}

/** Stands in for a policy that is missing or wrong, while the config is refused for it. */
const NO_POLICY = compilePolicy({ id: '', rules: [] });

function credential(message: ResourceOf<'Credential'>, problems: Problems): Credential {
  const type = problems.oneOf(`the type of Credential ${message.id}`, message.type, CREDENTIAL_TYPES);
  return { id: message.id, version: message.version, type, headers: message.headers };
}

function itemOf(message: ResourceOf<'Item'>, aggregatedName: string, problems: Problems): Item {
  return {
    id: message.id,
    serverId: message.serverId,
    type: problems.oneOf(`the type of Item ${message.id}`, message.type, ITEM_TYPES),
    name: message.name,
    aggregatedName,
    state: problems.oneOf(`the state of Item ${message.id}`, message.state, ITEM_STATES),
    digest: message.digest,
    definition: problems.object(`the definition of Item ${message.id}`, message.definition),
    readOnly: message.readOnly,
  };
}

function server(message: ResourceOf<'Server'>, mode: string, shared: Credential | null, unordered: readonly Item[], problems: Problems): Server {
  const what = `Server ${message.id}`;
  const items = unordered.toSorted((a, b) => (a.type === b.type ? (a.name < b.name ? -1 : 1) : a.type < b.type ? -1 : 1));
  const itemByName = new Map(items.map((item) => [`${item.type}\0${item.name}`, item]));
  if (itemByName.size < items.length) problems.add(`${what} has two items of the same type and name`);
  const { limits } = message;
  return {
    id: message.id,
    registryId: message.registryId,
    name: message.name,
    enabled: message.enabled,
    transport: problems.oneOf(`the transport of ${what}`, message.transport, TRANSPORTS),
    url: message.url,
    command: message.command,
    environment: message.environment,
    credentialMode: problems.oneOf(`the credential mode of ${what}`, mode, MODES),
    credential: shared,
    providerId: message.providerId || null,
    resourceUri: message.resourceUri || null,
    exchangesSubjectToken: message.exchangeSubjectToken,
    era: message.era === '' ? null : problems.oneOf(`the era of ${what}`, message.era, ['legacy', 'modern'] as const),
    limits: {
      timeoutMs: limits?.timeoutMs || null,
      maxResponseBytes: limits?.maxResponseBytes || null,
      maxConcurrent: limits?.maxConcurrent || null,
      requestsPerMinute: limits?.requestsPerMinute || null,
    },
    instructions: message.instructions || null,
    authorizationServers: message.authorizationServers,
    scopes: message.scopes,
    items,
    itemByName,
  };
}

function registry(message: ResourceOf<'Registry'>, owner: Project, compiled: CompiledPolicy | null, servers: readonly Server[], problems: Problems): Registry {
  const serverByName = new Map(servers.map((each) => [each.name, each]));
  if (serverByName.size < servers.length) problems.add(`Registry ${message.id} has two servers of the same name`);
  if (compiled === null) problems.add(`Registry ${message.id} has no guardrail policy`);
  return {
    id: message.id,
    project: owner,
    name: message.name,
    enabled: message.enabled,
    credentialMode: problems.oneOf(`the credential mode of Registry ${message.id}`, message.credentialMode, MODES),
    policy: compiled ?? NO_POLICY,
    refuseAfterSilenceMs: message.refuseAfterSilenceS === 0 ? null : message.refuseAfterSilenceS * 1000,
    recordPayloads: message.recordPayloads,
    servers,
    serverByName,
    itemByAggregatedName: new Map(servers.flatMap(({ items }) => items.map((item) => [`${item.type}\0${item.aggregatedName}`, item] as const))),
  };
}

function mapOf<Message extends { id: string }, Value>(messages: readonly Message[], make: (message: Message) => Value): Map<string, Value> {
  return new Map(messages.map((message) => [message.id, make(message)]));
}

function groupBy<Message>(messages: readonly Message[], key: (message: Message) => string): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const group = groups.get(key(message));
    if (group === undefined) groups.set(key(message), [message]);
    else group.push(message);
  }
  return groups;
}
