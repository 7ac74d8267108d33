import { randomBytes } from 'node:crypto';
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import type { GraphqlClient } from '../../control-plane/cli/graphql-client.ts';

/** A project with one registry, one server, one application, one key and one grant, made over GraphQL. */
export interface Tenant {
  readonly projectId: string;
  readonly registryId: string;
  readonly registryName: string;
  readonly serverId: string;
  readonly applicationId: string;
  readonly keyId: string;
  readonly key: string;
  readonly grantId: string;
  /** Tool name to item id. */
  readonly items: ReadonlyMap<string, string>;
}

/** What a tenant is to have. */
export interface TenantPlan {
  readonly upstreamUrl: string;
  /** Tools to enable; `all` for every one discovered. */
  readonly tools: readonly string[] | 'all';
  readonly serverName?: string;
  readonly name?: string;
}

/** Makes a tenant and waits until every connected node enforces it. */
export async function makeTenant(graphql: GraphqlClient, plan: TenantPlan): Promise<Tenant> {
  const name = plan.name ?? `t-${randomBytes(4).toString('hex')}`;
  const { project } = await mutate<{ project: { id: string } }>(
    graphql,
    'createProject',
    { name, allowedPrivateTargets: ['127.0.0.1'] },
    'project { id }',
  );
  const { registry } = await mutate<{ registry: { id: string } }>(
    graphql,
    'createRegistry',
    { projectId: project.id, name },
    'registry { id }',
  );
  const { server } = await mutate<{ server: { id: string } }>(
    graphql,
    'createServer',
    { registryId: registry.id, name: plan.serverName ?? 'main', url: plan.upstreamUrl },
    'server { id }',
  );
  await mutate(graphql, 'discoverServer', { id: server.id });
  const { items } = await graphql<{ items: { nodes: { id: string; name: string; type: string }[] } }>(
    'query ($serverId: ID!) { items(serverId: $serverId, first: 200) { nodes { id name type } } }',
    { serverId: server.id },
  );
  const added = items.nodes;
  const chosen = plan.tools === 'all' ? added : added.filter((item) => item.type === 'TOOL' && plan.tools.includes(item.name));
  await mutate(graphql, 'setItemsEnabled', { items: chosen.map(({ id }) => ({ id })), enabled: true });
  const { application } = await mutate<{ application: { id: string } }>(
    graphql,
    'createApplication',
    { projectId: project.id, name: `${name}-agent` },
    'application { id }',
  );
  const made = await mutate<{ key: { id: string }; secret: string }>(
    graphql,
    'createApplicationKey',
    { applicationId: application.id, name: 'first' },
    'key { id } secret',
  );
  const { grant, configVersion } = await mutate<{ grant: { id: string } }>(
    graphql,
    'createGrant',
    { applicationId: application.id, registryId: registry.id },
    'grant { id }',
  );
  await awaitEnforced(graphql, configVersion, 30_000);
  return {
    projectId: project.id,
    registryId: registry.id,
    registryName: name,
    serverId: server.id,
    applicationId: application.id,
    keyId: made.key.id,
    key: made.secret,
    grantId: grant.id,
    items: new Map(added.filter(({ type }) => type === 'TOOL').map((item) => [item.name, item.id])),
  };
}
