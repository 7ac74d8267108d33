import type { Caller } from '../../auth/index.ts';
import { noConfig, unknownEndpoint } from '../errors.ts';
import { reachesServer } from '../reach.ts';
import type { Stage } from '../pipeline.ts';

/** Stage 3: project, registry and grant. Unknown, disabled and not granted are answered alike. */
export const resolveRegistry: Stage = {
  name: 'resolve-registry',
  run(exchange, node) {
    const { arrival, snapshot } = exchange;
    const registry = snapshot.registryByName.get(arrival.registryName);
    if (registry === undefined) return exchange.refuse(unknownEndpoint('registry_unknown'));
    exchange.registry = registry;
    const caller = exchange.caller as Caller;
    const grants = caller.application.projectId === registry.project.id ? caller.application.grants.get(registry.id) : undefined;
    if (grants === undefined || grants.length === 0) return exchange.refuse(unknownEndpoint('not_granted'));
    exchange.grants = grants;
    if (!registry.enabled) return exchange.refuse(unknownEndpoint('registry_disabled'));
    if (registry.refuseAfterSilenceMs !== null && node.snapshots.silenceMs() > registry.refuseAfterSilenceMs)
      return exchange.refuse(noConfig('stale_config'));
    if (arrival.serverName === null) return;
    const server = registry.serverByName.get(arrival.serverName);
    if (server === undefined) return exchange.refuse(unknownEndpoint('server_unknown'));
    exchange.server = server;
    if (!server.enabled) return exchange.refuse(unknownEndpoint('server_disabled'));
    if (!reachesServer(grants, server)) return exchange.refuse(unknownEndpoint('not_granted'));
  },
};
