import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { insertInvocations, makeNouns, type Nouns } from '../../support/nouns.ts';

let server: GraphqlServer;
let nouns: Nouns;
const since = new Date(Date.now() - 3_600_000);
beforeAll(async () => {
  server = await startGraphql();
  nouns = await makeNouns(server);
  const who = {
    project_id: nouns.projectId,
    application_id: nouns.applicationId,
    key_id: nouns.keyId,
    registry_id: nouns.registryId,
    server_id: nouns.serverId,
    item_id: nouns.itemIds[0],
  };
  const decision = {
    ruleId: 'card',
    detectorId: 'pii.payment-card',
    family: 'pii',
    action: 'block',
    mode: 'enforce',
    phase: 'request',
    carrier: 'arguments',
    path: '/a',
    start: 1,
    end: 17,
    confidence: 1,
    label: '',
    failed: false,
  };
  await insertInvocations(
    server.database,
    [
      {
        ...who,
        agent_name: 'cursor',
        agent_version: '1.2',
        latency_us: 1500,
        upstream_us: 1200,
        requested_name: 'main__alpha',
        route: 'aggregated',
        protocol_version: '2025-11-25',
        config_version: '9',
      },
      { ...who, outcome: 'refused', reason: 'not_granted', item_id: '', requested_name: 'main__gamma' },
      {
        ...who,
        outcome: 'blocked',
        action: 'block',
        would_be_action: 'block',
        incident_id: 'inc-1',
        decisions: [decision],
        coverage: { inspected: [{ carrier: 'arguments', count: 1, bytes: 20 }], uninspected: [], detectors: ['pii.payment-card@1'] },
        credential: { mode: 'internal', credentialId: nouns.credentialId, version: 1, provider: '', subject: '', tokenHash: '' },
      },
      { outcome: 'refused', reason: 'unauthenticated', remote_address: '192.0.2.7', project_id: '' },
    ],
    since,
  );
});
afterAll(() => server.stop());

const list = async (filter: object, fields = 'id'): Promise<any> =>
  (await server.admin<any>(`query ($f: InvocationFilter) { invocations(filter: $f) { totalCount nodes { ${fields} } } }`, { f: filter }))
    .invocations;

describe('records of calls', () => {
  it('say who called what, when, how long it took and how it ended', async () => {
    const { nodes } = await list(
      { projectId: nouns.projectId, outcomes: ['OK'] },
      'startedAt latencyMs upstreamMs application { name } key { name } agentName agentVersion userSubject registry { name } server { name } item { name } requestedName method outcome reason route protocolVersion configVersion action decisions { ruleId } coverage { detectors } credential { mode } project { name } dataPlaneNode { name } nodeId',
    );
    expect(nodes).toEqual([
      {
        startedAt: since.toISOString(),
        latencyMs: 1.5,
        upstreamMs: 1.2,
        application: { name: `${nouns.name} agent` },
        key: { name: 'first' },
        agentName: 'cursor',
        agentVersion: '1.2',
        userSubject: null,
        registry: { name: nouns.name },
        server: { name: 'main' },
        item: { name: 'alpha' },
        requestedName: 'main__alpha',
        method: 'tools/call',
        outcome: 'OK',
        reason: null,
        route: 'AGGREGATED',
        protocolVersion: '2025-11-25',
        configVersion: '9',
        action: 'ALLOW',
        decisions: [],
        coverage: null,
        credential: null,
        project: { name: nouns.name },
        dataPlaneNode: null,
        nodeId: 'node',
      },
    ]);
  });

  it('hold the decisions of guardrails, what was inspected, and which credential was used', async () => {
    const { nodes } = await list(
      { incidentId: 'inc-1' },
      'outcome action wouldBeAction decisions { ruleId detectorId family action mode phase path start end label failed } coverage { inspected { carrier count bytes } detectors } credential { mode credentialId version provider }',
    );
    expect(nodes).toEqual([
      {
        outcome: 'BLOCKED',
        action: 'BLOCK',
        wouldBeAction: 'BLOCK',
        decisions: [
          {
            ruleId: 'card',
            detectorId: 'pii.payment-card',
            family: 'pii',
            action: 'BLOCK',
            mode: 'ENFORCE',
            phase: 'REQUEST',
            path: '/a',
            start: 1,
            end: 17,
            label: null,
            failed: false,
          },
        ],
        coverage: { inspected: [{ carrier: 'arguments', count: 1, bytes: 20 }], detectors: ['pii.payment-card@1'] },
        credential: { mode: 'internal', credentialId: nouns.credentialId, version: 1, provider: null },
      },
    ]);
  });

  it.each([
    [{}, 4],
    [{ outcomes: ['REFUSED'] }, 2],
    [{ outcomes: ['REFUSED', 'BLOCKED'] }, 3],
    [{ outcomes: [] }, 0],
    [{ actions: ['BLOCK'] }, 1],
    [{ reason: 'not_granted' }, 1],
    [{ agentName: 'cursor' }, 1],
    [{ method: 'tools/list' }, 0],
    [{ since: new Date(since.getTime() + 2000).toISOString() }, 2],
    [{ until: new Date(since.getTime() + 2000).toISOString() }, 2],
  ])('are filtered by %j', async (filter, count) => {
    expect((await list(filter)).totalCount).toBe(count);
  });

  it('are filtered by what they name', async () => {
    for (const filter of [
      { applicationId: nouns.applicationId },
      { keyId: nouns.keyId },
      { registryId: nouns.registryId },
      { serverId: nouns.serverId },
    ])
      expect((await list(filter)).totalCount).toBe(3);
    expect((await list({ itemId: nouns.itemIds[0] })).totalCount).toBe(2);
    expect((await list({ keyId: 'key_none' })).totalCount).toBe(0);
  });

  it('come newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { invocations }: any = await server.admin(
        'query ($after: String) { invocations(first: 1, after: $after) { nodes { startedAt } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...invocations.nodes.map(({ startedAt }: { startedAt: string }) => startedAt));
      after = invocations.pageInfo.hasNextPage ? invocations.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([3, 2, 1, 0].map((second) => new Date(since.getTime() + second * 1000).toISOString()));
  });

  it('outlive what they name', async () => {
    const other = await makeNouns(server);
    await insertInvocations(
      server.database,
      [{ project_id: other.projectId, application_id: other.applicationId, key_id: other.keyId, registry_id: other.registryId }],
      new Date(),
    );
    await payloadOf(server.admin, 'deleteApplication', { id: other.applicationId });
    const { nodes } = await list({ projectId: other.projectId }, 'applicationId application { name } keyId key { name } registry { name }');
    expect(nodes).toEqual([
      { applicationId: other.applicationId, application: null, keyId: other.keyId, key: null, registry: { name: other.name } },
    ]);
  });

  it('of callers nobody knows belong to no project, and only tokens of the whole installation see them', async () => {
    const limited = await server.as('VIEWER', nouns.projectId);
    const data: any = await limited('{ invocations(filter: { reason: "unauthenticated" }) { totalCount } }');
    expect(data.invocations.totalCount).toBe(0);
    expect((await list({ reason: 'unauthenticated' }, 'remoteAddress project { id }')).nodes).toEqual([
      { remoteAddress: '192.0.2.7', project: null },
    ]);
  });
});
