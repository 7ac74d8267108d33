import type { CustomPattern, Policy, PolicyRule, TokenEntitlement, WebhookDetector } from '../../../data-plane/guardrails/index.ts';
import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Guardrail policies. Stored rules were validated before they were stored, so they are read as what they are. */
export const policyResolvers: Resolvers = {
  Query: {
    policies: (_, { projectId, ...args }, { viewer, services }) => services.policies.listOf(viewer, projectId ?? null, args),
    policy: (_, { id }, { load }) => load.policy.load(id),
    async testPolicy(_, { input }, { viewer, services }) {
      const { verdict, result } = await services.policyTest.test(viewer, input);
      return { __typename: 'TestPolicyOk', ...verdict, wouldBeAction: verdict.wouldBe, result: result as never };
    },
  },
  Mutation: {
    createPolicy: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreatePolicyOk',
      ...(await services.policies.create(viewer, input)),
    }),
    updatePolicy: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdatePolicyOk',
      ...(await services.policies.update(viewer, input)),
    }),
    setDefaultPolicy: async (_, { input }, { viewer, services }) => ({
      __typename: 'SetDefaultPolicyOk',
      ...(await services.policies.setDefault(viewer, input.id)),
    }),
    deletePolicy: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeletePolicyOk',
      ...(await services.policies.remove(viewer, input.id)),
    }),
  },
  Policy: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    isDefault: async ({ id, projectId }, _, { load }) =>
      (await required(load.project.load(projectId), 'the project')).defaultPolicyId === id,
    registries: ({ id }, args, { load }) => load.registriesOfPolicy.load({ parentId: id, args, filter: null }),
    rules: ({ rules }) => partsOf(rules).rules.map((rule: PolicyRule) => ({ ...rule, redaction: rule.redaction ?? 'mask' })),
    customPatterns: ({ rules }) => (partsOf(rules).customPatterns ?? []).map(shownPattern),
    webhooks: ({ rules }) => partsOf(rules).webhooks ?? ([] as readonly WebhookDetector[]),
    restore: ({ rules }) => partsOf(rules).restore ?? ([] as readonly TokenEntitlement[]),
  },
};

function partsOf(rules: Record<string, unknown>): Omit<Policy, 'id'> {
  return rules as unknown as Omit<Policy, 'id'>;
}

function shownPattern({ id, kind, pattern, keywords, caseSensitive, label, confidence }: CustomPattern) {
  return {
    id,
    kind,
    pattern: pattern ?? null,
    keywords: keywords ?? null,
    caseSensitive: caseSensitive ?? false,
    label: label ?? null,
    confidence: confidence ?? 1,
  };
}
