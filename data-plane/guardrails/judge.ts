import type { Carriers, Uninspected } from './carriers.ts';
import type { Plan, PlannedDetector } from './compile.ts';
import { leafRanges, type Document, type LeafRange } from './document.ts';
import { pointerOf } from './place.ts';
import type { Action, Decision, Phase, PolicyRule } from './policy.ts';
import type { Hit, Scan } from './scan.ts';
import { isStricter } from './strictness.ts';

/** A stretch of the message that an enforced rule wants replaced. */
export interface Redaction {
  readonly hit: Hit;
  readonly rule: PolicyRule;
  readonly ranges: readonly LeafRange[];
}

/** What the rules concluded. */
export interface Judgement {
  readonly decisions: Decision[];
  readonly redactions: Redaction[];
  /** The rule that blocks, if one does: the first of the strictest. */
  readonly blocking: PolicyRule | null;
}

/** Applies the rules to what was found, what failed and what was not inspected. */
export function judge(plan: Plan, scan: Scan, document: Document, carriers: Carriers, phase: Phase): Judgement {
  const judgement: { decisions: Decision[]; redactions: Redaction[]; blocking: PolicyRule | null } = {
    decisions: [],
    redactions: [],
    blocking: null,
  };
  for (const hit of scan.hits) {
    const ranges = hit.ranges.flatMap(([start, end]) => leafRanges(document, start, end));
    const first = ranges[0];
    if (first === undefined) continue;
    const matching = hit.planned.rules.filter((rule) => hit.confidence >= rule.threshold);
    for (const { rule, action } of deciding(matching.map((rule) => ({ rule, action: rule.action })))) {
      judgement.decisions.push(decisionOn(hit, rule, document, first, phase));
      if (rule.mode !== 'enforce') continue;
      if (action === 'block') judgement.blocking ??= rule;
      if (action === 'redact') judgement.redactions.push({ hit, rule, ranges });
    }
  }
  for (const { planned } of scan.failures.values()) {
    for (const { rule, action } of deciding(planned.rules.map((rule) => ({ rule, action: failureAction(rule) })))) {
      judgement.decisions.push(failureDecision(planned, rule, action, phase));
      if (rule.mode === 'enforce' && action === 'block') judgement.blocking ??= rule;
    }
  }
  for (const item of carriers.uninspected) {
    const matching = plan.uninspected.filter((rule) => rule.match === 'uninspected' || rule.match === `uninspected:${item.reason}`);
    for (const { rule, action } of deciding(matching.map((rule) => ({ rule, action: uninspectedAction(rule) })))) {
      judgement.decisions.push(uninspectedDecision(item, rule, action, phase));
      if (rule.mode === 'enforce' && action === 'block') judgement.blocking ??= rule;
    }
  }
  return judgement;
}

interface Choice {
  readonly rule: PolicyRule;
  readonly action: Action;
}

/** The strictest enforced choice, and the strictest monitored one where it would have been stricter still. */
function deciding(choices: readonly Choice[]): Choice[] {
  let enforced: Choice | null = null;
  let monitored: Choice | null = null;
  for (const choice of choices) {
    if (choice.rule.mode === 'enforce') {
      if (enforced === null || isStricter(choice.action, enforced.action)) enforced = choice;
    } else if (monitored === null || isStricter(choice.action, monitored.action)) monitored = choice;
  }
  const isWorthNoting = monitored !== null && (enforced === null || isStricter(monitored.action, enforced.action));
  return [...(enforced === null ? [] : [enforced]), ...(isWorthNoting ? [monitored!] : [])];
}

/** A detector that said nothing leaves nothing to redact: what should be redacted is then blocked. */
function failureAction(rule: PolicyRule): Action {
  return rule.onFailure === 'redact' ? 'block' : rule.onFailure;
}

/** What was not inspected cannot be redacted in part: it is blocked. */
function uninspectedAction(rule: PolicyRule): Action {
  return rule.action === 'redact' ? 'block' : rule.action;
}

function decisionOn(hit: Hit, rule: PolicyRule, document: Document, at: LeafRange, phase: Phase): Decision {
  const leaf = document.leaves[at.leaf]!;
  return {
    ruleId: rule.id,
    detectorId: hit.planned.detector.id,
    family: hit.planned.detector.family,
    action: rule.action,
    mode: rule.mode,
    phase,
    carrier: leaf.carrier,
    path: pointerOf(leaf.place),
    start: at.start,
    end: at.end,
    confidence: hit.confidence,
    label: hit.label,
    failed: false,
  };
}

function failureDecision(planned: PlannedDetector, rule: PolicyRule, action: Action, phase: Phase): Decision {
  return {
    ruleId: rule.id,
    detectorId: planned.detector.id,
    family: planned.detector.family,
    action,
    mode: rule.mode,
    phase,
    carrier: '',
    path: '',
    start: 0,
    end: 0,
    confidence: 1,
    label: null,
    failed: true,
  };
}

function uninspectedDecision(item: Uninspected, rule: PolicyRule, action: Action, phase: Phase): Decision {
  return {
    ruleId: rule.id,
    detectorId: 'uninspected',
    family: 'uninspected',
    action,
    mode: rule.mode,
    phase,
    carrier: item.carrier,
    path: pointerOf(item.place),
    start: 0,
    end: 0,
    confidence: 1,
    label: item.reason,
    failed: false,
  };
}
