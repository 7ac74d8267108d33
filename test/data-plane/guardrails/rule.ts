import type { Policy, PolicyRule } from '../../../data-plane/guardrails/index.ts';

/** A rule with everything but what a test is about filled in. */
export function rule(fields: Partial<PolicyRule> & Pick<PolicyRule, 'match' | 'action'>): PolicyRule {
  return {
    id: `${fields.match}-${fields.action}`.replaceAll(':', '-'),
    phase: 'both',
    threshold: 0.5,
    mode: 'enforce',
    message: null,
    onFailure: 'block',
    server: null,
    tool: null,
    applicationId: null,
    ...fields,
  };
}

/** A policy of these rules. */
export function policyOf(...rules: readonly PolicyRule[]): Policy {
  return { id: 'test', rules };
}

/** A place that messages come from and calls go to. */
export const TARGET = { server: 'shop', tool: 'orders', applicationId: 'app' };
