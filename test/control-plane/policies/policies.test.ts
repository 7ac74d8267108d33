import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const CARD = { id: 'card', match: 'pii.payment-card', action: 'BLOCK', message: 'no cards' };
const test = async (input: object): Promise<any> =>
  (
    await server.admin<any>(
      `query ($input: TestPolicyInput!) { testPolicy(input: $input) { __typename ... on TestPolicyOk { action wouldBeAction result message decisions { ruleId detectorId action mode phase label start end } coverage { inspected { carrier bytes } detectors } } ... on InvalidInput { problems { field problem expected } } ... on NotFound { kind } } }`,
      { input },
    )
  ).testPolicy;

describe('guardrail policies', () => {
  it('are made of rules whose every field is kept', async () => {
    const { projectId } = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createPolicy',
      {
        projectId,
        name: 'strict',
        description: 'for finance',
        rules: [
          {
            ...CARD,
            phase: 'RESPONSE',
            threshold: 0.8,
            mode: 'MONITOR',
            onFailure: 'ALLOW',
            server: 'main',
            tool: 'alpha',
            redaction: 'TOKEN',
          },
          { id: 'own', match: 'custom.ticket', action: 'REDACT' },
        ],
        customPatterns: [{ id: 'ticket', kind: 'REGEX', pattern: 'TCK-[0-9]{6}', label: 'ticket' }],
      },
      'policy { isDefault description rules { id match phase threshold action mode message onFailure server tool applicationId redaction } customPatterns { id kind pattern keywords caseSensitive label confidence } webhooks { id } restore { server } registries { totalCount } }',
    );
    expect(made['policy']).toEqual({
      isDefault: false,
      description: 'for finance',
      rules: [
        {
          id: 'card',
          match: 'pii.payment-card',
          phase: 'RESPONSE',
          threshold: 0.8,
          action: 'BLOCK',
          mode: 'MONITOR',
          message: 'no cards',
          onFailure: 'ALLOW',
          server: 'main',
          tool: 'alpha',
          applicationId: null,
          redaction: 'TOKEN',
        },
        {
          id: 'own',
          match: 'custom.ticket',
          phase: 'BOTH',
          threshold: 0.5,
          action: 'REDACT',
          mode: 'ENFORCE',
          message: null,
          onFailure: 'BLOCK',
          server: null,
          tool: null,
          applicationId: null,
          redaction: 'MASK',
        },
      ],
      customPatterns: [
        { id: 'ticket', kind: 'REGEX', pattern: 'TCK-[0-9]{6}', keywords: null, caseSensitive: false, label: 'ticket', confidence: 1 },
      ],
      webhooks: [],
      restore: [],
      registries: { totalCount: 0 },
    });
  });

  it('refuse rules that name nothing, patterns that do not compile, and ids that are doubled, each by its place', async () => {
    const { projectId } = await makeNouns(server);
    const refused = await payloadOf(server.admin, 'createPolicy', {
      projectId,
      name: 'broken',
      rules: [CARD, { ...CARD, match: 'pii.nonsense' }],
      customPatterns: [{ id: 'p', kind: 'REGEX', pattern: '(' }],
    });
    expect(refused.__typename).toBe('InvalidInput');
    expect((refused['problems'] as { field: string }[]).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['rules.1.id', 'rules.1.match', expect.stringMatching(/^customPatterns\.0/)]),
    );
  });

  it('change by revision: what is left out stays, lists that are given replace', async () => {
    const { policyId } = await makeNouns(server);
    const update = (expectedRevision: number, input: object) =>
      payloadOf(server.admin, 'updatePolicy', { id: policyId, expectedRevision, ...input }, 'policy { name rules { id } revision }');
    const named = await update(1, { name: 'renamed' });
    expect(named['policy']).toMatchObject({ name: 'renamed', revision: 2 });
    expect(named['policy'].rules.length).toBeGreaterThan(5);
    expect((await update(2, { rules: [CARD] }))['policy'].rules).toEqual([{ id: 'card' }]);
    expect(await update(2, {})).toMatchObject({ __typename: 'StaleRevision', currentRevision: 3 });
    expect(await update(3, { rules: [{ ...CARD, threshold: 2 }] })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'rules.0.threshold' }],
    });
  });

  it('become the default of new registries, and go only when nothing names them', async () => {
    const { projectId, policyId, registryId } = await makeNouns(server);
    const { policy } = await payloadOf(server.admin, 'createPolicy', { projectId, name: 'other', rules: [CARD] }, 'policy { id }');
    expect(await payloadOf(server.admin, 'deletePolicy', { id: policyId })).toMatchObject({ __typename: 'InUse', usedBy: [registryId] });
    await payloadOf(server.admin, 'setDefaultPolicy', { id: policy.id });
    expect(await payloadOf(server.admin, 'deletePolicy', { id: policy.id })).toMatchObject({ __typename: 'InUse', usedBy: [projectId] });
    const made = await payloadOf(server.admin, 'createRegistry', { projectId, name: 'follows-default' }, 'registry { policy { id } }');
    expect(made['registry'].policy.id).toBe(policy.id);
    await payloadOf(server.admin, 'updateRegistry', { id: registryId, expectedRevision: 1, policyId: policy.id });
    expect((await payloadOf(server.admin, 'deletePolicy', { id: policyId })).__typename).toBe('DeletePolicyOk');
    expect(await payloadOf(server.admin, 'createPolicy', { projectId, name: 'other', rules: [] })).toMatchObject({
      __typename: 'NameTaken',
    });
    expect(await payloadOf(server.admin, 'setDefaultPolicy', { id: policyId })).toMatchObject({ __typename: 'NotFound' });
  });
});

