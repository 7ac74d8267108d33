import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitChange } from '../../../control-plane/services/change.ts';
import type { Viewer } from '../../../control-plane/services/viewer.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const VIEWER: Viewer = { name: 'tester', role: 'admin', tokenId: null, projectId: null, expiresAt: null, requestId: 'request-1' };
const counts = async () => {
  const [row] = await server.database
    .sql`SELECT (SELECT count(*)::int FROM audit_entries) AS audit, (SELECT version::int FROM config_version) AS version, (SELECT count(*)::int FROM config_changes) AS changes`;
  return row as unknown as { audit: number; version: number; changes: number };
};

describe('a change (one transaction: change, config version, audit)', () => {
  it('writes all three together', async () => {
    const before = await counts();
    const made = await payloadOf(server.admin, 'createProject', { name: 'together' }, 'project { id }');
    const after = await counts();
    expect(after).toEqual({ audit: before.audit + 1, version: before.version + 1, changes: before.changes + 2 });
    expect(made.configVersion).toBe(String(after.version));
    const changes = await server.database.sql`SELECT kind FROM config_changes WHERE version = ${after.version} ORDER BY kind`;
    expect(changes.map(({ kind }) => kind)).toEqual(['Policy', 'Project']);
  });

  it('leaves none of them when it fails after the change', async () => {
    const before = await counts();
    await expect(
      commitChange(server.database.orm, VIEWER, async (tx) => {
        await tx.execute("INSERT INTO projects (id, name) VALUES ('prj_rolledback', 'rolled-back')");
        return {
          value: {},
          touched: [{ kind: 'Project', id: 'prj_rolledback' }],
          // An audit row that cannot be stored: the action is missing.
          audit: [{ action: null as never, kind: 'Project', id: 'prj_rolledback', name: null, projectId: null, before: null, after: null }],
        };
      }),
    ).rejects.toThrow();
    expect(await counts()).toEqual(before);
    expect(await server.database.sql`SELECT 1 FROM projects WHERE id = 'prj_rolledback'`).toHaveLength(0);
  });

  it('leaves none of them for a refusal', async () => {
    const { name } = await makeNouns(server);
    const before = await counts();
    expect(await payloadOf(server.admin, 'createProject', { name })).toMatchObject({ __typename: 'NameTaken', name });
    expect(await payloadOf(server.admin, 'createProject', { name: 'Not A Label' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await counts()).toEqual(before);
  });

  it('raises no version and writes no audit row when nothing is different', async () => {
    const { serverId, keyId } = await makeNouns(server);
    await payloadOf(server.admin, 'revokeApplicationKey', { id: keyId });
    const before = await counts();
    expect(await payloadOf(server.admin, 'setServerEnabled', { id: serverId, enabled: true })).toMatchObject({
      configVersion: String(before.version),
    });
    expect(await payloadOf(server.admin, 'revokeApplicationKey', { id: keyId })).toMatchObject({ configVersion: String(before.version) });
    expect(await counts()).toEqual(before);
  });

  it('lets one of two updates from the same reading through, and tells the other the revision', async () => {
    const { registryId } = await makeNouns(server);
    const updates = await Promise.all(
      [true, false, true, false].map((recordPayloads) =>
        payloadOf(server.admin, 'updateRegistry', { id: registryId, expectedRevision: 1, recordPayloads }, 'registry { revision }'),
      ),
    );
    expect(updates.map(({ __typename }) => __typename).sort()).toEqual([
      'StaleRevision',
      'StaleRevision',
      'StaleRevision',
      'UpdateRegistryOk',
    ]);
    expect(updates.find(({ __typename }) => __typename === 'StaleRevision')).toMatchObject({ currentRevision: 2 });
    expect(updates.find(({ __typename }) => __typename === 'UpdateRegistryOk')).toMatchObject({ registry: { revision: 2 } });
  });

  it('lets one of several that want the same name through', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => payloadOf(server.admin, 'createProject', { name: 'contended' })));
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
      'CreateProjectOk',
      'NameTaken',
      'NameTaken',
      'NameTaken',
      'NameTaken',
    ]);
  });

  it('gives versions in the order of commits, without gaps, to changes made at once', async () => {
    const { applicationId } = await makeNouns(server);
    const before = await counts();
    const keys = await Promise.all(
      Array.from({ length: 12 }, (_, index) => payloadOf(server.admin, 'createApplicationKey', { applicationId, name: `key ${index}` })),
    );
    const versions = keys.map(({ configVersion }) => Number(configVersion)).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 12 }, (_, index) => before.version + 1 + index));
  });

  it('runs a change again that met another in the middle (deadlock)', async () => {
    const [a, b] = [await makeNouns(server), await makeNouns(server)];
    let runs = 0;
    const met: (() => void)[] = [];
    const bothHoldOne = new Promise<void>((resolve) => met.push(resolve));
    let holding = 0;
    const lockBoth = (first: string, second: string) =>
      commitChange(server.database.orm, VIEWER, async (tx) => {
        runs += 1;
        await tx.execute(`SELECT 1 FROM projects WHERE id = '${first}' FOR UPDATE`);
        holding += 1;
        if (holding === 2) met[0]?.();
        await bothHoldOne;
        await tx.execute(`SELECT 1 FROM projects WHERE id = '${second}' FOR UPDATE`);
        return { value: {}, touched: [], audit: [] };
      });
    await Promise.all([lockBoth(a.projectId, b.projectId), lockBoth(b.projectId, a.projectId)]);
    expect(runs).toBe(3);
  });
});
