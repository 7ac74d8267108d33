import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../../control-plane/usage/ingest.ts';
import type { Invocation__Output } from '../../../proto/generated/gateway/v1/Invocation.ts';
import { startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns, type Nouns } from '../../support/nouns.ts';

const HOUR = 3_600_000;
const now = Date.now();

let server: GraphqlServer;
let mine: Nouns;
let other: Nouns;

beforeAll(async () => {
  server = await startGraphql();
  mine = await makeNouns(server, 'graph-a');
  other = await makeNouns(server, 'graph-b');
  for (const { itemIds } of [mine, other])
    await server.database
      .sql`UPDATE items SET state = 'enabled', approved_digest = digest, approved_definition = definition WHERE id = ANY (${[...itemIds]})`;
});
afterAll(() => server.stop());

function call(of: Nouns, changes: Record<string, unknown>): Invocation__Output {
  return {
    id: randomUUID(),
    nodeId: 'n',
    startedAtMs: now - 5 * HOUR,
    latencyUs: 2_000,
    upstreamUs: 0,
    projectId: of.projectId,
    applicationId: of.applicationId,
    keyId: of.keyId,
    agentName: 'bot',
    agentVersion: '1',
    userSubject: '',
    session: '',
    traceId: '',
    registryId: of.registryId,
    serverId: of.serverId,
    itemId: of.itemIds[0],
    requestedName: 'alpha',
    itemDigest: '',
    method: 'tools/call',
    outcome: 'ok',
    reason: '',
    detail: '',
    requestBytes: 10,
    responseBytes: 90,
    decisions: [],
    coverage: null,
    credential: null,
    incidentId: '',
    route: 'single',
    protocolVersion: '2025-11-25',
    configVersion: '1',
    remoteAddress: '',
    action: 'allow',
    wouldBeAction: 'allow',
    ...changes,
  } as unknown as Invocation__Output;
}

const report = (invocations: Invocation__Output[]): Promise<unknown> =>
  ingest(server.database.sql, { nodeId: randomUUID(), invocations, drifts: [] });

async function graph(filter: object): Promise<{
  calls: number;
  nodes: { id: string; kind: string; label: string; detail: string | null }[];
  edges: { from: string; to: string; kind: string; calls: number; errors: number; blocked: number; p50Ms: number; lastAt: string }[];
}> {
  const { applicationGraph } = await server.admin<{ applicationGraph: never }>(
    'query ($filter: GraphFilter) { applicationGraph(filter: $filter) { calls truncated nodes { id kind label detail state } edges { from to kind calls errors blocked p50Ms p95Ms bytes firstAt lastAt } } }',
    { filter },
  );
  return applicationGraph;
}

