import { buildSchema, getNamedType, isEnumType, isInputObjectType, isNonNullType, isListType, type GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphqlClient } from '../../../control-plane/cli/graphql-client.ts';
import { readSdl } from '../../../control-plane/graphql/schema.ts';
import { startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { insertInvocations, makeNouns, type Nouns } from '../../support/nouns.ts';

const schema = buildSchema(readSdl());
/** Name no object: they act on the token's own project alone. */
const OWN_PROJECT_ONLY = new Set(['revokeAgentTokens']);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ name }) => name !== 'ping');
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

let server: GraphqlServer;
let theirs: Nouns;
let mine: Nouns;
let limited: GraphqlClient;
beforeAll(async () => {
  server = await startGraphql();
  [theirs, mine] = [await makeNouns(server, 'theirs-x7'), await makeNouns(server, 'mine-x7')];
  await insertInvocations(
    server.database,
    [{ project_id: theirs.projectId, application_id: theirs.applicationId, key_id: theirs.keyId, agent_name: 'theirs-x7' }],
    new Date(),
  );
  limited = await server.as('ADMIN', mine.projectId);
});
afterAll(() => server.stop());

/** The ids of a project's objects, by the first letters of an id or of a field that holds one. */
function idFor(field: string, mutation: string, nouns: Nouns): string {
  const byField: Record<string, string> = {
    projectId: nouns.projectId,
    registryId: nouns.registryId,
    serverId: nouns.serverId,
    serverIds: nouns.serverId,
    itemId: nouns.itemIds[0] as string,
    itemIds: nouns.itemIds[0] as string,
    items: nouns.itemIds[0] as string,
    applicationId: nouns.applicationId,
    credentialId: nouns.credentialId,
    policyId: nouns.policyId,
  };
  if (byField[field] !== undefined) return byField[field];
  const byMutation: readonly (readonly [RegExp, string])[] = [
    [/Item/, nouns.itemIds[0] as string],
    [/ApplicationKey/, nouns.keyId],
    [/Application/, nouns.applicationId],
    [/Grant/, nouns.grantId],
    [/Policy/, nouns.policyId],
    [/Credential/, nouns.credentialId],
    [/Server/, nouns.serverId],
    [/Registry/, nouns.registryId],
    [/Project/, nouns.projectId],
  ];
  return byMutation.find(([pattern]) => pattern.test(mutation))?.[1] ?? nouns.projectId;
}

