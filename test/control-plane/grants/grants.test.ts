import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const FIELDS = 'grant { id servers { id } items { id } readOnly revision }';

describe('grants', () => {
  it('cover a whole registry, or servers and items of it', async () => {
    const { applicationId, registryId, serverId, itemIds } = await makeNouns(server);
    const whole = await payloadOf(server.admin, 'createGrant', { applicationId, registryId }, FIELDS);
    expect(whole['grant']).toMatchObject({ servers: null, items: null, readOnly: false });
    const part = await payloadOf(
      server.admin,
      'createGrant',
      { applicationId, registryId, serverIds: [serverId, serverId], itemIds: [itemIds[0]], readOnly: true },
      FIELDS,
    );
    expect(part['grant']).toMatchObject({ servers: [{ id: serverId }], items: [{ id: itemIds[0] }], readOnly: true });
  });

  it('refuse an empty narrowing, which could be read as all or as nothing', async () => {
    const { applicationId, registryId, grantId } = await makeNouns(server);
    expect(await payloadOf(server.admin, 'createGrant', { applicationId, registryId, serverIds: [] })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'serverIds', problem: 'is empty' }],
    });
    expect(await payloadOf(server.admin, 'updateGrant', { id: grantId, expectedRevision: 1, itemIds: [] })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'itemIds' }],
    });
    await expect(server.database.sql`UPDATE grants SET server_ids = '{}' WHERE id = ${grantId}`).rejects.toThrow('check constraint');
  });

  it('refuse servers and items of another registry, naming each', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(
      await payloadOf(server.admin, 'createGrant', {
        applicationId: mine.applicationId,
        registryId: mine.registryId,
        serverIds: [mine.serverId, other.serverId],
        itemIds: [other.itemIds[0]],
      }),
    ).toMatchObject({
      __typename: 'InvalidInput',
      problems: [
        { field: 'serverIds', problem: `"${other.serverId}" is no server of this registry` },
        { field: 'itemIds', problem: `"${other.itemIds[0]}" is offered by no server of this registry` },
      ],
    });
  });

  it('never join an application and a registry of two projects', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(await payloadOf(server.admin, 'createGrant', { applicationId: mine.applicationId, registryId: other.registryId })).toMatchObject(
      { __typename: 'NotFound', kind: 'Registry' },
    );
    expect(await payloadOf(server.admin, 'createGrant', { applicationId: 'app_none', registryId: other.registryId })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Application',
    });
  });

  it('are narrowed and widened by revision', async () => {
    const { grantId, serverId } = await makeNouns(server);
    const update = (expectedRevision: number, input: object) =>
      payloadOf(server.admin, 'updateGrant', { id: grantId, expectedRevision, ...input }, FIELDS);
    expect((await update(1, { serverIds: [serverId], readOnly: true }))['grant']).toMatchObject({
      servers: [{ id: serverId }],
      readOnly: true,
      revision: 2,
    });
    expect((await update(2, { readOnly: false }))['grant']).toMatchObject({ servers: [{ id: serverId }], readOnly: false });
    expect((await update(3, { serverIds: null }))['grant']).toMatchObject({ servers: null });
    expect(await update(3, {})).toMatchObject({ __typename: 'StaleRevision', currentRevision: 4 });
  });

  it('are revoked, and nodes are told', async () => {
    const { grantId } = await makeNouns(server);
    const revoked = await payloadOf(server.admin, 'revokeGrant', { id: grantId }, 'revokedId');
    expect(revoked['revokedId']).toBe(grantId);
    expect([...(await server.database.sql`SELECT kind, id FROM config_changes WHERE version = ${revoked['configVersion']}`)]).toEqual([
      { kind: 'Grant', id: grantId },
    ]);
    expect(await payloadOf(server.admin, 'revokeGrant', { id: grantId })).toMatchObject({ __typename: 'NotFound', kind: 'Grant' });
  });

  it('are listed by project, application and registry', async () => {
    const nouns = await makeNouns(server);
    for (const args of [
      `projectId: "${nouns.projectId}"`,
      `applicationId: "${nouns.applicationId}"`,
      `registryId: "${nouns.registryId}"`,
    ]) {
      expect(await server.admin(`{ grants(${args}) { totalCount nodes { id } } }`)).toEqual({
        grants: { totalCount: 1, nodes: [{ id: nouns.grantId }] },
      });
    }
  });
});
