import type { ArgumentRole, DetectorFamily, Surface } from '../detectors/detector.ts';
import { argumentRoles, type ArgumentRoles } from './argument-role.ts';
import { collectCarriers, type Carriers, type Leaf } from './carriers.ts';
import type { CompiledPolicy, Plan, Target } from './compile.ts';
import { conclude } from './conclude.ts';
import { renderDocument, type Document } from './document.ts';
import type { ExternalAnswer } from './external.ts';
import { withoutMirror } from './mirror.ts';
import type { Verdict } from './policy.ts';
import { restoreTokens } from './restore.ts';
import { addExternal, newScan, type Hit } from './scan.ts';
import { isAttackFamily, scanMessage, type RolesOf } from './scan-message.ts';
import type { StreamCarry } from './stream-carry.ts';

/** A tool call as an agent made it, before anything is sent. */
export interface InspectedCall extends Target {
  readonly arguments: unknown;
  /** The approved input schema; tells which role each argument has. */
  readonly inputSchema: unknown;
  readonly description: string | null;
  /** What webhooks said; see `inspectRequestAsync`. */
  readonly external?: readonly ExternalAnswer[];
}

/** What kind of message a server sent. */
export type MessageKind = 'result' | 'error' | 'definition' | 'notification' | 'server-request';

