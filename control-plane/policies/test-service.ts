import { z } from 'zod';
import { compilePolicy, inspectRequest, inspectResponse } from '../../data-plane/guardrails/index.ts';
import type { Policy, Verdict } from '../../data-plane/guardrails/index.ts';
import { permit } from '../admin-tokens/permissions.ts';
import { invalidInput, notFound } from '../services/refusal.ts';
import { says, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { policyFrom } from './policy-input.ts';
import type { PolicyParts } from './policy-input.ts';
import type { PolicyService } from './service.ts';

/** What a policy makes of a message. */
export interface PolicyTrial {
  readonly verdict: Verdict;
  /** What would leave; null when blocked. */
  readonly result: unknown;
}

/** Tries policies out, with the engine nodes run. */
export interface PolicyTestService {
  test(viewer: Viewer, input: unknown): Promise<PolicyTrial>;
}

const parts = z.array(z.looseObject({})).nullish();
const Input = z.strictObject({
  policyId: z.string().nullish(),
  rules: parts,
  customPatterns: parts,
  phase: z.enum(['request', 'response'], says('is BOTH', 'REQUEST or RESPONSE')),
  text: z.string().max(262_144).nullish(),
  json: z.unknown().optional(),
  server: z.string().max(200).nullish(),
  tool: z.string().max(300).nullish(),
  applicationId: z.string().max(100).nullish(),
  inputSchema: z.unknown().optional(),
});

/** The service that tries policies out. */
export function policyTestService(policies: Pick<PolicyService, 'byIds'>): PolicyTestService {
  return {
    async test(viewer, input) {
      permit(viewer, 'policy.test');
      const { policyId, rules, customPatterns, phase, text, json, ...target } = valid(Input, input);
      const hasText = typeof text === 'string';
      if (hasText === (json !== null && json !== undefined)) {
        throw invalidInput([{ field: 'text', problem: hasText ? 'is given beside json' : 'is missing', expected: 'either text or json' }]);
      }
      const policy = await chosen(viewer, policies, policyId ?? null, { rules, customPatterns });
      const compiled = compilePolicy(policy);
      const at = { server: target.server ?? null, tool: target.tool ?? null, applicationId: target.applicationId ?? null };
      if (phase === 'request') {
        const verdict = inspectRequest(compiled, {
          ...at,
          arguments: hasText ? { text } : json,
          inputSchema: target.inputSchema ?? null,
          description: null,
        });
        return { verdict, result: hasText ? ((verdict.value as { text?: unknown } | null)?.text ?? null) : verdict.value };
      }
      const value = hasText ? { content: [{ type: 'text', text }] } : json;
      const verdict = inspectResponse(compiled, { ...at, kind: 'result', value });
      return {
        verdict,
        result: hasText ? ((verdict.value as { content?: { text?: unknown }[] } | null)?.content?.[0]?.text ?? null) : verdict.value,
      };
    },
  };
}

async function chosen(viewer: Viewer, policies: Pick<PolicyService, 'byIds'>, id: string | null, draft: PolicyParts): Promise<Policy> {
  if ((id === null) === (draft.rules === null || draft.rules === undefined)) {
    throw invalidInput([
      { field: 'rules', problem: id === null ? 'is missing' : 'is given beside policyId', expected: 'either policyId or rules' },
    ]);
  }
  if (id === null) return policyFrom('draft', draft);
  const [row] = await policies.byIds(viewer, [id]);
  if (row === null || row === undefined) throw notFound('Policy', id);
  return { id, ...row.rules } as unknown as Policy;
}
