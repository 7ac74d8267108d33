import {
  authenticate,
  authenticateKey,
  bearerToken,
  endpointMode,
  type Authentication,
  type Caller,
  type Endpoint,
} from '../../auth/index.ts';
import type { Registry } from '../../config/snapshot.ts';
import type { Exchange } from '../exchange.ts';
import type { Stage } from '../pipeline.ts';

/**
 * Stage 2: who calls. A key on an endpoint that is not in passthrough is decided at once; all else goes the long way.
 *
 * Whatever is wrong with a key or token, the answer is the same 401; the reason is in the record.
 */
export const authenticateCaller: Stage = {
  name: 'authenticate',
  run(exchange, node) {
    const { arrival, snapshot } = exchange;
    const { headers } = arrival;
    const authorization = headers.authorization ?? null;
    const portcullisKey = single(headers['x-portcullis-key']);
    const portcullisUser = single(headers['x-portcullis-user']);
    const registry = snapshot.registryByName.get(arrival.registryName) ?? null;
    const server = arrival.serverName === null ? null : (registry?.serverByName.get(arrival.serverName) ?? null);
    const key = portcullisKey ?? (authorization === null ? null : bearerToken(authorization));
    if (
      key !== null &&
      key.startsWith('pck_') &&
      (server === null ? aggregatedMode(registry) : server.credentialMode) !== 'oauth_passthrough'
    ) {
      const caller = authenticateKey(key, { portcullisUser }, snapshot, node.nowMs());
      if (typeof caller !== 'string') {
        exchange.caller = caller;
        return;
      }
    }
    const endpoint: Endpoint = { origin: arrival.origin, path: arrival.path, registry, server };
    return authenticate({ authorization, portcullisKey, portcullisUser }, endpoint, snapshot, {
      verifier: node.verifier,
      nowMs: node.nowMs(),
      isRevoked: node.isRevoked,
    }).then((outcome) => conclude(exchange, outcome));
  },
};

function conclude(exchange: Exchange, outcome: Authentication): void {
  if (outcome.kind === 'caller') {
    exchange.caller = outcome.caller;
    return;
  }
  exchange.caller = null;
  attribute(exchange, outcome.caller);
  exchange.refuse({
    reason: outcome.reason,
    outcome: outcome.status === 503 ? 'fault' : 'refused',
    status: outcome.status,
    code: -32000,
    message:
      outcome.status === 401
        ? 'Unauthorized'
        : outcome.status === 403
          ? 'Forbidden: the token lacks the scope this needs'
          : 'The issuer of the token cannot be reached',
    headers: outcome.challenge === null ? { 'retry-after': '5' } : { 'www-authenticate': outcome.challenge },
  });
}

/** Good credentials that lacked something else still say in the record whose they were. */
function attribute(exchange: Exchange, caller: Caller | null): void {
  exchange.knownCaller = caller;
}

const modes = new WeakMap<Registry, string>();

function aggregatedMode(registry: Registry | null): string {
  if (registry === null) return 'internal';
  let mode = modes.get(registry);
  if (mode === undefined) modes.set(registry, (mode = endpointMode(registry, null)));
  return mode;
}

const single = (value: string | string[] | undefined): string | null =>
  value === undefined ? null : Array.isArray(value) ? (value[0] ?? null) : value;
