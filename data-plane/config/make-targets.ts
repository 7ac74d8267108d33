import type { ResourceOf } from '../../proto/codec.ts';
import { compilePolicy, validatePolicy, type CompiledPolicy } from '../guardrails/index.ts';
import type { Problems } from './problems.ts';
import { projectVault } from './project-vault.ts';
import type { Credential, Item, Project, Registry, Server } from './snapshot.ts';

const MODES = ['internal', 'oauth_passthrough', 'token_broker'] as const;
const TRANSPORTS = ['streamable_http', 'sse', 'stdio'] as const;
const CREDENTIAL_TYPES = ['static_headers', 'client_credentials'] as const;
const ITEM_STATES = ['enabled', 'disabled', 'quarantined'] as const;
/** What a server offers that can be governed. */
export const ITEM_TYPES = ['tool', 'prompt', 'resource', 'resource_template'] as const;

/** A tenant, from its message. */
export function project(message: ResourceOf<'Project'>): Project {
  return { id: message.id, name: message.name, allowedPrivateTargets: message.allowedPrivateTargets };
}

/** A policy ready to be applied, with the vault of its project; problems are noted where it is not valid. */
export function policy(message: ResourceOf<'Policy'>, cacheKeys: readonly Uint8Array[], problems: Problems): CompiledPolicy {
  const rules = problems.object(`Policy ${message.id}`, message.rules);
  const checked = validatePolicy({ ...rules, id: message.id });
  if (checked.ok) {
    const vault = projectVault(cacheKeys, message.projectId);
    return compilePolicy(checked.policy, vault === null ? {} : { vault });
  }
  for (const problem of checked.problems) problems.add(`Policy ${message.id}: ${problem}`);
  return NO_POLICY;
}

/** Stands in for a policy that is missing or wrong, while the config is refused for it. */
const NO_POLICY = compilePolicy({ id: '', rules: [] });

/** A shared secret. */
export function credential(message: ResourceOf<'Credential'>, problems: Problems): Credential {
  const type = problems.oneOf(`the type of Credential ${message.id}`, message.type, CREDENTIAL_TYPES);
  return { id: message.id, version: message.version, type, headers: message.headers };
}

/** An item under its name on the aggregated endpoint. */
export function itemOf(message: ResourceOf<'Item'>, aggregatedName: string, problems: Problems): Item {
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

/** A server with its items, which are ordered by type and name. `alike`: the one before, when its items had the same names. */
export function server(
  message: ResourceOf<'Server'>,
  mode: string,
  shared: Credential | null,
  items: readonly Item[],
  alike: Server | null,
  problems: Problems,
): Server {
  const what = `Server ${message.id}`;
  const itemByName = new Map(alike?.itemByName);
  items.forEach((item, at) => {
    if (item !== alike?.items[at]) itemByName.set(`${item.type}\0${item.name}`, item);
  });
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

/** A registry with its servers, which are ordered by name. `alike`: the one before, when its items had the same names. */
export function registry(
  message: ResourceOf<'Registry'>,
  owner: Project,
  compiled: CompiledPolicy | null,
  servers: readonly Server[],
  alike: Registry | null,
  problems: Problems,
): Registry {
  const itemByAggregatedName = new Map(alike?.itemByAggregatedName);
  servers.forEach(({ items }, at) => {
    const earlier = alike?.servers[at]?.items;
    if (items === earlier) return;
    items.forEach((item, place) => {
      if (item !== earlier?.[place]) itemByAggregatedName.set(`${item.type}\0${item.aggregatedName}`, item);
    });
  });
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
    itemByAggregatedName,
  };
}
