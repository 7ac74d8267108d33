import type { Caller } from '../../auth/index.ts';
import type { Registry, Server } from '../../config/snapshot.ts';
import { connectAnswer } from '../connect-answer.ts';
import type { CredentialOutcome, CredentialRequest } from '../credential-source.ts';
import type { Refusal } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import type { Stage } from '../pipeline.ts';

/** Stage 7: what the upstream wants to see. The agent's own credentials stay here, except in passthrough. */
export const obtainCredential: Stage = {
  name: 'obtain-credential',
  run(exchange, node) {
    const { server, method } = exchange;
    if (server === null || (method.handle !== null && exchange.item === null && exchange.ticket === null)) return;
    const outcome = credentialFor(exchange, node, server);
    if (outcome instanceof Promise) return outcome.then((later) => applyCredential(exchange, later));
    applyCredential(exchange, outcome);
  },
};

/** What a server wants to see, for the caller of an exchange. `refused` tells of a credential that the server has just turned down. */
export function credentialFor(
  exchange: Exchange,
  node: ProxyNode,
  server: Server,
  refused: CredentialRequest['refused'] = null,
): CredentialOutcome | Promise<CredentialOutcome> {
  return node.credentials.obtain({
    snapshot: exchange.snapshot,
    registry: exchange.registry as Registry,
    server,
    caller: exchange.caller as Caller,
    authorization: exchange.arrival.headers.authorization ?? null,
    cancellation: exchange.arrival.abort,
    aggregated: exchange.aggregated,
    refused,
  });
}

/** Puts what was obtained, or the refusal, into an exchange. */
export function applyCredential(exchange: Exchange, outcome: CredentialOutcome): void {
  if (outcome.kind === 'refused') return refuseFor(exchange, outcome.refusal);
  exchange.credentialHeaders = outcome.headers;
  exchange.credentialUse = outcome.use;
  exchange.isolation = outcome.isolation;
  exchange.renewable = outcome.renewable === true;
}

/** An account that has to be connected first is more than a refusal: the agent is told where, in the way it understands. */
function refuseFor(exchange: Exchange, refusal: Refusal): void {
  if (refusal.reason !== 'connect_required') return exchange.refuse(refusal);
  const answer = connectAnswer(refusal, {
    modern: exchange.modern,
    protocolVersion: exchange.protocolVersion,
    capabilities: exchange.session?.claims.capabilities,
    methodName: exchange.methodName,
    inputResponses: exchange.params?.['inputResponses'],
  });
  if (answer.kind === 'refusal') return exchange.refuse(answer.refusal);
  exchange.succeed(answer.resultJson);
  exchange.outcome = refusal.outcome;
  exchange.reason = refusal.reason;
  exchange.detail = refusal.detail ?? '';
}
