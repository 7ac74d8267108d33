import type { AsyncParts } from '../guardrails/index.ts';
import { webhookKey } from '../config/project-vault.ts';
import type { Registry } from '../config/snapshot.ts';
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
