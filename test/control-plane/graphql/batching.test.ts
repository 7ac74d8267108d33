import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { insertInvocations, insertItems, makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

/** SQL statements that one query takes, without the one that finds the token. */
async function statementsOf(query: string): Promise<number> {
  await server.admin(query); // the first use of a token in a minute is written down
  const before = server.statements.length;
  await server.admin(query);
  return server.statements.length - before - 1;
}

const TREE = `{ projects(first: 40) { nodes { name defaultPolicy { name isDefault } credentials(first: 2) { nodes { name servers { name } } }
  applications(first: 2) { nodes { name project { name } keys(first: 2) { totalCount nodes { name application { name } } } grants(first: 2) { nodes { registry { name } application { name } servers { name } } } } }
  registries(first: 2) { totalCount nodes { name policy { name } project { name } grants(first: 2) { totalCount }
    servers(first: 2) { totalCount nodes { name registry { name } credential { name } itemCounts { discovered } effectiveCredentialMode
      items(first: 2, type: TOOL) { totalCount nodes { name server { name } aggregatedName } } } } } } } } }`;

describe('batching of reads', () => {
  it('takes as many statements for one project as for twelve, over the whole tree', async () => {
    await makeNouns(server);
    const forOne = await statementsOf(TREE);
    for (let index = 0; index < 11; index += 1) await makeNouns(server);
    const data = await server.admin<{ projects: { nodes: { registries: { nodes: unknown[] } }[] } }>(TREE);
    expect(data.projects.nodes).toHaveLength(12);
    expect(data.projects.nodes.every(({ registries }) => registries.nodes.length === 1)).toBe(true);
    expect(await statementsOf(TREE)).toBe(forOne);
    expect(forOne).toBeLessThan(40);
  });

  it('reads what records of calls refer to together', async () => {
    const nouns = await makeNouns(server);
    const row = {
      project_id: nouns.projectId,
      application_id: nouns.applicationId,
      key_id: nouns.keyId,
      registry_id: nouns.registryId,
      server_id: nouns.serverId,
      item_id: nouns.itemIds[0],
    };
    const query = `{ invocations(first: 30, filter: { projectId: "${nouns.projectId}" }) { nodes { application { name } key { name } registry { name } server { name } item { name } project { name } dataPlaneNode { name } } } }`;
    await insertInvocations(server.database, [row], new Date());
    const forOne = await statementsOf(query);
    await insertInvocations(
      server.database,
      Array.from({ length: 20 }, () => row),
      new Date(),
    );
    expect(await statementsOf(query)).toBe(forOne);
    expect(forOne).toBeLessThanOrEqual(8);
  });

  it('does not answer from before a change that the same request made', async () => {
    const nouns = await makeNouns(server);
    const data = await server.admin<
      Record<string, { server: { enabled: boolean; registry: { servers: { nodes: { enabled: boolean }[] } } } }>
    >(
      `mutation ($id: ID!) { off: setServerEnabled(input: { id: $id, enabled: false }) { ... on SetServerEnabledOk { server { enabled registry { servers { nodes { enabled } } } } } }
        on: setServerEnabled(input: { id: $id, enabled: true }) { ... on SetServerEnabledOk { server { enabled registry { servers { nodes { enabled } } } } } } }`,
      { id: nouns.serverId },
    );
    expect(data['off']?.server.registry.servers.nodes).toEqual([{ enabled: false }]);
    expect(data['on']?.server.registry.servers.nodes).toEqual([{ enabled: true }]);
  });
});

describe('pages of a list', () => {
  it('go through every entry once, forwards, and say where they stand', async () => {
    const nouns = await makeNouns(server);
    const names = Array.from({ length: 23 }, (_, index) => `tool_${String(index).padStart(2, '0')}`);
    await insertItems(server.database, nouns.serverId, names);
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    for (;;) {
      const { items }: any = await server.admin(
        'query ($s: ID!, $after: String) { items(serverId: $s, first: 10, after: $after) { totalCount edges { cursor node { name } } nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
        { s: nouns.serverId, after },
      );
      pages += 1;
      expect(items.totalCount).toBe(25);
      expect(items.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(items.pageInfo.startCursor).toBe(items.edges[0].cursor);
      expect(items.edges.map((edge: any) => edge.node.name)).toEqual(items.nodes.map((node: any) => node.name));
      seen.push(...items.nodes.map((node: any) => node.name));
      after = items.pageInfo.endCursor;
      if (!items.pageInfo.hasNextPage) break;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual(['alpha', 'beta', ...names]);
  });

  it('of the lists of many parents go on from a cursor', async () => {
    const nouns = await makeNouns(server);
    await payloadOf(server.admin, 'createServer', { registryId: nouns.registryId, name: 'second', url: 'https://second.test/mcp' });
    const query =
      'query ($id: ID!, $after: String) { registry(id: $id) { servers(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } totalCount } } }';
    const first: any = await server.admin(query, { id: nouns.registryId });
    expect(first.registry.servers).toMatchObject({ nodes: [{ name: 'main' }], pageInfo: { hasNextPage: true }, totalCount: 2 });
    const second: any = await server.admin(query, { id: nouns.registryId, after: first.registry.servers.pageInfo.endCursor });
    expect(second.registry.servers).toMatchObject({ nodes: [{ name: 'second' }], pageInfo: { hasNextPage: false }, totalCount: 2 });
  });

  it('of nothing are empty, and of length zero only count', async () => {
    const empty: any = await server.admin(
      '{ registries(projectId: "prj_00000000000000000000000000") { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    );
    expect(empty.registries).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    const counted: any = await server.admin('{ projects(first: 0) { totalCount nodes { id } pageInfo { hasNextPage } } }');
    expect(counted.projects).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    expect(counted.projects.totalCount).toBeGreaterThan(0);
  });
});
