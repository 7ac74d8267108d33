import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const FIELDS = 'credential { id name type version headerNames revision servers { id } }';

describe('credentials', () => {
  it('go in encrypted and come out only inside', async () => {
    const { projectId } = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createCredential',
      {
        projectId,
        name: 'api',
        headers: [
          { name: 'Authorization', value: 'Bearer upstream-s3cret' },
          { name: 'X-Tenant', value: 't-1' },
        ],
      },
      FIELDS,
    );
    expect(made['credential']).toMatchObject({
      name: 'api',
      type: 'STATIC_HEADERS',
      version: 1,
      headerNames: ['Authorization', 'X-Tenant'],
      servers: [],
    });
    const rows = JSON.stringify(await server.database.sql`SELECT * FROM credentials WHERE project_id = ${projectId}`);
    expect(rows).not.toContain('upstream-s3cret');
    expect(await server.services.credentials.open(made['credential'].id)).toEqual({
      id: made['credential'].id,
      version: 1,
      projectId,
      type: 'static_headers',
      secret: { Authorization: 'Bearer upstream-s3cret', 'X-Tenant': 't-1' },
    });
  });

  it('have no field that shows a value', async () => {
    const data: any = await server.admin('{ __type(name: "Credential") { fields { name } } }');
    expect(
      data.__type.fields.map(({ name }: { name: string }) => name).filter((name: string) => /value|secret|sealed|token/i.test(name)),
    ).toEqual([]);
  });

  it('cannot be moved to another row: the sealed text is bound to its credential', async () => {
    const [a, b] = [await makeNouns(server), await makeNouns(server)];
    await server.database
      .sql`UPDATE credentials SET sealed = (SELECT sealed FROM credentials WHERE id = ${a.credentialId}) WHERE id = ${b.credentialId}`;
    await expect(server.services.credentials.open(b.credentialId)).rejects.toThrow('belongs to something else');
  });

  it('keep an OAuth client whole', async () => {
    const { projectId } = await makeNouns(server);
    const clientCredentials = {
      tokenEndpoint: 'https://as.example/token',
      clientId: 'gw',
      clientSecret: 'oauth-s3cret',
      scopes: ['read'],
      audience: 'api',
    };
    const made = await payloadOf(server.admin, 'createCredential', { projectId, name: 'client', clientCredentials }, FIELDS);
    expect(made['credential']).toMatchObject({ type: 'CLIENT_CREDENTIALS', headerNames: [] });
    expect((await server.services.credentials.open(made['credential'].id))?.secret).toEqual({
      ...clientCredentials,
      authMethod: 'client_secret_basic',
      resource: null,
    });
    expect(
      await payloadOf(server.admin, 'rotateCredential', { id: made['credential'].id, headers: [{ name: 'A', value: 'b' }] }),
    ).toMatchObject({ __typename: 'InvalidInput', problems: [{ field: 'headers' }] });
  });

  it('rise in version with each rotation, and nodes are told', async () => {
    const { credentialId } = await makeNouns(server);
    const rotated = await payloadOf(
      server.admin,
      'rotateCredential',
      { id: credentialId, headers: [{ name: 'X-Key', value: 'n3w' }] },
      FIELDS,
    );
    expect(rotated['credential']).toMatchObject({ version: 2, headerNames: ['X-Key'] });
    expect((await server.services.credentials.open(credentialId))?.secret).toEqual({ 'X-Key': 'n3w' });
    expect([...(await server.database.sql`SELECT kind, id FROM config_changes WHERE version = ${rotated['configVersion']}`)]).toEqual([
      { kind: 'Credential', id: credentialId },
    ]);
    expect(await payloadOf(server.admin, 'rotateCredential', { id: 'crd_none', headers: [{ name: 'A', value: 'b' }] })).toMatchObject({
      __typename: 'NotFound',
    });
  });

  it.each([
    ['no secret at all', {}],
    [
      'two kinds of secret',
      {
        headers: [{ name: 'A', value: 'b' }],
        clientCredentials: { tokenEndpoint: 'https://a.example', clientId: 'a', clientSecret: 'v3ry-secret' },
      },
    ],
    ['no header', { headers: [] }],
    ['a header that frames the message', { headers: [{ name: 'Content-Length', value: '1' }] }],
    ['a header of MCP', { headers: [{ name: 'Mcp-Session-Id', value: 'x' }] }],
    ['a header name that is none', { headers: [{ name: 'a b', value: 'x' }] }],
    ['a line break in a value', { headers: [{ name: 'A', value: 'v3ry-secret\r\nX: y' }] }],
    ['an empty value', { headers: [{ name: 'A', value: '' }] }],
    [
      'a header twice',
      {
        headers: [
          { name: 'A', value: 'v3ry-secret' },
          { name: 'a', value: 'y' },
        ],
      },
    ],
    ['a key of this gateway', { headers: [{ name: 'Authorization', value: `Bearer pck_${'v'.repeat(43)}` }] }],
    [
      'a token endpoint with a password',
      { clientCredentials: { tokenEndpoint: 'https://u:v3ry-secret@a.example', clientId: 'a', clientSecret: 'v3ry-secret' } },
    ],
  ])('refuse %s, and repeat no value', async (_, secret) => {
    const { projectId } = await makeNouns(server);
    const refused = await payloadOf(server.admin, 'createCredential', { projectId, name: 'bad', ...secret });
    expect(refused.__typename).toBe('InvalidInput');
    expect(JSON.stringify(refused)).not.toMatch(/v3ry-secret|vvvvvv/);
  });

  it('go only when no server uses them', async () => {
    const { credentialId, serverId, projectId } = await makeNouns(server);
    expect(await payloadOf(server.admin, 'deleteCredential', { id: credentialId })).toMatchObject({
      __typename: 'InUse',
      usedBy: [serverId],
    });
    await payloadOf(server.admin, 'updateServer', { id: serverId, expectedRevision: 1, credentialId: null });
    expect((await payloadOf(server.admin, 'deleteCredential', { id: credentialId })).__typename).toBe('DeleteCredentialOk');
    expect(await payloadOf(server.admin, 'deleteCredential', { id: credentialId })).toMatchObject({ __typename: 'NotFound' });
    await payloadOf(server.admin, 'createCredential', { projectId, name: 'same', headers: [{ name: 'A', value: 'b' }] });
    expect(
      await payloadOf(server.admin, 'createCredential', { projectId, name: 'same', headers: [{ name: 'A', value: 'b' }] }),
    ).toMatchObject({ __typename: 'NameTaken', name: 'same' });
  });
});
