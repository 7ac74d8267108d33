import type { Surface } from '../detectors/detector.ts';
import { collectCarriers } from './carriers.ts';
import { type CompiledPolicy, type Target } from './compile.ts';
import { renderDocument } from './document.ts';
import { externalId, type ExternalAnswer } from './external.ts';
import { inspectRequest, inspectResponse, surfaceOf, type InspectedCall, type InspectedMessage } from './inspect.ts';
import type { InspectionPool } from './inspection-pool.ts';
import type { Verdict, WebhookDetector } from './policy.ts';
import type { WebhookClient, WebhookOwner } from './webhook.ts';

/** What inspection may use off the event loop; each part may be missing. */
export interface AsyncParts {
  readonly webhooks: Pick<WebhookClient, 'ask'> | null;
  readonly pool: Pick<InspectionPool, 'inspect'> | null;
  /** The project whose policy is applied. */
  readonly owner?: WebhookOwner;
}

/** Bodies from this size on are judged by a worker thread. */
const WORKER_BYTES = 128 * 1024;

/** Says whether a message has to be judged by the asynchronous variant: a rule asks a webhook, or the body is large. */
export function needsAsync(compiled: CompiledPolicy, surface: Surface, target: Target, bodyBytes: number): boolean {
  return bodyBytes >= WORKER_BYTES || webhooksOf(compiled, surface, target).length > 0;
}

/** `inspectRequest`, after asking the webhooks the policy names. */
export async function inspectRequestAsync(compiled: CompiledPolicy, call: InspectedCall, parts: AsyncParts): Promise<Verdict> {
  const external = await askWebhooks(compiled, 'tool-arguments', call, call.arguments, parts);
  return inspectRequest(compiled, { ...call, external });
}

/**
 * `inspectResponse`, after asking the webhooks the policy names, and in a worker thread when the body is large.
 *
 * Units: `bodyBytes` is the size of the message as it was read.
 */
export async function inspectResponseAsync(
  compiled: CompiledPolicy,
  message: InspectedMessage,
  bodyBytes: number,
  parts: AsyncParts,
): Promise<Verdict> {
  const external = await askWebhooks(compiled, surfaceOf(message.kind), message, message.value, parts);
  const asked: InspectedMessage = { ...message, external };
  const isForWorker = bodyBytes >= WORKER_BYTES && parts.pool !== null && message.carry === undefined;
  return isForWorker ? parts.pool!.inspect(compiled, asked) : inspectResponse(compiled, asked);
}

async function askWebhooks(
  compiled: CompiledPolicy,
  surface: Surface,
  target: Target,
  value: unknown,
  { webhooks: client, owner }: AsyncParts,
): Promise<ExternalAnswer[]> {
  const webhooks = webhooksOf(compiled, surface, target);
  if (webhooks.length === 0 || client === null) return [];
  const { leaves } = collectCarriers(value, '', compiled.limits);
  const { text } = renderDocument(leaves);
  const { server, tool, applicationId } = target;
  return Promise.all(webhooks.map((webhook) => client.ask(webhook, { surface, server, tool, applicationId, text }, owner ?? null)));
}

/** The webhooks that a rule asks about here. */
function webhooksOf(compiled: CompiledPolicy, surface: Surface, target: Target): readonly WebhookDetector[] {
  const all = compiled.policy.webhooks ?? [];
  if (all.length === 0) return all;
  const planned = new Set(compiled.plan(surface, target).detectors.map(({ detector }) => detector.id));
  return all.filter((webhook) => planned.has(externalId(webhook)));
}
