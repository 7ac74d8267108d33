import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { insertInvocations, makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

describe('applications', () => {
  it('are made, changed by revision and deleted with their keys and grants', async () => {
    const nouns = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createApplication',
      { projectId: nouns.projectId, name: 'Billing bot', type: 'SERVICE', owner: 'team@example.com', requestsPerMinute: 60 },
      'application { id name type owner enabled requestsPerMinute maxConcurrent revision }',
    );
    expect(made['application']).toMatchObject({
      name: 'Billing bot',
      type: 'SERVICE',
      owner: 'team@example.com',
      enabled: true,
      requestsPerMinute: 60,
      maxConcurrent: null,
      revision: 1,
    });
    const update = (expectedRevision: number, input: object) =>
      payloadOf(
        server.admin,
        'updateApplication',
        { id: made['application'].id, expectedRevision, ...input },
        'application { name owner requestsPerMinute enabled }',
      );
    expect((await update(1, { owner: null, requestsPerMinute: null, enabled: false }))['application']).toEqual({
      name: 'Billing bot',
      owner: null,
      requestsPerMinute: null,
      enabled: false,
    });
    expect(await update(1, {})).toMatchObject({ __typename: 'StaleRevision', currentRevision: 2 });
    expect(await update(2, { name: `${nouns.name} agent` })).toMatchObject({ __typename: 'NameTaken', name: `${nouns.name} agent` });
    const gone = await payloadOf(server.admin, 'deleteApplication', { id: nouns.applicationId }, 'deletedId');
    const pushed = await server.database
      .sql`SELECT kind || ' ' || id AS line FROM config_changes WHERE version = ${gone['configVersion']} ORDER BY 1`;
    expect(pushed.map(({ line }) => line)).toEqual([
      `Application ${nouns.applicationId}`,
      `ApplicationKey ${nouns.keyId}`,
      `Grant ${nouns.grantId}`,
    ]);
    expect(await payloadOf(server.admin, 'deleteApplication', { id: nouns.applicationId })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Application',
    });
  });

  it('refuse names and limits that cannot be meant', async () => {
    const { projectId } = await makeNouns(server);
    for (const name of ['', '   ', 'x'.repeat(101), 'line\nbreak', 'nul\u0000']) {
      expect(await payloadOf(server.admin, 'createApplication', { projectId, name })).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ field: 'name' }],
      });
    }
    expect(
      await payloadOf(server.admin, 'createApplication', { projectId, name: 'x', requestsPerMinute: 0, maxConcurrent: 10_001 }),
    ).toMatchObject({ problems: [{ field: 'requestsPerMinute' }, { field: 'maxConcurrent' }] });
    expect(await payloadOf(server.admin, 'createApplication', { projectId: 'prj_none', name: 'x' })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Project',
    });
  });
});

describe('keys of applications', () => {
  it('are shown once and stored as a hash', async () => {
    const { applicationId } = await makeNouns(server);
    const { key, secret } = await payloadOf(
      server.admin,
      'createApplicationKey',
      { applicationId, name: 'laptop', maySpeakForUsers: true },
      'key { id prefix state maySpeakForUsers expiresAt lastUsedAt application { id } } secret',
    );
    expect(secret).toMatch(/^pck_[A-Za-z0-9_-]{43}$/);
    expect(key).toMatchObject({
      prefix: secret.slice(0, 8),
      state: 'ACTIVE',
      maySpeakForUsers: true,
      expiresAt: null,
      lastUsedAt: null,
      application: { id: applicationId },
    });
    const [row] = await server.database.sql`SELECT hash FROM application_keys WHERE id = ${key.id}`;
    expect(row?.['hash']).toBe(createHash('sha256').update(secret).digest('hex'));
  });

  it('end at the time they were given, which has to come yet', async () => {
    const { applicationId } = await makeNouns(server);
    const make = (expiresAt: string) =>
      payloadOf(server.admin, 'createApplicationKey', { applicationId, name: 'dated', expiresAt }, 'key { id state expiresAt }');
    expect(await make('2020-01-01T00:00:00Z')).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'expiresAt', problem: 'is in the past' }],
    });
    await expect(make('tomorrow')).rejects.toThrow('ISO 8601');
    const { key } = await make('2999-01-01T00:00:00+02:00');
    expect(key).toMatchObject({ state: 'ACTIVE', expiresAt: '2998-12-31T22:00:00.000Z' });
    await server.database.sql`UPDATE application_keys SET expires_at = now() - interval '1 second' WHERE id = ${key.id}`;
    expect(await server.admin('query ($id: ID!) { node(id: $id) { ... on ApplicationKey { state } } }', { id: key.id })).toEqual({
      node: { state: 'EXPIRED' },
    });
  });

  it('are revoked once and for all', async () => {
    const { keyId } = await makeNouns(server);
    const first = await payloadOf(server.admin, 'revokeApplicationKey', { id: keyId }, 'key { state revokedAt }');
    expect(first['key'].state).toBe('REVOKED');
    expect(await payloadOf(server.admin, 'revokeApplicationKey', { id: keyId }, 'key { state revokedAt }')).toEqual(first);
    expect(await payloadOf(server.admin, 'revokeApplicationKey', { id: 'key_none' })).toMatchObject({
      __typename: 'NotFound',
      kind: 'ApplicationKey',
    });
  });

  it('say when they were used last', async () => {
    const { keyId, projectId } = await makeNouns(server);
    const since = new Date(Date.now() - 60_000);
    await insertInvocations(
      server.database,
      [
        { key_id: keyId, project_id: projectId },
        { key_id: keyId, project_id: projectId },
      ],
      since,
    );
    expect(await server.admin('query ($id: ID!) { node(id: $id) { ... on ApplicationKey { lastUsedAt } } }', { id: keyId })).toEqual({
      node: { lastUsedAt: new Date(since.getTime() + 1000).toISOString() },
    });
  });
});
