import type { Database } from '../../control-plane/database/open-database.ts';
import { recordChanges, type ChangedResource } from '../../control-plane/snapshot/changes.ts';
import { defaultPolicy } from '../../data-plane/guardrails/index.ts';
import { applicationKeys, applications } from '../../schema/tables/application.ts';
import { grants } from '../../schema/tables/grant.ts';
import { items } from '../../schema/tables/item.ts';
import { policies } from '../../schema/tables/policy.ts';
import { projects } from '../../schema/tables/project.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';

/** Ids of a tenant put into the tables. */
export interface TenantRows {
  readonly version: string;
  readonly projectId: string;
  readonly policyId: string;
  readonly registryId: string;
  readonly serverId: string;
  readonly itemIds: readonly string[];
  readonly applicationId: string;
  readonly keyId: string;
  readonly grantId: string;
}

/** SHA-256 of nothing in particular, made from a number. */
export function someHash(seed: number): string {
  return seed.toString(16).padStart(64, '0');
}

/** Puts a project with one registry, one server, some tools, one application with a key and a grant into the tables, as one change. */
export async function insertTenant(
  { orm }: Pick<Database, 'orm'>,
  options: { readonly name?: string; readonly tools?: number; readonly keys?: number } = {},
): Promise<TenantRows> {
  const { name = 'acme', tools = 2, keys = 1 } = options;
  const id = (kind: string): string => `${kind}_${name}`;
  const itemIds = Array.from({ length: tools }, (_, index) => `itm_${name}_${index}`);
  const keyIds = Array.from({ length: keys }, (_, index) => `key_${name}_${index}`);
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7) * 1_000_000;
  const version = await orm.transaction(async (tx) => {
    await tx.insert(projects).values({ id: id('prj'), name, allowedPrivateTargets: [] });
    await tx.insert(policies).values({ id: id('pol'), projectId: id('prj'), name: 'default', rules: { rules: defaultPolicy('x').rules } });
    await tx.insert(registries).values({ id: id('reg'), projectId: id('prj'), name, policyId: id('pol') });
    await tx.insert(servers).values({
      id: id('srv'),
      registryId: id('reg'),
      name: 'everything',
      url: 'http://127.0.0.1:9/mcp',
      command: [],
      environmentNames: [],
      authorizationServers: [],
      scopes: [],
    });
    for (let from = 0; from < tools; from += 1_000) {
      await tx.insert(items).values(
        itemIds.slice(from, from + 1_000).map((itemId, index) => {
          const definition = JSON.stringify({
            name: `tool-${from + index}`,
            description: 'Does a thing.',
            inputSchema: { type: 'object' },
          });
          const digest = someHash(from + index);
          return {
            id: itemId,
            serverId: id('srv'),
            type: 'tool' as const,
            name: `tool-${from + index}`,
            state: 'enabled' as const,
            definition,
            digest,
            approvedDefinition: definition,
            approvedDigest: digest,
          };
        }),
      );
    }
    await tx.insert(applications).values({ id: id('app'), projectId: id('prj'), name: 'agent' });
    for (let from = 0; from < keys; from += 1_000) {
      await tx.insert(applicationKeys).values(
        keyIds.slice(from, from + 1_000).map((keyId, index) => ({
          id: keyId,
          applicationId: id('app'),
          name: `key ${from + index}`,
          prefix: 'pck_abcd',
          hash: someHash(seed + from + index),
        })),
      );
    }
    await tx.insert(grants).values({ id: id('grt'), applicationId: id('app'), registryId: id('reg') });
    const changes: ChangedResource[] = [
      { kind: 'Project', id: id('prj') },
      { kind: 'Policy', id: id('pol') },
      { kind: 'Registry', id: id('reg') },
      { kind: 'Server', id: id('srv') },
      ...itemIds.map((itemId) => ({ kind: 'Item' as const, id: itemId })),
      { kind: 'Application', id: id('app') },
      ...keyIds.map((keyId) => ({ kind: 'ApplicationKey' as const, id: keyId })),
      { kind: 'Grant', id: id('grt') },
    ];
    return recordChanges(tx, changes);
  });
  return {
    version,
    projectId: id('prj'),
    policyId: id('pol'),
    registryId: id('reg'),
    serverId: id('srv'),
    itemIds,
    applicationId: id('app'),
    keyId: keyIds[0] as string,
    grantId: id('grt'),
  };
}
