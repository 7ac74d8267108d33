import { validatePolicy } from '../../data-plane/guardrails/index.ts';
import type { Policy } from '../../data-plane/guardrails/index.ts';
import { invalidInput } from '../services/refusal.ts';

/** The parts of a policy as GraphQL gives them; null and absent mean the same. */
export interface PolicyParts {
  readonly rules?: readonly object[] | null | undefined;
  readonly customPatterns?: readonly object[] | null | undefined;
  readonly webhooks?: readonly object[] | null | undefined;
  readonly restore?: readonly object[] | null | undefined;
}

/**
 * Makes a policy of its parts and checks it as nodes will.
 *
 * Throws: Refusal (InvalidInput) that names each rule, pattern or webhook that is wrong.
 */
export function policyFrom(id: string, parts: PolicyParts): Policy {
  const candidate = {
    id,
    rules: (parts.rules ?? []).map((rule) => ({ message: null, server: null, tool: null, applicationId: null, ...rule })),
    ...(parts.customPatterns?.length ? { customPatterns: parts.customPatterns.map(withoutNulls) } : {}),
    ...(parts.webhooks?.length ? { webhooks: parts.webhooks.map(withoutNulls) } : {}),
    ...(parts.restore?.length
      ? { restore: parts.restore.map((entry) => ({ server: null, tool: null, applicationId: null, kinds: null, ...entry })) }
      : {}),
  };
  const validation = validatePolicy(candidate);
  if (validation.ok) return validation.policy;
  throw invalidInput(validation.problems.map(problemOf));
}

/** `rules.3.match: what is wrong; what would be right`, in parts. */
function problemOf(text: string): { field: string; problem: string; expected: string } {
  const at = text.indexOf(': ');
  const field = at === -1 ? 'rules' : text.slice(0, at);
  const rest = at === -1 ? text : text.slice(at + 2);
  const [problem = rest, ...expected] = rest.split('; ');
  return { field, problem, expected: expected.length === 0 ? rest : expected.join('; ') };
}

function withoutNulls(entry: object): object {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== undefined));
}
