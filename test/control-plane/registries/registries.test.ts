import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

describe('registries', () => {
  it('start enabled, in internal mode, under the default policy, without payload recording', async () => {
    const { projectId, policyId } = await makeNouns(server);
    const { registry } = await payloadOf(
      server.admin,
      'createRegistry',
      { projectId, name: 'plain' },
      'registry { enabled credentialMode policy { id } refuseAfterSilenceS recordPayloads endpointPath endpointUrl revision project { id } }',
    );
    expect(registry).toEqual({
      enabled: true,
      credentialMode: 'INTERNAL',
      policy: { id: policyId },
      refuseAfterSilenceS: null,
      recordPayloads: false,
      endpointPath: '/mcp/plain',
      endpointUrl: 'https://mcp.example.test/mcp/plain',
      revision: 1,
      project: { id: projectId },
    });
  });

  it('refuse a project or policy that is not there, and a policy of another project', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(await payloadOf(server.admin, 'createRegistry', { projectId: 'prj_none', name: 'x1' })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Project',
    });
    expect(
      await payloadOf(server.admin, 'createRegistry', { projectId: mine.projectId, name: 'x1', policyId: other.policyId }),
    ).toMatchObject({ __typename: 'NotFound', kind: 'Policy' });
    expect(
      await payloadOf(server.admin, 'updateRegistry', { id: mine.registryId, expectedRevision: 1, policyId: other.policyId }),
    ).toMatchObject({ __typename: 'NotFound', kind: 'Policy' });
  });

  it('keep names apart in the whole installation, since they are the path of the endpoint', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(await payloadOf(server.admin, 'createRegistry', { projectId: mine.projectId, name: other.name })).toMatchObject({
      __typename: 'NameTaken',
      name: other.name,
    });
    expect(await payloadOf(server.admin, 'updateRegistry', { id: mine.registryId, expectedRevision: 1, name: other.name })).toMatchObject({
      __typename: 'NameTaken',
    });
  });

  it.each(['', 'Upper', 'with space', '-edge', 'edge-', 'a'.repeat(41), 'ünïcode', 'a/b', 'a\u0000b'])(
    'refuse the name %j',
    async (name) => {
      const { projectId } = await makeNouns(server);
      expect(await payloadOf(server.admin, 'createRegistry', { projectId, name })).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ field: 'name' }],
      });
    },
  );

  it('change what is named, clear what is null and keep the rest', async () => {
    const { registryId } = await makeNouns(server);
    const update = (input: object) =>
      payloadOf(
        server.admin,
        'updateRegistry',
        { id: registryId, ...input },
        'registry { enabled credentialMode refuseAfterSilenceS recordPayloads revision }',
      );
    expect(
      (await update({ expectedRevision: 1, refuseAfterSilenceS: 60, credentialMode: 'OAUTH_PASSTHROUGH', enabled: false }))['registry'],
    ).toEqual({ enabled: false, credentialMode: 'OAUTH_PASSTHROUGH', refuseAfterSilenceS: 60, recordPayloads: false, revision: 2 });
    expect((await update({ expectedRevision: 2, refuseAfterSilenceS: null }))['registry']).toEqual({
      enabled: false,
      credentialMode: 'OAUTH_PASSTHROUGH',
      refuseAfterSilenceS: null,
      recordPayloads: false,
      revision: 3,
    });
    expect(await update({ expectedRevision: 3, refuseAfterSilenceS: 0 })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'refuseAfterSilenceS', expected: '1 to 2592000' }],
    });
    expect(await update({ expectedRevision: 1 })).toMatchObject({ __typename: 'StaleRevision', currentRevision: 3 });
  });

  it('go with their servers, items and grants, all of which nodes are told', async () => {
    const nouns = await makeNouns(server);
    const gone = await payloadOf(server.admin, 'deleteRegistry', { id: nouns.registryId }, 'deletedId');
    const changes = await server.database
      .sql`SELECT kind || ' ' || id AS line FROM config_changes WHERE version = ${gone['configVersion']} ORDER BY 1`;
    expect(changes.map(({ line }) => line)).toEqual(
      [
        `Grant ${nouns.grantId}`,
        ...nouns.itemIds.map((id) => `Item ${id}`),
        `Registry ${nouns.registryId}`,
        `Server ${nouns.serverId}`,
      ].sort(),
    );
    expect(await payloadOf(server.admin, 'deleteRegistry', { id: nouns.registryId })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Registry',
    });
  });

  it('may be changed by an operator and deleted by an administrator only', async () => {
    const { registryId } = await makeNouns(server);
    const operator = await server.as('OPERATOR');
    expect((await payloadOf(operator, 'updateRegistry', { id: registryId, expectedRevision: 1, enabled: false })).__typename).toBe(
      'UpdateRegistryOk',
    );
    await expect(payloadOf(operator, 'deleteRegistry', { id: registryId })).rejects.toThrow('FORBIDDEN');
  });
});