describe('testPolicy', () => {
  it('blocks, redacts or passes a text as nodes would, and changes nothing', async () => {
    const { policyId } = await makeNouns(server);
    const before = await server.database.sql`SELECT version::text, (SELECT count(*) FROM audit_entries) FROM config_version`;
    const blocked = await test({ rules: [CARD], phase: 'RESPONSE', text: 'pay with 4111 1111 1111 1111 now' });
    expect(blocked).toMatchObject({
      action: 'BLOCK',
      result: null,
      message: 'no cards',
      decisions: [{ ruleId: 'card', detectorId: 'pii.payment-card', phase: 'RESPONSE' }],
    });
    const redacted = await test({ rules: [{ ...CARD, action: 'REDACT' }], phase: 'REQUEST', text: 'pay with 4111 1111 1111 1111 now' });
    expect(redacted.action).toBe('REDACT');
    expect(redacted.result).toMatch(/^pay with \[card.*\] now$/);
    const passed = await test({ policyId, phase: 'RESPONSE', text: 'The weather in Bern is fine.' });
    expect(passed).toMatchObject({ action: 'ALLOW', result: 'The weather in Bern is fine.', message: null });
    expect(passed.coverage.detectors.length).toBeGreaterThan(2);
    expect(await server.database.sql`SELECT version::text, (SELECT count(*) FROM audit_entries) FROM config_version`).toEqual(before);
  });

  it('says what a rule in monitor would have done', async () => {
    expect(await test({ rules: [{ ...CARD, mode: 'MONITOR' }], phase: 'RESPONSE', text: '4111 1111 1111 1111' })).toMatchObject({
      action: 'ALLOW',
      wouldBeAction: 'BLOCK',
      result: '4111 1111 1111 1111',
    });
  });

  it('judges JSON as arguments of a call or as a result', async () => {
    const json = { content: [{ type: 'text', text: 'card 4111 1111 1111 1111' }] };
    expect(await test({ rules: [{ ...CARD, action: 'REDACT' }], phase: 'RESPONSE', json })).toMatchObject({
      action: 'REDACT',
      result: { content: [{ type: 'text', text: expect.stringMatching(/^card \[/) }] },
    });
    expect(
      await test({ rules: [CARD], phase: 'REQUEST', json: { a: { b: ['4111 1111 1111 1111'] } }, server: 'x', tool: 'y' }),
    ).toMatchObject({ action: 'BLOCK' });
  });

  it.each([
    ['neither text nor json', { rules: [], phase: 'REQUEST' }, 'text'],
    ['both text and json', { rules: [], phase: 'REQUEST', text: 'a', json: {} }, 'text'],
    ['neither policy nor rules', { phase: 'REQUEST', text: 'a' }, 'rules'],
    ['both directions', { rules: [], phase: 'BOTH', text: 'a' }, 'phase'],
    ['a text that is too long', { rules: [], phase: 'REQUEST', text: 'a'.repeat(262_145) }, 'text'],
    ['a rule that is wrong', { rules: [{ id: 'x', match: 'family:none', action: 'BLOCK' }], phase: 'REQUEST', text: 'a' }, 'rules.0.match'],
  ])('refuses %s', async (_, input, field) => {
    expect(await test(input)).toMatchObject({ __typename: 'InvalidInput', problems: [{ field }] });
  });

  it('does not know a policy of another project', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    const limited = await server.as('VIEWER', mine.projectId);
    const query = 'query ($id: ID!) { testPolicy(input: { policyId: $id, phase: REQUEST, text: "a" }) { __typename } }';
    expect(await limited(query, { id: other.policyId })).toEqual({ testPolicy: { __typename: 'NotFound' } });
    expect(await limited(query, { id: mine.policyId })).toEqual({ testPolicy: { __typename: 'TestPolicyOk' } });
  });
});
