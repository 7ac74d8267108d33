import { allDetectors } from '../detectors/index.ts';
import { patternProblem } from './custom-pattern.ts';
import type { CustomPattern, Policy } from './policy.ts';
import { policySchema } from './policy-schema.ts';

/** A policy that can be compiled, or what is wrong with it, one sentence each, naming the place. */
export type PolicyValidation =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly string[] };

const MAX_PROBLEMS = 20;
const REASONS = ['binary', 'too-large', 'too-deep', 'time', 'encoding', 'too-many'];

/** Checks a policy from outside: its shape, that its rules name things that exist, and that its patterns compile. */
export function validatePolicy(input: unknown): PolicyValidation {
  const parsed = policySchema.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`);
    return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  }
  const policy = parsed.data as Policy;
  const problems = [
    ...ruleProblems(policy),
    ...patternProblems(policy.customPatterns ?? []),
    ...duplicates(
      'webhooks',
      (policy.webhooks ?? []).map((hook) => hook.id),
    ),
  ];
  return problems.length === 0 ? { ok: true, policy } : { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'policy' : path.map(String).join('.');
}

function ruleProblems(policy: Policy): string[] {
  const matchable = new Set<string>(['uninspected', ...REASONS.map((reason) => `uninspected:${reason}`), 'family:custom']);
  for (const detector of allDetectors) matchable.add(detector.id).add(`family:${detector.family}`);
  for (const pattern of policy.customPatterns ?? []) matchable.add(`custom.${pattern.id}`);
  for (const webhook of policy.webhooks ?? []) matchable.add(`webhook.${webhook.id}`);
  const problems = duplicates(
    'rules',
    policy.rules.map((rule) => rule.id),
  );
  policy.rules.forEach((rule, index) => {
    if (!matchable.has(rule.match))
      problems.push(`rules.${index}.match: "${rule.match}" is no detector, family or reason; known are ${nearest(rule.match, matchable)}`);
    if (rule.tool !== null && rule.server === null) problems.push(`rules.${index}.tool: a rule for a tool names its server too`);
  });
  return problems;
}

function patternProblems(patterns: readonly CustomPattern[]): string[] {
  const problems = duplicates(
    'customPatterns',
    patterns.map((pattern) => pattern.id),
  );
  patterns.forEach((pattern, index) => {
    const problem = patternProblem(pattern);
    if (problem !== null) problems.push(`customPatterns.${index}.${problem}`);
  });
  return problems;
}

function duplicates(list: string, ids: readonly string[]): string[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [`${list}.${index}.id: "${id}" is used twice`] : []));
}

/** A few of the names that could have been meant. */
function nearest(name: string, known: ReadonlySet<string>): string {
  const head = name.split(/[.:]/)[0] ?? '';
  const alike = [...known].filter((candidate) => candidate.startsWith(head));
  return (alike.length > 0 ? alike : [...known]).slice(0, 12).join(', ');
}
