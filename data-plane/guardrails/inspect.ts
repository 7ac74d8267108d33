import type { ArgumentRole, DetectorFamily, Surface } from '../detectors/detector.ts';
import { argumentRoles } from './argument-role.ts';
import { collectCarriers, type Carriers, type Leaf } from './carriers.ts';
import { phaseOf, type CompiledPolicy, type Plan, type PlannedDetector, type Target } from './compile.ts';
import { coverageOf } from './coverage.ts';
import { joinSeams, renderDocument, type Document } from './document.ts';
import { judge } from './judge.ts';
import type { Verdict } from './policy.ts';
import { applyRedactions } from './redact.ts';
import { newScan, scanText, type Hit, type Scan } from './scan.ts';
import { strictestAction } from './strictness.ts';

/** A tool call as an agent made it, before anything is sent. */
export interface InspectedCall extends Target {
  readonly arguments: unknown;
  /** The approved input schema; tells which role each argument has. */
  readonly inputSchema: unknown;
  readonly description: string | null;
}

/** What kind of message a server sent. */
export type MessageKind = 'result' | 'error' | 'definition' | 'notification' | 'server-request';

/** Anything a server said that a model may read. */
export interface InspectedMessage extends Target {
  readonly kind: MessageKind;
  /** The result, error object, definition, list or params. */
  readonly value: unknown;
  readonly outputSchema?: unknown;
}

/** A verdict, and what the evaluation and the policy test show beside it. */
export interface Inspection {
  readonly verdict: Verdict;
  readonly document: Document;
  readonly hits: readonly Hit[];
  readonly scores: ReadonlyMap<DetectorFamily, number>;
}

const SURFACES: Readonly<Record<MessageKind, Surface>> = {
  result: 'tool-result',
  error: 'tool-result',
  definition: 'definition',
  notification: 'notification',
  'server-request': 'server-request',
};

/** Judges a tool call: every argument, by the role it has. Synchronous, without effects, bounded. */
export function inspectRequest(compiled: CompiledPolicy, call: InspectedCall): Verdict {
  return inspectCall(compiled, call).verdict;
}

/** Judges a message of a server: every carrier a model may read. Synchronous, without effects, bounded. */
export function inspectResponse(compiled: CompiledPolicy, message: InspectedMessage): Verdict {
  return inspectMessage(compiled, message).verdict;
}

/** `inspectRequest`, with the findings. */
export function inspectCall(compiled: CompiledPolicy, call: InspectedCall): Inspection {
  const plan = compiled.plan('tool-arguments', call);
  const roles = argumentRoles(call.inputSchema, call.description);
  return inspect(compiled, plan, 'tool-arguments', call.arguments, 'arguments', (leaf) => roles.roleAt(leaf.place));
}

/** Judges one string as an argument of a known role, with the findings. */
export function inspectArgument(compiled: CompiledPolicy, target: Target, text: string, role: ArgumentRole): Inspection {
  return inspect(compiled, compiled.plan('tool-arguments', target), 'tool-arguments', text, 'arguments', () => role);
}

/** `inspectResponse`, with the findings. */
export function inspectMessage(compiled: CompiledPolicy, message: InspectedMessage): Inspection {
  const surface = SURFACES[message.kind];
  return inspect(compiled, compiled.plan(surface, message), surface, message.value, message.kind, null);
}

type RoleOf = (leaf: Leaf) => ArgumentRole | null;

function inspect(compiled: CompiledPolicy, plan: Plan, surface: Surface, value: unknown, prefix: string, roleOf: RoleOf | null): Inspection {
  const { limits, clock } = compiled;
  const carriers = collectCarriers(value, prefix, limits);
  const document = renderDocument(carriers.leaves);
  const scan = newScan(clock, limits.timeMs + (document.text.length / 1024) * limits.timePerKiBMs);
  if (roleOf === null) scanDocument(scan, plan.detectors, document, surface);
  else {
    scanDocument(scan, plan.detectors.filter((planned) => !ATTACKS.has(planned.detector.family)), document, surface);
    scanArguments(scan, plan.detectors.filter((planned) => ATTACKS.has(planned.detector.family)), document, roleOf);
  }
  return { verdict: conclude(compiled, plan, scan, document, carriers, surface, value), document, hits: scan.hits, scores: scan.scores };
}

/** Families that judge one argument by its role, where the others read the message as a whole. */
const ATTACKS: ReadonlySet<DetectorFamily> = new Set([
  'sql-injection',
  'command-injection',
  'path-traversal',
  'ssrf',
  'template-injection',
  'deserialization',
]);

function scanDocument(scan: Scan, detectors: readonly PlannedDetector[], document: Document, surface: Surface): void {
  if (detectors.length === 0) return;
  scanText(scan, detectors, document.text, { surface, role: null }, (start, end) => [[start, end]]);
  const seams = joinSeams(document);
  if (seams !== null) scanText(scan, detectors, seams.text, { surface, role: null, layer: 'joined' }, (start, end) => seams.pieces.toSource(start, end));
}

function scanArguments(scan: Scan, detectors: readonly PlannedDetector[], document: Document, roleOf: RoleOf): void {
  if (detectors.length === 0) return;
  document.leaves.forEach((leaf, index) => {
    const role = roleOf(leaf);
    if (role === null) return;
    const at = document.starts[index]!;
    scanText(scan, detectors, leaf.text, { surface: 'tool-arguments', role }, (start, end) => [[at + start, at + end]]);
  });
}

function conclude(compiled: CompiledPolicy, plan: Plan, scan: Scan, document: Document, carriers: Carriers, surface: Surface, value: unknown): Verdict {
  const judgement = judge(plan, scan, document, carriers, phaseOf(surface));
  const action = strictestAction(judgement.decisions, false);
  return {
    action,
    wouldBe: strictestAction(judgement.decisions, true),
    value: action === 'block' ? null : action === 'redact' ? applyRedactions(value, document, judgement.redactions) : value,
    decisions: judgement.decisions.slice(0, compiled.limits.maxDecisions),
    coverage: coverageOf(carriers, plan, scan),
    message: action === 'block' ? (judgement.blocking?.message ?? DEFAULT_MESSAGE) : null,
  };
}

const DEFAULT_MESSAGE = 'Blocked by a guardrail of this gateway.';
