import DataLoader from 'dataloader';
import { isPermitted } from '../admin-tokens/permissions.ts';
import type { ItemFilter } from '../items/store.ts';
import type { Page, PageArgs } from '../services/page.ts';
import type { Viewer } from '../services/viewer.ts';
import type { Services } from './services.ts';

/** Part of one parent's list. */
export interface ChildPage<Filter = null> {
  readonly parentId: string;
  readonly args: PageArgs;
  readonly filter: Filter;
}

/** Most keys one statement is given. */
const MAX_BATCH = 1_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The loaders of one request: what sibling fields ask for goes to the database together. */
export function createLoaders(viewer: Viewer, services: Services) {
  const byId = <Row>(read: (viewer: Viewer, ids: readonly string[]) => Promise<(Row | null)[]>) =>
    new DataLoader<string, Row | null>((ids) => read(viewer, ids), { maxBatchSize: MAX_BATCH });
  const children = <Row, Filter = null>(
    read: (viewer: Viewer, parentIds: readonly string[], args: PageArgs, filter: Filter) => Promise<Page<Row>[]>,
  ) =>
    new DataLoader<ChildPage<Filter>, Page<Row>, string>((keys) => loadChildren(viewer, keys, read), {
      maxBatchSize: MAX_BATCH,
      cacheKeyFn: (key) => JSON.stringify(key),
    });
  const {
    projects,
    registries,
    servers,
    items,
    applications,
    keys,
    grants,
    policies,
    credentials,
    nodes,
    invocations,
    adminTokens,
    audit,
    oauthProviders,
    userTokens,
    issuers,
    oauthClientRules,
    scans,
  } = services;
  return {
    project: byId(projects.byIds),
    registry: byId(registries.byIds),
    server: byId(servers.byIds),
    item: byId(items.byIds),
    application: byId(applications.byIds),
    key: byId(keys.byIds),
    grant: byId(grants.byIds),
    policy: byId(policies.byIds),
    credential: byId(credentials.byIds),
    adminToken: byId(adminTokens.byIds),
    auditEntry: byId(audit.byIds),
    oauthProvider: byId(oauthProviders.byIds),
    userToken: byId(userTokens.byIds),
    issuer: byId(issuers.byIds),
    oauthClientRule: byId(oauthClientRules.byIds),
    scan: byId(scans.byIds),
    finding: byId(async (who, ids) => await scans.shownByIds(who, ids)),
    waiver: byId(scans.waivers.byIds),
    lastScan: new DataLoader((ids: readonly string[]) => scans.lastOf(viewer, ids), { maxBatchSize: MAX_BATCH }),
    findingsOfItem: new DataLoader((ids: readonly string[]) => scans.findingsOfItems(viewer, ids), { maxBatchSize: MAX_BATCH }),
    findingsOfScan: new DataLoader((ids: readonly string[]) => scans.findingsOfScans(viewer, ids), { maxBatchSize: 100 }),
    scanSettings: new DataLoader((ids: readonly string[]) => scans.settingsOf(viewer, ids), { maxBatchSize: MAX_BATCH }),
    scansOfServer: children(scans.ofServers),
    dataPlaneNode: byId(async (who, ids) => (isPermitted(who, 'node.read') ? nodes.byIds(who, ids) : ids.map(() => null))),
    joinToken: byId(async (who, ids) => (isPermitted(who, 'join-token.read') ? nodes.joinTokens.byIds(who, ids) : ids.map(() => null))),
    invocation: byId(async (who, ids) => {
      const found = new Map(
        (
          await invocations.byIds(
            who,
            ids.filter((id) => UUID.test(id)),
          )
        ).flatMap((row) => (row === null ? [] : [[row.id, row] as const])),
      );
      return ids.map((id) => found.get(id) ?? null);
    }),
    lastUse: new DataLoader<string, Date | null>((ids) => invocations.lastUses(viewer, ids), { maxBatchSize: MAX_BATCH }),
    itemCounts: new DataLoader((ids: readonly string[]) => servers.itemCounts(viewer, ids), { maxBatchSize: MAX_BATCH }),
    aggregatedNames: new DataLoader((ids: readonly string[]) => items.aggregatedNames(ids), { maxBatchSize: 100 }),
    serversOfCredential: new DataLoader((ids: readonly string[]) => credentials.serversUsing(viewer, ids), { maxBatchSize: MAX_BATCH }),
    registriesOfProject: children(registries.ofProjects),
    registriesOfPolicy: children(registries.ofPolicies),
    serversOfRegistry: children(servers.ofRegistries),
    itemsOfServer: children<Awaited<ReturnType<typeof items.byIds>>[number] & object, Pick<ItemFilter, 'type' | 'state'>>(
      (who, ids, args, filter) => items.ofServers(who, ids, filter, args),
    ),
    applicationsOfProject: children(applications.ofProjects),
    keysOfApplication: children(keys.ofApplications),
    grantsOfApplication: children(grants.ofApplications),
    grantsOfRegistry: children(grants.ofRegistries),
    policiesOfProject: children(policies.ofProjects),
    credentialsOfProject: children(credentials.ofProjects),
  };
}

/** See `createLoaders`. */
export type Loaders = ReturnType<typeof createLoaders>;

/** Pages that differ only in their parent are read in one statement. */
async function loadChildren<Row, Filter>(
  viewer: Viewer,
  keys: readonly ChildPage<Filter>[],
  read: (viewer: Viewer, parentIds: readonly string[], args: PageArgs, filter: Filter) => Promise<Page<Row>[]>,
): Promise<Page<Row>[]> {
  const groups = new Map<string, { indexes: number[]; key: ChildPage<Filter> }>();
  keys.forEach((key, index) => {
    const name = JSON.stringify([key.args, key.filter]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { indexes: [index], key });
    else group.indexes.push(index);
  });
  const pages = new Array<Page<Row>>(keys.length);
  await Promise.all(
    [...groups.values()].map(async ({ indexes, key }) => {
      const found = await read(
        viewer,
        indexes.map((index) => (keys[index] as ChildPage<Filter>).parentId),
        key.args,
        key.filter,
      );
      indexes.forEach((index, place) => (pages[index] = found[place] as Page<Row>));
    }),
  );
  return pages;
}
