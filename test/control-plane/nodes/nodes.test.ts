import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJoinTokenGood } from '../../../control-plane/stream/join-tokens.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
  await server.database
    .sql`INSERT INTO nodes (id, name, software, address, connected, applied_version, applied_at, in_flight, spooled_records, last_contact_at) VALUES
    ('0198a000-0000-7000-8000-000000000001', 'edge-1', '0.1.0', 'http://edge-1:8080', true, 7, now(), 3, 12, now()),
    ('0198a000-0000-7000-8000-000000000002', 'edge-2', '0.1.0', '', true, 5, now(), 0, 0, now() - interval '5 minutes')`;
  await server.database
    .sql`UPDATE nodes SET rejected_version = 6, rejected_at = now(), rejected_problems = '["registry x: unknown mode"]' WHERE name = 'edge-2'`;
});
afterAll(() => server.stop());

describe('nodes', () => {
  it('show what they enforce, what they refused and whether they are heard', async () => {
    const data: any = await server.admin(
      '{ nodes { totalCount nodes { id name software address connected appliedVersion appliedAt rejection { version problems at } inFlight spooledRecords lastContactAt createdAt } } }',
    );
    expect(data.nodes).toMatchObject({
      totalCount: 2,
      nodes: [
        {
          name: 'edge-1',
          software: '0.1.0',
          address: 'http://edge-1:8080',
          connected: true,
          appliedVersion: '7',
          rejection: null,
          inFlight: 3,
          spooledRecords: 12,
        },
        {
          name: 'edge-2',
          address: null,
          connected: false,
          appliedVersion: '5',
          rejection: { version: '6', problems: ['registry x: unknown mode'] },
        },
      ],
    });
  });

  it('are found by id', async () => {
    expect(await server.admin('{ node(id: "0198a000-0000-7000-8000-000000000001") { id ... on DataPlaneNode { name } } }')).toEqual({
      node: { id: '0198a000-0000-7000-8000-000000000001', name: 'edge-1' },
    });
    expect(await server.admin('{ node(id: "0198a000-0000-7000-8000-00000000000f") { id } }')).toEqual({ node: null });
    expect(await server.admin('{ node(id: "nonsense") { id } }')).toEqual({ node: null });
  });

  it('are not shown to tokens of one project, who may wait for a version all the same', async () => {
    const { projectId } = await makeNouns(server);
    const limited = await server.as('ADMIN', projectId);
    await expect(limited('{ nodes { totalCount } }')).rejects.toThrow('FORBIDDEN');
    expect(await limited('{ node(id: "0198a000-0000-7000-8000-000000000001") { id } }')).toEqual({ node: null });
    expect(await limited('{ awaitEnforced(version: "1", timeoutMs: 0) { enforced version pending { id } } }')).toEqual({
      awaitEnforced: { enforced: true, version: '1', pending: [] },
    });
  });

  it('are not waited for with a version that is none', async () => {
    for (const version of ['', 'x', '-1', '9'.repeat(30)])
      await expect(server.admin('query ($v: String!) { awaitEnforced(version: $v) { enforced } }', { v: version })).rejects.toThrow(
        'version: this is not a config version',
      );
    await expect(server.admin('{ awaitEnforced(version: "1", timeoutMs: 60001) { enforced } }')).rejects.toThrow('0 to 60000');
  });
});

describe('join tokens', () => {
  it('let nodes join until they are revoked', async () => {
    const made = await payloadOf(
      server.admin,
      'createNodeJoinToken',
      { name: 'rack 1' },
      'joinToken { id name prefix state expiresAt } secret',
    );
    expect(made['secret']).toMatch(/^pcj_[A-Za-z0-9_-]{43}$/);
    expect(made['joinToken']).toMatchObject({ name: 'rack 1', prefix: made['secret'].slice(0, 8), state: 'ACTIVE', expiresAt: null });
    expect(await isJoinTokenGood(server.database.sql, made['secret'])).toBe(true);
    const revoked = await payloadOf(server.admin, 'revokeNodeJoinToken', { id: made['joinToken'].id }, 'joinToken { state }');
    expect(revoked['joinToken'].state).toBe('REVOKED');
    expect(await isJoinTokenGood(server.database.sql, made['secret'])).toBe(false);
    expect(await payloadOf(server.admin, 'revokeNodeJoinToken', { id: 'none' })).toMatchObject({
      __typename: 'NotFound',
      kind: 'JoinToken',
    });
    const rows = await server.database
      .sql`SELECT (SELECT json_agg(j) FROM join_tokens j) AS j, (SELECT json_agg(a) FROM audit_entries a) AS a`;
    expect(JSON.stringify(rows)).not.toContain(made['secret']);
    expect(JSON.stringify(rows)).toContain('join-token.create');
  });

  it('end at a time to come', async () => {
    expect(await payloadOf(server.admin, 'createNodeJoinToken', { name: 'x', expiresAt: '2001-01-01T00:00:00Z' })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'expiresAt' }],
    });
  });

  it('are for administrators of the whole installation', async () => {
    const { projectId } = await makeNouns(server);
    for (const graphql of [await server.as('OPERATOR'), await server.as('ADMIN', projectId)]) {
      await expect(payloadOf(graphql, 'createNodeJoinToken', { name: 'x' })).rejects.toThrow('FORBIDDEN');
      await expect(graphql('{ joinTokens { totalCount } }')).rejects.toThrow('FORBIDDEN');
    }
  });
});
