import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentContext } from '../../../control-plane/servers/service.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

describe('servers', () => {
  it('start enabled, over Streamable HTTP, in the mode of their registry, with the limits of the node', async () => {
    const { registryId } = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createServer',
      { registryId, name: 'plain', url: 'https://mcp.example.com/mcp?tenant=1' },
      'server { enabled transport url command environmentNames credentialMode effectiveCredentialMode credential { id } limits { timeoutMs maxResponseBytes maxConcurrent requestsPerMinute } itemCounts { discovered enabled disabled quarantined } lastDiscovery { at } era }',
    );
    expect(made['server']).toEqual({
      enabled: true,
      transport: 'STREAMABLE_HTTP',
      url: 'https://mcp.example.com/mcp?tenant=1',
      command: [],
      environmentNames: [],
      credentialMode: null,
      effectiveCredentialMode: 'INTERNAL',
      credential: null,
      limits: { timeoutMs: null, maxResponseBytes: null, maxConcurrent: null, requestsPerMinute: null },
      itemCounts: { discovered: 0, enabled: 0, disabled: 0, quarantined: 0 },
      lastDiscovery: null,
      era: null,
    });
  });

  it.each([
    '',
    'mcp.example.com',
    'ftp://a.example',
    'https://user:pass@a.example',
    'https://token@a.example',
    'https://a.example/#x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `https://a.example/${'x'.repeat(2000)}`,
  ])('refuse the address %j', async (url) => {
    const { registryId } = await makeNouns(server);
    const payload = await payloadOf(server.admin, 'createServer', { registryId, name: 'x', url });
    expect(payload).toMatchObject({ __typename: 'InvalidInput', problems: [{ field: 'url' }] });
    expect(JSON.stringify(payload)).not.toContain('pass@');
  });

  it('refuse what does not go with their transport', async () => {
    const { registryId } = await makeNouns(server);
    const fieldsOf = async (input: object) =>
      ((await payloadOf(server.admin, 'createServer', { registryId, name: 'x', ...input })) as any).problems?.map(
        ({ field }: { field: string }) => field,
      );
    expect(await fieldsOf({})).toEqual(['url']);
    expect(await fieldsOf({ transport: 'STDIO' })).toEqual(['command']);
    expect(await fieldsOf({ transport: 'STDIO', command: ['x'], url: 'https://a.example' })).toEqual(['url']);
    expect(await fieldsOf({ url: 'https://a.example', command: ['x'], environment: [{ name: 'A', value: 'b' }] })).toEqual([
      'command',
      'environment',
    ]);
    expect(
      await fieldsOf({
        transport: 'STDIO',
        command: ['x'],
        environment: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
    ).toEqual(['environment']);
    expect(await fieldsOf({ transport: 'STDIO', command: [' ', 'x'] })).toEqual(['command']);
  });

  it('let only administrators name a program, since nodes run it', async () => {
    const { registryId } = await makeNouns(server);
    const operator = await server.as('OPERATOR');
    await expect(payloadOf(operator, 'createServer', { registryId, name: 'prog', transport: 'STDIO', command: ['node'] })).rejects.toThrow(
      /server.name-program.*FORBIDDEN/,
    );
    const { server: program } = await payloadOf(
      server.admin,
      'createServer',
      { registryId, name: 'prog', transport: 'STDIO', command: ['node', 'server.js'] },
      'server { id }',
    );
    await expect(payloadOf(operator, 'updateServer', { id: program.id, expectedRevision: 1, command: ['sh'] })).rejects.toThrow(
      'FORBIDDEN',
    );
    expect((await payloadOf(operator, 'updateServer', { id: program.id, expectedRevision: 1, enabled: false })).__typename).toBe(
      'UpdateServerOk',
    );
  });

  it('keep the environment of a program encrypted, and replace it whole', async () => {
    const { registryId } = await makeNouns(server);
    const { server: program } = await payloadOf(
      server.admin,
      'createServer',
      { registryId, name: 'env', transport: 'STDIO', command: ['x'], environment: [{ name: 'TOKEN', value: 'env-s3cret' }] },
      'server { id }',
    );
    const stored = async () =>
      (await server.database.sql`SELECT environment_names, environment_sealed FROM servers WHERE id = ${program.id}`)[0] as any;
    const before = await stored();
    expect(before.environment_names).toEqual(['TOKEN']);
    expect(JSON.parse(server.vault.open(before.environment_sealed, environmentContext(program.id)).toString())).toEqual({
      TOKEN: 'env-s3cret',
    });
    await payloadOf(server.admin, 'updateServer', { id: program.id, expectedRevision: 1, environment: [] });
    expect(await stored()).toEqual({ environment_names: [], environment_sealed: null });
  });

  it('refuse a registry or credential that is not of the project', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    const input = { name: 'x', url: 'https://a.example' };
    expect(await payloadOf(server.admin, 'createServer', { ...input, registryId: 'reg_none' })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Registry',
    });
    expect(
      await payloadOf(server.admin, 'createServer', { ...input, registryId: mine.registryId, credentialId: other.credentialId }),
    ).toMatchObject({ __typename: 'NotFound', kind: 'Credential' });
    expect(
      await payloadOf(server.admin, 'updateServer', { id: mine.serverId, expectedRevision: 1, credentialId: other.credentialId }),
    ).toMatchObject({ __typename: 'NotFound', kind: 'Credential' });
  });

  it('keep names apart within a registry only', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(
      await payloadOf(server.admin, 'createServer', { registryId: mine.registryId, name: 'main', url: 'https://a.example' }),
    ).toMatchObject({ __typename: 'NameTaken', name: 'main' });
    expect(
      (await payloadOf(server.admin, 'createServer', { registryId: other.registryId, name: 'second', url: 'https://a.example' }))
        .__typename,
    ).toBe('CreateServerOk');
    expect(await payloadOf(server.admin, 'updateServer', { id: mine.serverId, expectedRevision: 7 })).toMatchObject({
      __typename: 'StaleRevision',
      currentRevision: 1,
    });
  });

  it('keep limits within reason, and clear them', async () => {
    const { serverId } = await makeNouns(server);
    const update = (expectedRevision: number, limits: object | null) =>
      payloadOf(
        server.admin,
        'updateServer',
        { id: serverId, expectedRevision, limits },
        'server { limits { timeoutMs maxResponseBytes } }',
      );
    expect(await update(1, { timeoutMs: 99 })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'limits.timeoutMs', problem: 'is out of range', expected: '100 to 600000' }],
    });
    expect((await update(1, { timeoutMs: 5000 }))['server'].limits).toEqual({ timeoutMs: 5000, maxResponseBytes: null });
    expect((await update(2, null))['server'].limits).toEqual({ timeoutMs: null, maxResponseBytes: null });
  });

  it('are switched off and on, and answer with the version in which it holds', async () => {
    const { serverId } = await makeNouns(server);
    const off = await payloadOf(server.admin, 'setServerEnabled', { id: serverId, enabled: false }, 'server { enabled }');
    const again = await payloadOf(server.admin, 'setServerEnabled', { id: serverId, enabled: false }, 'server { enabled }');
    expect(off['server'].enabled).toBe(false);
    expect(again['configVersion']).toBe(off['configVersion']);
    expect(await payloadOf(server.admin, 'setServerEnabled', { id: 'srv_none', enabled: true })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Server',
    });
  });

  it('narrow grants when they go; a grant that named nothing else goes too, and never widens to all', async () => {
    const nouns = await makeNouns(server);
    const { server: second } = await payloadOf(
      server.admin,
      'createServer',
      { registryId: nouns.registryId, name: 'second', url: 'https://a.example' },
      'server { id }',
    );
    const grant = async (input: object) =>
      (
        (await payloadOf(
          server.admin,
          'createGrant',
          { applicationId: nouns.applicationId, registryId: nouns.registryId, ...input },
          'grant { id }',
        )) as any
      ).grant.id as string;
    const both = await grant({ serverIds: [nouns.serverId, second.id] });
    const onlyThis = await grant({ serverIds: [nouns.serverId] });
    const onlyItem = await grant({ itemIds: [nouns.itemIds[0]] });
    const gone = await payloadOf(server.admin, 'deleteServer', { id: nouns.serverId });
    const rows = await server.database
      .sql`SELECT id, server_ids, item_ids FROM grants WHERE application_id = ${nouns.applicationId} ORDER BY id`;
    expect([...rows]).toEqual([
      { id: nouns.grantId, server_ids: null, item_ids: null },
      { id: both, server_ids: [second.id], item_ids: null },
    ]);
    const changes = await server.database.sql`SELECT id FROM config_changes WHERE version = ${gone['configVersion']} AND kind = 'Grant'`;
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set([both, onlyThis, onlyItem]));
  });
});
