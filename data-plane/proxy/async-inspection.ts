import type { AsyncParts } from '../guardrails/index.ts';
import { webhookKey } from '../config/project-vault.ts';
import type { Registry } from '../config/snapshot.ts';
import type { Verdict } from '../guardrails/policy.ts';
import { cancelled } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { ProxyNode } from './node.ts';

/** What a node inspects with where neither webhooks nor threads were handed in: rules on webhooks then act as on a failure. */
export const ON_THE_SPOT: AsyncParts = { webhooks: null, pool: null };

/** What one exchange is inspected with off the event loop: the node's own, for the project the exchange belongs to. */
export function asyncParts(exchange: Exchange, node: ProxyNode): AsyncParts {
  const { project } = exchange.registry as Registry;
  return {
    ...node.inspection,
    owner: {
      projectId: project.id,
      allowedPrivateTargets: project.allowedPrivateTargets,
      key: webhookKey(exchange.snapshot.cacheKeys, project.id),
    },
  };
}

/**
 * Waits for a verdict with the exchange among those under way, so that it can be called off meanwhile.
 *
 * Returns: null where it was called off, or settled otherwise; nothing is left to do then.
 */
export async function verdictUnlessCalledOff(exchange: Exchange, pending: Promise<Verdict>): Promise<Verdict | null> {
  const inFlight = exchange.session?.inFlight;
  const key = exchange.modern ? exchange.recordId : exchange.id;
  if (key !== null) inFlight?.set(key, exchange);
  try {
    const verdict = await pending;
    if (exchange.settled) return null;
    if (!exchange.arrival.abort.aborted) return verdict;
  } finally {
    if (key !== null && inFlight?.get(key) === exchange) inFlight.delete(key);
  }
  exchange.refuse(cancelled(exchange.arrival.abort.reason ?? 'the call was called off while it was inspected'));
  if (exchange.calledOff) {
    exchange.status = 202;
    exchange.answer = null;
  }
  return null;
}
