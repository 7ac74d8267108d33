import type { Caller } from '../../auth/index.ts';
import type { Registry, Server } from '../../config/snapshot.ts';
import { isRecord } from '../../lib/mcp.ts';
import type { Session } from '../../sessions/session.ts';
import { UpstreamFault, type UpstreamMessage, type UpstreamRequest, type UpstreamSession } from '../../upstream/channel.ts';
import type { Opening } from '../../upstream/upstreams.ts';
import { askAgent, MAX_ROUNDS, questionsIn, type Inputs } from '../bridge/legacy-to-modern.ts';
import { callThroughParking, resumeParked } from '../bridge/modern-to-legacy.ts';
import { metadataUrlOf, passedOnChallenge } from '../../auth/index.ts';
import { cancelled, upstreamFailed } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { interestOf } from '../interest.ts';
import { tellLevel } from '../tell-level.ts';
import type { ProxyNode } from '../node.ts';
import { outgoing } from '../outgoing.ts';
import type { Stage } from '../pipeline.ts';
import { announce } from '../bridge/standing-elsewhere.ts';
import { relay, relayStanding } from '../relay.ts';
import { applyCredential, credentialFor } from './obtain-credential.ts';

/**
 * Stage 8: the server's answer, or the gateway's own where the method is the gateway's to answer.
 *
 * A session the server no longer knows is opened again and the call repeated once, since it was not begun; a connection
 * that broke is a reason to repeat only for tools that are read-only as approved.
 */
export const callUpstream: Stage = {
  name: 'call-upstream',
  run(exchange, node) {
    const { handle } = exchange.method;
    return handle === null ? forward(exchange, node) : handle(exchange, node);
  },
};

/** Sends an exchange's message to the server that was resolved and waits for the answer. */
export async function forward(exchange: Exchange, node: ProxyNode): Promise<void> {
  const server = exchange.server as Server;
  const startedTicks = performance.now();
  const inFlight = exchange.session?.inFlight;
  // Modern callers share the session of their principal, and may use an id twice.
  const key = exchange.modern ? exchange.recordId : exchange.id;
  if (key !== null) inFlight?.set(key, exchange);
  try {
    if (!exchange.modern || !(await resumeParked(exchange, node))) await attempt(exchange, node, true);
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    settleFault(exchange, server, error);
  } finally {
    exchange.upstreamUs = Math.round((performance.now() - startedTicks) * 1000);
    if (key !== null && inFlight?.get(key) === exchange) inFlight.delete(key);
  }
}

async function attempt(exchange: Exchange, node: ProxyNode, mayRepeat: boolean): Promise<void> {
  const opened = openUpstream(exchange, node);
  const upstream = opened instanceof Promise ? await opened : opened;
  exchange.upstream = upstream;
  try {
    await converse(exchange, node, upstream);
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    if (error.reason === 'upstream_unauthorized' && mayRepeat && exchange.renewable && (await renewed(exchange, node, error)))
      return attempt(exchange, node, false);
    if (error.reason !== 'upstream_gone') throw error;
    if (error.status === 404) node.upstreams.drop(exchange.session as NonNullable<Exchange['session']>, upstream);
    const unbegun = error.status === 404;
    if (!mayRepeat || exchange.arrival.abort.aborted || (!unbegun && exchange.item?.readOnly !== true)) throw error;
    await attempt(exchange, node, false);
  }
}

/** The call itself, and between eras whatever has to be asked on the way. */
async function converse(exchange: Exchange, node: ProxyNode, upstream: UpstreamSession): Promise<void> {
  if (exchange.modern && upstream.facts.era === 'legacy')
    return callThroughParking(exchange, node, upstream, requestOf(exchange, node, upstream, null));
  let inputs: Inputs | null = null;
  for (let round = 0; ; round++) {
    const message: UpstreamMessage = await upstream.call(requestOf(exchange, node, upstream, inputs));
    const questions = exchange.modern || upstream.facts.era === 'legacy' ? null : questionsIn(message);
    if (questions === null) {
      exchange.upstreamAnswer = message;
      return;
    }
    if (round === MAX_ROUNDS) throw new UpstreamFault('upstream_invalid', `asked the client more than ${MAX_ROUNDS} times`);
    inputs = await askAgent(exchange, node, message, questions);
    if (inputs === null) return;
  }
}