/** Anything a server said that a model may read. */
export interface InspectedMessage extends Target {
  readonly kind: MessageKind;
  /** The result, error object, definition, list or params. */
  readonly value: unknown;
  readonly outputSchema?: unknown;
  /** The stream this message belongs to. */
  readonly carry?: StreamCarry;
  /** What webhooks said; see `inspectResponseAsync`. */
  readonly external?: readonly ExternalAnswer[];
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

const ARGUMENTS = { surface: 'tool-arguments', prefix: 'arguments', carry: null } as const;

/** Judges a tool call: every argument, by the role it has. Synchronous, without effects, bounded. */
export function inspectRequest(compiled: CompiledPolicy, call: InspectedCall): Verdict {
  return inspectCall(compiled, call).verdict;
}

/** Judges a message of a server: every carrier a model may read. Synchronous, without effects, bounded. */
export function inspectResponse(compiled: CompiledPolicy, message: InspectedMessage): Verdict {
  return inspectMessage(compiled, message).verdict;
}

/** The surface a kind of message has. */
export function surfaceOf(kind: MessageKind): Surface {
  return SURFACES[kind];
}

/** The verdict on a message that could not be inspected in time: what rules say of detectors that ran out of it. */
export function failedVerdict(compiled: CompiledPolicy, message: InspectedMessage): Verdict {
  const late: CompiledPolicy = {
    ...compiled,
    limits: { ...compiled.limits, timeMs: -1, timePerKiBMs: 0, maxDecodeDepth: 0 },
    clock: () => 0,
  };
  return inspectResponse(late, message);
}

/** `inspectRequest`, with the findings. */
export function inspectCall(compiled: CompiledPolicy, call: InspectedCall): Inspection {
  const plan = compiled.plan('tool-arguments', call);
  const roles = argumentRoles(call.inputSchema, call.description);
  const inspection = inspect(compiled, plan, {
    ...ARGUMENTS,
    value: call.arguments,
    rolesOf: (leaf) => rolesOf(compiled, call, roles, leaf),
    schema: call.inputSchema,
    external: call.external ?? [],
  });
  if (inspection.verdict.action === 'allow') remember(compiled, call, roles, inspection.document.leaves);
  return inspection.verdict.action === 'block' ? inspection : withTokensRestored(compiled, plan, call, roles, inspection);
}

/** Judges one string as an argument of a known role, with the findings. */
export function inspectArgument(compiled: CompiledPolicy, target: Target, text: string, role: ArgumentRole): Inspection {
  return inspect(compiled, compiled.plan('tool-arguments', target), {
    ...ARGUMENTS,
    value: text,
    rolesOf: () => [role],
    schema: null,
    external: [],
  });
}

/** `inspectResponse`, with the findings. */
export function inspectMessage(compiled: CompiledPolicy, message: InspectedMessage): Inspection {
  const surface = SURFACES[message.kind];
  return inspect(compiled, compiled.plan(surface, message), {
    surface,
    value: message.value,
    prefix: message.kind,
    rolesOf: null,
    schema: message.outputSchema ?? null,
    carry: message.carry ?? null,
    external: message.external ?? [],
  });
}

/**
 * Gives an entitled tool the clear values of tokens. What comes out is judged once more for attacks on the tool: the values came
 * from some other server.
 */
function withTokensRestored(
  compiled: CompiledPolicy,
  plan: Plan,
  call: InspectedCall,
  roles: ArgumentRoles,
  inspection: Inspection,
): Inspection {
  const restored = restoreTokens(inspection.verdict.value, compiled.policy, call, compiled.vault);
  if (restored === inspection.verdict.value) return inspection;
  const attacks = { ...plan, detectors: plan.detectors.filter((planned) => isAttackFamily(planned.detector.family)) };
  const again = inspect(compiled, attacks, {
    ...ARGUMENTS,
    value: restored,
    rolesOf: (leaf) => rolesOf(compiled, call, roles, leaf),
    schema: call.inputSchema,
    external: [],
  });
  if (again.verdict.action !== 'allow') return again;
  return { ...inspection, verdict: { ...inspection.verdict, value: restored } };
}

/** Strings by their role, and by what history adds to it; keys where an agent chose them. */
function rolesOf({ history }: CompiledPolicy, call: InspectedCall, roles: ArgumentRoles, leaf: Leaf): readonly ArgumentRole[] {
  if (leaf.kind === 'number') return [];
  const facts = roles.factsAt(leaf.place);
  if (leaf.kind === 'key') return facts.isDeclared ? [] : ['text'];
  const added = facts.isTold || history === null ? null : history.roleOf(historyKey(call, facts.name));
  return added === null ? [facts.role] : [facts.role, added];
}

function remember({ history }: CompiledPolicy, call: InspectedCall, roles: ArgumentRoles, leaves: readonly Leaf[]): void {
  if (history === null) return;
  for (const leaf of leaves) {
    if (leaf.kind !== 'string') continue;
    const facts = roles.factsAt(leaf.place);
    if (!facts.isTold) history.observe(historyKey(call, facts.name), leaf.text.slice(0, MAX_OBSERVED_CHARS));
  }
}

const MAX_OBSERVED_CHARS = 512;

function historyKey(call: Target, name: string): string {
  return `${call.server ?? ''}\n${call.tool ?? ''}\n${name}`;
}

/** One message on its way through. */
interface Subject {
  readonly surface: Surface;
  readonly value: unknown;
  /** What carriers are named after. */
  readonly prefix: string;
  readonly rolesOf: RolesOf | null;
  readonly schema: unknown;
  readonly carry: StreamCarry | null;
  readonly external: readonly ExternalAnswer[];
}

function inspect(compiled: CompiledPolicy, plan: Plan, subject: Subject): Inspection {
  const carriers = collectCarriers(subject.value, subject.prefix, compiled.limits);
  if (plan.detectors.length > 0 && subject.surface === 'tool-result' && subject.external.length === 0 && subject.carry === null) {
    const leaves = withoutMirror(subject.value, carriers.leaves);
    const inspection = leaves === null ? null : inspectLeaves(compiled, plan, subject, carriers, leaves);
    if (inspection !== null && inspection.verdict.action !== 'redact') return inspection; // only changes have to be made twice
  }
  return inspectLeaves(compiled, plan, subject, carriers, carriers.leaves);
}

/** Scans some of a message's leaves and concludes on the message. */
function inspectLeaves(compiled: CompiledPolicy, plan: Plan, subject: Subject, carriers: Carriers, leaves: readonly Leaf[]): Inspection {
  const { limits, clock } = compiled;
  const document = renderDocument(leaves);
  const scan = newScan(clock, limits.timeMs + (document.text.length / 1024) * limits.timePerKiBMs);
  scanMessage(scan, plan, { document, carriers, surface: subject.surface, rolesOf: subject.rolesOf, carry: subject.carry }, limits);
  addExternal(scan, plan.detectors, subject.external, document.text.length);
  return {
    verdict: conclude(compiled, { plan, scan, document, carriers, surface: subject.surface, value: subject.value, schema: subject.schema }),
    document,
    hits: scan.hits,
    scores: scan.scores,
  };
}