describe('application graph', () => {
  it('shows a grant that was never used, and turns it into calls once it was', async () => {
    const before = await graph({ applicationId: mine.applicationId });
    expect(before.edges.map(({ kind, to }) => [kind, to]).toSorted()).toEqual(mine.itemIds.map((id) => ['GRANTED', id]).toSorted());
    await report([
      call(mine, {}),
      call(mine, { latencyUs: 4_000 }),
      call(mine, { outcome: 'tool_error' }),
      call(mine, { outcome: 'blocked' }),
    ]);
    const after = await graph({ applicationId: mine.applicationId });
    const [alpha, beta] = mine.itemIds;
    expect(after.edges.find(({ kind }) => kind === 'CALLED')).toMatchObject({
      from: mine.applicationId,
      to: alpha,
      calls: 3,
      errors: 1,
      blocked: 0,
      lastAt: new Date(now - 5 * HOUR).toISOString(),
    });
    expect(after.edges.find(({ kind }) => kind === 'BLOCKED')).toMatchObject({ to: alpha, calls: 1, blocked: 1 });
    expect(after.edges.find(({ kind }) => kind === 'GRANTED')).toMatchObject({ to: beta });
    expect(after.nodes.find(({ id }) => id === alpha)).toMatchObject({ kind: 'TOOL', label: 'alpha', detail: 'graph-a / main' });
  });

  it('equals the records over any window, cut through hours', async () => {
    const batch = Array.from({ length: 400 }, (_, index) =>
      call(other, {
        startedAtMs: now - (index % 200) * 137_000,
        itemId: other.itemIds[index % 2],
        outcome: ['ok', 'refused', 'upstream_error'][index % 3],
        userSubject: `user-${index % 5}`,
      }),
    );
    await report(batch);
    for (const [from, to] of [
      [7, 0],
      [6.3, 1.7],
      [3.2, 2.9],
      [100, 0],
    ] as const) {
      const since = new Date(now - from * HOUR);
      const until = new Date(now - to * HOUR + 1);
      const records = batch.filter(({ startedAtMs }) => Number(startedAtMs) >= since.getTime() && Number(startedAtMs) < until.getTime());
      const { calls, edges } = await graph({ applicationId: other.applicationId, since: since.toISOString(), until: until.toISOString() });
      expect(calls).toBe(records.length);
      expect(edges.filter(({ kind }) => kind === 'BLOCKED').reduce((sum, { blocked }) => sum + blocked, 0)).toBe(
        records.filter(({ outcome }) => outcome === 'refused').length,
      );
      expect(edges.reduce((sum, { errors }) => sum + errors, 0)).toBe(records.filter(({ outcome }) => outcome === 'upstream_error').length);
    }
  });

  it('counts a batch that is delivered twice once', async () => {
    const { calls: before } = await graph({ applicationId: mine.applicationId });
    const batch = [call(mine, {}), call(mine, {})];
    await report(batch);
    await report(batch);
    expect((await graph({ applicationId: mine.applicationId })).calls).toBe(before + 2);
  });

  it('draws users and agents only when asked, and the same graph from the side of a tool', async () => {
    expect((await graph({ applicationId: other.applicationId })).nodes.some(({ kind }) => kind === 'USER')).toBe(false);
    const { nodes } = await graph({ itemId: other.itemIds[0], includeUsers: true, includeAgents: true });
    expect(nodes.filter(({ kind }) => kind === 'USER').map(({ label }) => label)).toContain('user-1');
    expect(nodes.filter(({ kind }) => kind === 'AGENT').map(({ label }) => label)).toEqual(['bot']);
    expect(nodes.filter(({ kind }) => kind === 'TOOL')).toHaveLength(1);
  });

  it('shows nothing of another project to a token that is limited to one', async () => {
    const viewer = await server.as('VIEWER', mine.projectId);
    const query = 'query ($filter: GraphFilter) { applicationGraph(filter: $filter) { calls nodes { id } } }';
    for (const filter of [{ applicationId: other.applicationId }, { projectId: other.projectId }, { itemId: other.itemIds[0] }]) {
      expect(await viewer(query, { filter })).toEqual({ applicationGraph: { calls: 0, nodes: [] } });
    }
    const radius =
      'query ($input: BlastRadiusInput!) { blastRadius(input: $input) { reachable { id } reached { id } applications { id } } }';
    for (const input of [
      { keyId: other.keyId },
      { applicationId: other.applicationId },
      { itemId: other.itemIds[0] },
      { credentialId: other.credentialId },
      { userSubject: 'user-1' },
    ]) {
      expect(await viewer(radius, { input })).toEqual({ blastRadius: { reachable: [], reached: [], applications: [] } });
    }
  });
});

describe('least privilege', () => {
  it('tells what was used of a grant from what was not, as a change that can be applied', async () => {
    const { leastPrivilege } = await server.admin<{
      leastPrivilege: { grant: { id: string }; used: { name: string }[]; unused: { name: string }[]; narrowedItemIds: string[] }[];
    }>('query ($id: ID!) { leastPrivilege(applicationId: $id, days: 30) { grant { id } used { name } unused { name } narrowedItemIds } }', {
      id: mine.applicationId,
    });
    expect(leastPrivilege).toEqual([
      { grant: { id: mine.grantId }, used: [{ name: 'alpha' }], unused: [{ name: 'beta' }], narrowedItemIds: [mine.itemIds[0]] },
    ]);
  });

  it('refuses a number of days that cannot be meant', async () => {
    await expect(
      server.admin('query ($id: ID!) { leastPrivilege(applicationId: $id, days: 0) { used { id } } }', { id: mine.applicationId }),
    ).rejects.toThrow(/1 to 365/);
  });
});

describe('blast radius', () => {
  const query =
    'query ($input: BlastRadiusInput!) { blastRadius(input: $input) { reachable { name } reached { name } applications { id } } }';

  it.each([
    ['keyId', () => mine.keyId],
    ['applicationId', () => mine.applicationId],
  ])('of a %s holds what its grants allow and what it called', async (name, value) => {
    const { blastRadius } = await server.admin<{
      blastRadius: { reachable: { name: string }[]; reached: { name: string }[]; applications: { id: string }[] };
    }>(query, { input: { [name]: value() } });
    expect(blastRadius.reachable.map((item) => item.name).toSorted()).toEqual(['alpha', 'beta']);
    expect(blastRadius.reached.map((item) => item.name)).toEqual(['alpha']);
    expect(blastRadius.applications).toEqual([{ id: mine.applicationId }]);
  });

  it('of a credential holds the tools of the servers it opens', async () => {
    const { blastRadius } = await server.admin<{ blastRadius: { reachable: { name: string }[] } }>(query, {
      input: { credentialId: mine.credentialId },
    });
    expect(blastRadius.reachable).toHaveLength(2);
  });

  it('asks for exactly one thing', async () => {
    await expect(server.admin(query, { input: {} })).rejects.toThrow(/exactly one/);
    await expect(server.admin(query, { input: { keyId: mine.keyId, itemId: mine.itemIds[0] } })).rejects.toThrow(/exactly one/);
  });
});