/** Obtains another credential after the server turned the last one down; false where there is none. */
async function renewed(exchange: Exchange, node: ProxyNode, error: UpstreamFault): Promise<boolean> {
  const refused = { status: error.status ?? 401, challenge: error.challenge ?? '', version: exchange.credentialUse?.version ?? 0 };
  const outcome = await credentialFor(exchange, node, exchange.server as Server, refused);
  applyCredential(exchange, outcome);
  return outcome.kind === 'headers';
}

/** The conversation with the exchange's server, opened when it is the first. */
export function openUpstream(
  exchange: Exchange,
  node: ProxyNode,
  server = exchange.server as Server,
  credential: { readonly headers: readonly string[]; readonly isolation: string } = {
    headers: exchange.credentialHeaders,
    isolation: exchange.isolation,
  },
): UpstreamSession | Promise<UpstreamSession> {
  const opening = openingOf(exchange, node, server, credential);
  const opened = node.upstreams.open(opening);
  return opened instanceof Promise ? opened.then((upstream) => prepared(opening.session, upstream, node)) : opened;
}

/** What is needed to open or adopt a conversation with a server. */
export function openingOf(
  exchange: Exchange,
  node: ProxyNode,
  server = exchange.server as Server,
  credential: { readonly headers: readonly string[]; readonly isolation: string } = {
    headers: exchange.credentialHeaders,
    isolation: exchange.isolation,
  },
): Opening {
  const session = exchange.session as Session;
  return {
    session,
    server,
    project: (exchange.registry as Registry).project,
    credentialHeaders: credential.headers,
    isolation: credential.isolation,
    era: exchange.arrival.era,
    keys: exchange.snapshot.cacheKeys,
    onStanding: relayStanding(
      { registryId: (exchange.registry as Registry).id, caller: exchange.caller as Caller, aggregated: exchange.aggregated },
      node,
      session,
    ),
  };
}

/** A new conversation is told what the session has asked for before: a log level, and what it listens to. */
async function prepared(session: Session, upstream: UpstreamSession, node: ProxyNode): Promise<UpstreamSession> {
  if (upstream.facts.era === 'legacy' && session.logLevel !== null && isRecord(upstream.facts.capabilities['logging'])) {
    await tellLevel(upstream, session.logLevel, node).catch(() => undefined);
  }
  if (session.standing !== null || session.listeners.size > 0) await upstream.listen(interestOf(session, upstream.server.id));
  else if (session.id !== '') announce(session, upstream, node);
  return upstream;
}

function requestOf(exchange: Exchange, node: ProxyNode, upstream: UpstreamSession, inputs: Inputs | null): UpstreamRequest {
  const { settings } = node;
  const { limits } = upstream.server;
  const message = outgoing(exchange, upstream, inputs);
  return {
    method: exchange.methodName,
    id: message.id,
    bytes: message.bytes,
    name: message.name,
    headers: message.headers.length === 0 ? exchange.credentialHeaders : [...exchange.credentialHeaders, ...message.headers],
    idleMs: limits.timeoutMs ?? settings.callTimeoutMs,
    maxMs: Math.max(settings.maxCallMs, limits.timeoutMs ?? 0),
    maxBytes: limits.maxResponseBytes ?? settings.maxResponseBytes,
    sink: {
      onMessage: (said) => relay(exchange, node, upstream, said),
      onStream: (retryMs) => {
        if (!exchange.modern) exchange.reply.prime(retryMs);
      },
    },
    cancellation: exchange.arrival.abort,
  };
}

/** What the caller and the record are told of an upstream that could not be used. */
export function settleFault(exchange: Exchange, server: Server, error: UpstreamFault): void {
  if (error.reason === 'cancelled') {
    exchange.refuse(cancelled(exchange.arrival.abort.reason ?? 'the call was called off while the server worked on it'));
    if (!exchange.calledOff) return;
    exchange.status = 202;
    exchange.answer = null;
    return;
  }
  const passthrough =
    error.reason === 'upstream_unauthorized' &&
    server.credentialMode === 'oauth_passthrough' &&
    (error.status === 401 || error.status === 403);
  if (passthrough) {
    // The token is the agent's own: it has to see the refusal as the authorization specification says, to get another.
    const status = error.status as 401 | 403;
    exchange.refuse({
      reason: 'upstream_unauthorized',
      outcome: 'upstream_error',
      status,
      code: -32000,
      message: status === 401 ? 'Unauthorized by the server' : 'Forbidden by the server',
      headers: { 'www-authenticate': passedOnChallenge(error.challenge, metadataUrlOf(exchange.arrival), status) },
    });
    return;
  }
  exchange.refuse(upstreamFailed(error.reason, server.name, error.what, error.detail));
}