/** A value of an input type: every required field, and every field that holds an id. */
function valueOf(type: GraphQLInputType, field: string, mutation: string, nouns: Nouns): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, field, mutation, nouns);
  if (isListType(type)) return [valueOf(type.ofType, field, mutation, nouns)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (member) => isNonNullType(member.type) || (member.name.endsWith('Id') && member.name !== 'policyId'),
    );
    return Object.fromEntries(
      fields.map((member) => [member.name, valueOf(member.type, member.name === 'id' ? field : member.name, mutation, nouns)]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const named: Record<string, unknown> = {
    ID: idFor(field, mutation, nouns),
    Int: 1,
    Float: 1,
    Boolean: true,
    JSON: {},
    DateTime: new Date(Date.now() + 3_600_000).toISOString(),
  };
  if (named[type.name] !== undefined) return named[type.name];
  if (/url|uri|issuer|endpoint/i.test(field)) return 'https://upstream.example.test/';
  return field === 'match' ? 'family:pii' : 'probe-name';
}

const rowsOfTheirs = async () => {
  const id = theirs.projectId;
  const [row] = await server.database.sql`SELECT
    (SELECT json_agg(p) FROM projects p WHERE id = ${id}) AS projects, (SELECT json_agg(r ORDER BY id) FROM registries r WHERE project_id = ${id}) AS registries,
    (SELECT json_agg(s ORDER BY id) FROM servers s WHERE registry_id = ${theirs.registryId}) AS servers, (SELECT json_agg(i ORDER BY id) FROM items i WHERE server_id = ${theirs.serverId}) AS items,
    (SELECT json_agg(a ORDER BY id) FROM applications a WHERE project_id = ${id}) AS applications, (SELECT json_agg(k ORDER BY id) FROM application_keys k WHERE application_id = ${theirs.applicationId}) AS keys,
    (SELECT json_agg(g ORDER BY id) FROM grants g WHERE application_id = ${theirs.applicationId}) AS grants, (SELECT json_agg(c ORDER BY id) FROM credentials c WHERE project_id = ${id}) AS credentials,
    (SELECT json_agg(p ORDER BY id) FROM policies p WHERE project_id = ${id}) AS policies`;
  return JSON.stringify(row);
};

async function attempt(
  graphql: GraphqlClient,
  name: string,
  input: unknown,
): Promise<{ typename: string | null; error: string | null; text: string }> {
  const field = schema.getMutationType()?.getFields()[name];
  const type = getNamedType(field?.args[0]?.type as GraphQLInputType).name;
  try {
    const data = await graphql<Record<string, { __typename: string }>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Failure { message } } }`,
      { input },
    );
    return { typename: data[name]?.__typename ?? null, error: null, text: JSON.stringify(data) };
  } catch (error) {
    return { typename: null, error: (error as Error).message, text: (error as Error).message };
  }
}

describe('a token limited to one project', () => {
  it.each(mutations.map(({ name }) => name))('changes nothing of another project by %s', async (name) => {
    const field = schema.getMutationType()?.getFields()[name];
    const input = valueOf(field?.args[0]?.type as GraphQLInputType, 'id', name, theirs);
    const before = await rowsOfTheirs();
    const { typename, error, text } = await attempt(limited, name, input);
    expect(await rowsOfTheirs()).toBe(before);
    if (!OWN_PROJECT_ONLY.has(name))
      expect(typename === null ? error : typename).toMatch(/^(NotFound|InvalidInput|GraphQL: .*FORBIDDEN\)|.*REFUSED.*)$/);
    expect(text).not.toContain('theirs-x7');
  });

  it('does change its own project by some of them', async () => {
    const ok = [];
    for (const name of ['createApplicationKey', 'createGrant', 'setServerEnabled', 'setItemsEnabled', 'createServer']) {
      const field = schema.getMutationType()?.getFields()[name];
      const input = valueOf(field?.args[0]?.type as GraphQLInputType, 'id', name, mine) as Record<string, unknown>;
      if (name === 'createServer') Object.assign(input, { url: 'https://own.example.test/' });
      if (name === 'createGrant') input['itemIds'] = [...mine.itemIds];
      if (name === 'setItemsEnabled') input['items'] = [{ id: mine.itemIds[0] }];
      ok.push((await attempt(limited, name, input)).typename);
    }
    expect(ok).toEqual(['CreateApplicationKeyOk', 'CreateGrantOk', 'SetServerEnabledOk', 'SetItemsEnabledOk', 'CreateServerOk']);
  });

  it('is shown nothing of another project by any object id', async () => {
    const ids = [
      theirs.projectId,
      theirs.registryId,
      theirs.serverId,
      ...theirs.itemIds,
      theirs.applicationId,
      theirs.keyId,
      theirs.grantId,
      theirs.credentialId,
      theirs.policyId,
    ];
    for (const id of ids) {
      expect(await limited('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
      expect(await server.admin('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: { id } });
    }
    const invocations: any = await server.admin('query ($p: ID!) { invocations(filter: { projectId: $p }) { nodes { id } } }', {
      p: theirs.projectId,
    });
    expect(
      await limited('query ($id: ID!) { invocation(id: $id) { id } node(id: $id) { id } }', { id: invocations.invocations.nodes[0].id }),
    ).toEqual({ invocation: null, node: null });
  });

  it('is shown nothing of another project by any list, whatever it filters by', async () => {
    const lists = queries.filter((field) => getNamedType(field.type).name.endsWith('Connection'));
    expect(lists.length).toBeGreaterThanOrEqual(11);
    for (const field of lists) {
      const filters = field.args
        .filter(({ name }) => name.endsWith('Id'))
        .map((argument) => [argument.name, idFor(argument.name, field.name, theirs)] as const);
      for (const args of ['', ...filters.map(([name, id]) => `(${name}: "${id}")`)]) {
        const query = `{ ${field.name}${args} { totalCount nodes { id } } }`;
        const answer = await limited<any>(query).catch((error: Error) => error);
        if (answer instanceof Error) {
          expect(answer.message).toContain('FORBIDDEN');
          continue;
        }
        const ids: string[] = answer[field.name].nodes.map(({ id }: { id: string }) => id);
        const theirIds: string[] = (
          (await server.admin<any>(`{ ${field.name}${args} { nodes { id } } }`))[field.name].nodes as { id: string }[]
        ).map(({ id }) => id);
        const known = new Set(Object.values(theirs).flat());
        expect(ids.filter((id) => known.has(id))).toEqual([]);
        if (args !== '') expect(answer[field.name].totalCount, query).toBe(0);
        if (args === '' && field.name === 'registries') expect(theirIds).toContain(theirs.registryId);
      }
    }
  });

  it('is shown its own project alone, by every path through the graph', async () => {
    const query = `{ projects { totalCount nodes { name registries { nodes { name servers { nodes { name credential { name servers { name } } items { nodes { name } } } } grants { nodes { application { name } } } } }
      applications { nodes { name keys { nodes { name } } grants { nodes { registry { name } } } } } policies { nodes { name registries { nodes { name } } } } credentials { nodes { name } } } } invocations { totalCount } auditEntries { nodes { objectName projectId } } }`;
    const data = await limited(
      query.replace(
        /(projects|registries|servers|items|grants|applications|keys|policies|credentials) \{ (nodes|totalCount)/g,
        '$1(first: 4) { $2',
      ),
    );
    expect(JSON.stringify(data)).not.toContain('theirs-x7');
    expect(data).toMatchObject({ projects: { totalCount: 1 }, invocations: { totalCount: 0 } });
  });

  it('is told by names that are taken no more than that', async () => {
    const { typename, text } = await attempt(limited, 'createRegistry', { projectId: mine.projectId, name: 'theirs-x7' });
    expect(typename).toBe('NameTaken');
    expect(text).not.toContain(theirs.registryId);
  });
});

describe('a viewer', () => {
  it.each(mutations.map(({ name }) => name))('may not %s', async (name) => {
    const viewer = await server.as('VIEWER');
    const field = schema.getMutationType()?.getFields()[name];
    const before = await server.database.sql`SELECT version::text FROM config_version`;
    const { error } = await attempt(viewer, name, valueOf(field?.args[0]?.type as GraphQLInputType, 'id', name, mine));
    expect(error).toContain('FORBIDDEN');
    expect(await server.database.sql`SELECT version::text FROM config_version`).toEqual(before);
  });
});
