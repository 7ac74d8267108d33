import type { Detector, Surface } from '../detectors/detector.ts';
import { allDetectors } from '../detectors/index.ts';
import { customDetector } from './custom-pattern.ts';
import { externalDetector } from './external.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { RoleHistory } from './role-history.ts';
import type { TokenVault } from './token-vault.ts';
import type { Phase, Policy, PolicyRule } from './policy.ts';

/** What an engine is built with. All of it has a default; tests and the control plane hand in their own. */
export interface EngineOptions {
  readonly detectors?: readonly Detector[];
  readonly limits?: Partial<Limits>;
  /** Milliseconds from any fixed point; only differences are used. */
  readonly clock?: () => number;
  /** Counts of earlier argument values, from which roles are learned; one of its own where absent, none where null. */
  readonly history?: RoleHistory | null;
  /** Makes and opens reversible tokens; without one, rules that ask for tokens mask. */
  readonly vault?: TokenVault;
}

/** A detector a message will be shown to, and the rules that ask about it. */
export interface PlannedDetector {
  readonly detector: Detector;
  readonly rules: readonly PolicyRule[];
}

/** What a policy asks for on one phase of one tool for one application. */
export interface Plan {
  readonly detectors: readonly PlannedDetector[];
  readonly uninspected: readonly PolicyRule[];
}

/** Names as in the registry; null where there is none, as for a message that belongs to no tool. */
export interface Target {
  readonly server: string | null;
  readonly tool: string | null;
  readonly applicationId: string | null;
}

/** A policy ready to be applied. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly limits: Limits;
  readonly clock: () => number;
  readonly history: RoleHistory | null;
  readonly vault: TokenVault | null;
  /** Made of a policy and settings alone, so that another thread can make the same one. */
  readonly isPlain: boolean;
  /** The plan for a surface and target; kept for the next message to it. */
  plan(surface: Surface, target: Target): Plan;
}

const MAX_PLANS = 1024;

/** Prepares a policy: pairs its rules with detectors, once per surface, server, tool and application. */
export function compilePolicy(policy: Policy, options: EngineOptions = {}): CompiledPolicy {
  const detectors = [
    ...(options.detectors ?? allDetectors),
    ...(policy.customPatterns ?? []).map(customDetector),
    ...(policy.webhooks ?? []).map(externalDetector),
  ];
  const plans = new Map<string, Plan>();
  return {
    policy,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    clock: options.clock ?? ((): number => performance.now()),
    history: options.history === undefined ? new RoleHistory() : options.history,
    vault: options.vault ?? null,
    isPlain:
      options.detectors === undefined &&
      options.clock === undefined &&
      (options.vault === undefined || options.vault.material !== undefined),
    plan(surface, target) {
      const key = JSON.stringify([surface, target.server, target.tool, target.applicationId]);
      const known = plans.get(key);
      if (known !== undefined) return known;
      const oldest = plans.size >= MAX_PLANS ? plans.keys().next().value : undefined;
      if (oldest !== undefined) plans.delete(oldest);
      const plan = makePlan(policy.rules, detectors, surface, target);
      plans.set(key, plan);
      return plan;
    },
  };
}

/** The phase a surface belongs to. */
export function phaseOf(surface: Surface): Phase {
  return surface === 'tool-arguments' ? 'request' : 'response';
}

function makePlan(rules: readonly PolicyRule[], detectors: readonly Detector[], surface: Surface, target: Target): Plan {
  const phase = phaseOf(surface);
  const applying = rules.filter((rule) => appliesTo(rule, phase, target));
  const planned: PlannedDetector[] = [];
  for (const detector of detectors) {
    if (!detector.surfaces.includes(surface)) continue;
    const asking = applying.filter((rule) => rule.match === detector.id || rule.match === `family:${detector.family}`);
    if (asking.length > 0) planned.push({ detector, rules: asking });
  }
  return {
    detectors: planned,
    uninspected: applying.filter((rule) => rule.match === 'uninspected' || rule.match.startsWith('uninspected:')),
  };
}

function appliesTo(rule: PolicyRule, phase: Phase, target: Target): boolean {
  return (
    (rule.phase === 'both' || rule.phase === phase) &&
    (rule.server === null || rule.server === target.server) &&
    (rule.tool === null || rule.tool === target.tool) &&
    (rule.applicationId === null || rule.applicationId === target.applicationId)
  );
}
