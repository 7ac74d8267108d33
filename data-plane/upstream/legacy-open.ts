import { isLegacyVersion, isRecord, LEGACY_VERSIONS } from '../lib/mcp.ts';
import { answerOf, PendingAnswer } from './answers.ts';
import { UpstreamFault, type ServerFacts, type UpstreamMessage, type UpstreamRequest } from './channel.ts';
import { httpCall } from './http-call.ts';
import type { HttpTarget, SessionParty } from './http-target.ts';
import { LegacyHttpSession, POST_HEADERS } from './legacy-http.ts';

/** Opens a session: `initialize`, then `notifications/initialized`. Throws UpstreamFault. */
export async function openLegacyHttp(
  target: HttpTarget,
  party: SessionParty,
  headers: readonly string[],
  timeoutMs: number,
): Promise<LegacyHttpSession> {
  const body = Buffer.from(
    JSON.stringify({
      jsonrpc: '2.0',
      id: 'initialize',
      method: 'initialize',
      params: { protocolVersion: LEGACY_VERSIONS[0], capabilities: party.capabilities, clientInfo: party.clientInfo },
    }),
  );
  const request: UpstreamRequest = {
    method: 'initialize',
    id: 'initialize',
    bytes: body,
    name: null,
    headers,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes: target.maxBytes,
    sink: { onMessage: () => undefined, onStream: () => undefined },
    cancellation: null,
  };
  const pending = new PendingAnswer(request, target.maxDepth);
  const answer = await httpCall({
    pool: target.pool,
    method: 'POST',
    path: target.path,
    headers: [...POST_HEADERS, ...headers],
    body,
    idleMs: timeoutMs,
    maxMs: timeoutMs,
    maxBytes: target.maxBytes,
    cancellation: null,
    onEvent: pending.onEvent,
    onStream: null,
  });
  if (pending.fault !== null) throw pending.fault;
  const message = pending.answer ?? answerOf(answer, request, target.maxDepth, false);
  const facts = factsOf(message);
  if (answer.sessionId !== null && !/^[\x21-\x7e]{1,1024}$/.test(answer.sessionId))
    throw new UpstreamFault('upstream_invalid', 'sent a session id that is not visible ASCII');
  const session = new LegacyHttpSession(target, party, facts, answer.sessionId, headers);
  await session.send(INITIALIZED);
  return session;
}

/** What an answer to `initialize` tells. Throws UpstreamFault where it cannot be used. */
export function factsOf(message: UpstreamMessage): ServerFacts {
  const { envelope } = message;
  if (envelope.kind === 'error') throw new UpstreamFault('upstream_invalid', `refused to start a session (code ${envelope.error.code})`);
  const result = envelope.kind === 'response' ? envelope.result : null;
  if (!isRecord(result) || typeof result['protocolVersion'] !== 'string')
    throw new UpstreamFault('upstream_invalid', 'answered initialize with something else');
  const protocolVersion = result['protocolVersion'];
  if (!isLegacyVersion(protocolVersion))
    throw new UpstreamFault('upstream_invalid', `speaks protocol version ${protocolVersion.slice(0, 20)}, which this gateway does not`);
  return {
    era: 'legacy',
    protocolVersion,
    capabilities: isRecord(result['capabilities']) ? result['capabilities'] : {},
    instructions: typeof result['instructions'] === 'string' ? result['instructions'] : null,
    learnedAtMs: Date.now(),
  };
}

const INITIALIZED = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
