import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPrivateTarget } from '../../../control-plane/projects/private-target.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const UNKNOWN = 'prj_00000000000000000000000000';

describe('projects', () => {
  it('are made with a default policy of their own', async () => {
    const { project } = await payloadOf(
      server.admin,
      'createProject',
      { name: 'first', allowedPrivateTargets: ['10.0.0.0/8', 'mcp.internal'] },
      'project { id name revision allowedPrivateTargets defaultPolicy { name isDefault rules { id } } }',
    );
    expect(project).toMatchObject({
      name: 'first',
      revision: 1,
      allowedPrivateTargets: ['10.0.0.0/8', 'mcp.internal'],
      defaultPolicy: { name: 'default', isDefault: true },
    });
    expect(project.id).toMatch(/^prj_[0-9a-z]{26}$/);
    expect(project.defaultPolicy.rules.length).toBeGreaterThan(5);
  });

  it('are found by id and by name, and not found otherwise', async () => {
    const { projectId, name } = await makeNouns(server);
    expect(
      await server.admin(
        'query ($id: ID!, $name: String!) { a: project(id: $id) { name } b: project(name: $name) { id } c: project(name: "none") { id } d: project { id } }',
        { id: projectId, name },
      ),
    ).toEqual({
      a: { name },
      b: { id: projectId },
      c: null,
      d: null,
    });
  });

  it('name each field that is wrong, what is wrong with it and what would be right', async () => {
    expect(
      await payloadOf(server.admin, 'createProject', {
        name: 'Bad Name',
        allowedPrivateTargets: ['ok.internal', '10.0.0.0/99', 'http://x'],
      }),
    ).toMatchObject({
      __typename: 'InvalidInput',
      problems: [
        { field: 'name', expected: '1 to 40 of a-z, 0-9 and "-", with a letter or digit at both ends' },
        { field: 'allowedPrivateTargets.1', problem: 'is neither a host nor an address range' },
        { field: 'allowedPrivateTargets.2', problem: 'is neither a host nor an address range' },
      ],
    });
  });

  it('change by revision, and keep what is left out', async () => {
    const { projectId } = await makeNouns(server);
    const update = (input: object) =>
      payloadOf(server.admin, 'updateProject', { id: projectId, ...input }, 'project { name revision allowedPrivateTargets }');
    expect(await update({ expectedRevision: 1, allowedPrivateTargets: [] })).toMatchObject({
      project: { revision: 2, allowedPrivateTargets: [] },
    });
    expect(await update({ expectedRevision: 1, name: 'late' })).toMatchObject({ __typename: 'StaleRevision', currentRevision: 2 });
    expect(await update({ expectedRevision: 2, name: 'renamed-project' })).toMatchObject({
      project: { name: 'renamed-project', revision: 3, allowedPrivateTargets: [] },
    });
    expect(await update({ expectedRevision: 3, name: '' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await payloadOf(server.admin, 'updateProject', { id: UNKNOWN, expectedRevision: 1 })).toMatchObject({
      __typename: 'NotFound',
      kind: 'Project',
      id: UNKNOWN,
    });
  });

  it('keep their names apart', async () => {
    const [a, b] = [await makeNouns(server), await makeNouns(server)];
    expect(await payloadOf(server.admin, 'updateProject', { id: a.projectId, expectedRevision: 1, name: b.name })).toMatchObject({
      __typename: 'NameTaken',
      name: b.name,
    });
  });

  it('go only when they are empty, and take policies and credentials along', async () => {
    const nouns = await makeNouns(server);
    expect(await payloadOf(server.admin, 'deleteProject', { id: nouns.projectId })).toMatchObject({
      __typename: 'InUse',
      usedBy: [nouns.registryId, nouns.applicationId],
    });
    await payloadOf(server.admin, 'deleteRegistry', { id: nouns.registryId });
    await payloadOf(server.admin, 'deleteApplication', { id: nouns.applicationId });
    const gone = await payloadOf(server.admin, 'deleteProject', { id: nouns.projectId }, 'deletedId');
    expect(gone).toMatchObject({ __typename: 'DeleteProjectOk', deletedId: nouns.projectId });
    const changes = await server.database.sql`SELECT kind, id FROM config_changes WHERE version = ${gone['configVersion']} ORDER BY kind`;
    expect([...changes]).toEqual([
      { kind: 'Credential', id: nouns.credentialId },
      { kind: 'Policy', id: nouns.policyId },
      { kind: 'Project', id: nouns.projectId },
    ]);
    expect(await payloadOf(server.admin, 'deleteProject', { id: nouns.projectId })).toMatchObject({ __typename: 'NotFound' });
  });
});

describe('a private target', () => {
  it.each(['localhost', '127.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1', 'mcp.internal.example', 'a'])('may be %s', (text) =>
    expect(isPrivateTarget(text)).toBe(true),
  );
  it.each(['', 'http://a', 'a b', '10.0.0.0/33', '*.internal', 'a/b', '-a', 'a..b', 'a:8080', `${'a'.repeat(64)}.b`])(
    'may not be "%s"',
    (text) => expect(isPrivateTarget(text)).toBe(false),
  );
});
