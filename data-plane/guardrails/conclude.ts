import type { Surface } from '../detectors/detector.ts';
import type { Carriers } from './carriers.ts';
import { phaseOf, type CompiledPolicy, type Plan } from './compile.ts';
import { coverageOf } from './coverage.ts';
import type { Document } from './document.ts';
import { judge } from './judge.ts';
import type { Verdict } from './policy.ts';
import { applyRedactions } from './redact.ts';
import type { Scan } from './scan.ts';
import { strictestAction } from './strictness.ts';

/** A message that has been scanned. */
export interface Scanned {
  readonly plan: Plan;
  readonly scan: Scan;
  readonly document: Document;
  readonly carriers: Carriers;
  readonly surface: Surface;
  readonly value: unknown;
  /** What a changed message has to fit; null where there is no schema. */
  readonly schema: unknown;
}

/** The verdict: rules applied, the message redacted or withheld, the receipt written. */
export function conclude(compiled: CompiledPolicy, scanned: Scanned): Verdict {
  const { plan, scan, document, carriers, surface, value, schema } = scanned;
  noteLateness(scan, carriers);
  const judgement = judge(plan, scan, document, carriers, phaseOf(surface));
  const decided = strictestAction(judgement.decisions, false);
  const schemaAt = surface === 'tool-arguments' ? [] : ['structuredContent'];
  const redacted =
    decided === 'redact' ? applyRedactions(value, document, judgement.redactions, { schema, schemaAt, vault: compiled.vault }) : null;
  const isStuck = redacted !== null && !redacted.fits;
  const action = isStuck ? 'block' : decided;
  return {
    action,
    wouldBe: isStuck ? 'block' : strictestAction(judgement.decisions, true),
    value: action === 'block' ? null : redacted !== null && redacted.fits ? redacted.value : value,
    decisions: judgement.decisions.slice(0, compiled.limits.maxDecisions),
    coverage: coverageOf(carriers, plan, scan),
    message: isStuck ? STUCK_MESSAGE : action === 'block' ? (judgement.blocking?.message ?? DEFAULT_MESSAGE) : null,
  };
}

const DEFAULT_MESSAGE = 'Blocked by a guardrail of this gateway.';
const STUCK_MESSAGE = "Withheld by a guardrail of this gateway: what had to be masked cannot be masked without breaking the tool's schema.";

/** Detectors that ran out of time left the message uninspected in part. */
function noteLateness(scan: Scan, carriers: Carriers): void {
  const first = carriers.leaves[0];
  if (first === undefined || ![...scan.failures.values()].some((failure) => failure.reason === 'time')) return;
  carriers.uninspected.push({ carrier: first.carrier, place: first.place, reason: 'time' });
}
