import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const entriesOf = async (objectId: string): Promise<any[]> => {
  const data: any = await server.admin(
    'query ($id: ID!) { auditEntries(filter: { objectId: $id }) { nodes { action kind objectId objectName projectId actorName actorId role before after requestId configVersion at } } }',
    { id: objectId },
  );
  return data.auditEntries.nodes;
};

describe('the audit trail', () => {
  it('says who changed what, and what it was before and after, newest first', async () => {
    const { registryId, projectId, name } = await makeNouns(server);
    const { configVersion } = await payloadOf(server.admin, 'updateRegistry', { id: registryId, expectedRevision: 1, enabled: false });
    const [update, create] = await entriesOf(registryId);
    expect(update).toMatchObject({
      action: 'registry.update',
      kind: 'Registry',
      objectName: name,
      projectId,
      actorName: 'first administrator',
      role: 'ADMIN',
      before: { enabled: true, revision: 1 },
      after: { enabled: false, revision: 2 },
      configVersion,
    });
    expect(update.actorId).toMatch(/^adm_/);
    expect(update.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(create).toMatchObject({ action: 'registry.create', before: null });
  });

  it('names the request that the client was answered with', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.adminToken}` },
      body: JSON.stringify({
        query: 'mutation { createProject(input: { name: "traced" }) { ... on CreateProjectOk { project { id } } } }',
      }),
    });
    const { data } = (await response.json()) as any;
    expect((await entriesOf(data.createProject.project.id))[0].requestId).toBe(response.headers.get('x-request-id'));
  });

  it('holds no secret', async () => {
    const { credentialId, keyId, key, serverId } = await makeNouns(server);
    await payloadOf(server.admin, 'rotateCredential', { id: credentialId, headers: [{ name: 'X-Key', value: 'another-s3cret' }] });
    const { server: program } = await payloadOf(
      server.admin,
      'createServer',
      {
        registryId: ((await server.admin('query ($id: ID!) { server(id: $id) { registry { id } } }', { id: serverId })) as any).server
          .registry.id,
        name: 'program',
        transport: 'STDIO',
        command: ['thing'],
        environment: [{ name: 'TOKEN', value: 'env-s3cret' }],
      },
      'server { id environmentNames }',
    );
    expect(program.environmentNames).toEqual(['TOKEN']);
    const trail = JSON.stringify([await entriesOf(credentialId), await entriesOf(keyId), await entriesOf(program.id)]);
    expect(trail).toContain('X-Key');
    for (const secret of ['s3cret-value', 'another-s3cret', 'env-s3cret', key]) expect(trail).not.toContain(secret);
    const everything = await server.database
      .sql`SELECT (SELECT json_agg(c) FROM credentials c) AS c, (SELECT json_agg(s) FROM servers s) AS s, (SELECT json_agg(k) FROM application_keys k) AS k, (SELECT json_agg(a) FROM audit_entries a) AS a`;
    for (const secret of ['s3cret-value', 'another-s3cret', 'env-s3cret', key]) expect(JSON.stringify(everything)).not.toContain(secret);
  });

  it('names grants that went because a server went', async () => {
    const { serverId, grantId } = await makeNouns(server);
    await payloadOf(server.admin, 'updateGrant', { id: grantId, expectedRevision: 1, serverIds: [serverId] });
    await payloadOf(server.admin, 'deleteServer', { id: serverId });
    expect((await entriesOf(grantId))[0]).toMatchObject({ action: 'grant.revoke', before: { serverIds: [serverId] }, after: null });
  });

  it('is for auditors and administrators only, also by id', async () => {
    const { registryId, projectId } = await makeNouns(server);
    const query = 'query ($id: ID!) { auditEntries(filter: { objectId: $id }) { nodes { id } } }';
    for (const role of ['AUDITOR', 'ADMIN'] as const) {
      const data: any = await (await server.as(role))(query, { id: registryId });
      expect(data.auditEntries.nodes).toHaveLength(1);
    }
    const [{ id }] = ((await server.admin(query, { id: registryId })) as any).auditEntries.nodes;
    for (const role of ['VIEWER', 'OPERATOR'] as const) {
      const graphql = await server.as(role);
      await expect(graphql(query, { id: registryId })).rejects.toThrow('FORBIDDEN');
      expect(await graphql('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    }
    expect(await (await server.as('AUDITOR', projectId))('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: { id } });
  });

  it('filters by time and action', async () => {
    const { projectId } = await makeNouns(server);
    const query = 'query ($filter: AuditFilter!) { auditEntries(filter: $filter) { totalCount nodes { action } } }';
    const ofAction: any = await server.admin(query, { filter: { projectId, action: 'grant.create' } });
    expect(ofAction.auditEntries).toEqual({ totalCount: 1, nodes: [{ action: 'grant.create' }] });
    const later: any = await server.admin(query, { filter: { projectId, since: new Date(Date.now() + 60_000).toISOString() } });
    expect(later.auditEntries.totalCount).toBe(0);
    const earlier: any = await server.admin(query, { filter: { projectId, until: new Date(Date.now() + 60_000).toISOString() } });
    expect(earlier.auditEntries.totalCount).toBeGreaterThan(5);
  });
});
