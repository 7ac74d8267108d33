import { randomBytes } from 'node:crypto';
import type { Caller } from '../../auth/index.ts';
import type { Registry } from '../../config/snapshot.ts';
import { inspectResponse } from '../../guardrails/index.ts';
import { isRecord } from '../../lib/mcp.ts';
import type { AgentAnswer, Session } from '../../sessions/session.ts';
import type { UpstreamMessage } from '../../upstream/channel.ts';
import { blocked, capabilityMissing, upstreamFailed } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import { detectorsOf } from '../stages/inspect-call.ts';

/** What a legacy agent said to a modern server's questions, to repeat the request with. */
export interface Inputs {
  readonly inputResponses: Readonly<Record<string, unknown>>;
  readonly requestState: string | null;
}

/** How often one call may ask before it is given up. */
export const MAX_ROUNDS = 10;

/** The questions in an answer, or null where it is an ordinary one. */
export function questionsIn(message: UpstreamMessage): Record<string, unknown> | null {
  const { envelope } = message;
  if (envelope.kind !== 'response' || !isRecord(envelope.result) || envelope.result['resultType'] !== 'input_required') return null;
  const questions = envelope.result['inputRequests'];
  return isRecord(questions) ? questions : {};
}

/**
 * Puts a modern server's questions to a legacy agent as the requests it knows, on the stream of the call they belong to.
 *
 * Returns: the answers, or null where the exchange was settled because they cannot be had: the agent lacks the
 *   capability, refused, or a guardrail stopped the question.
 */
export async function askAgent(
  exchange: Exchange,
  node: ProxyNode,
  message: UpstreamMessage,
  questions: Record<string, unknown>,
): Promise<Inputs | null> {
  const session = exchange.session as Session;
  const result = message.envelope.kind === 'response' && isRecord(message.envelope.result) ? message.envelope.result : {};
  const requestState = typeof result['requestState'] === 'string' ? result['requestState'] : null;
  const asked: [string, string, unknown][] = [];
  for (const [key, question] of Object.entries(questions)) {
    if (!isRecord(question) || typeof question['method'] !== 'string') {
      exchange.refuse(upstreamFailed('upstream_invalid', exchange.server?.name ?? '', 'asked something that is no request'));
      return null;
    }
    const { method } = question;
    const lacking = lackingCapability(session, method, question['params']);
    if (lacking !== null) {
      exchange.refuse(capabilityMissing(lacking, false));
      return null;
    }
    const verdict = inspectResponse((exchange.registry as Registry).policy, {
      server: exchange.server?.name ?? null,
      tool: exchange.item?.name ?? null,
      applicationId: (exchange.caller as Caller).application.id,
      kind: 'server-request',
      value: question['params'] ?? {},
    });
    exchange.judged({ ...verdict, coverage: null });
    if (verdict.action === 'block') {
      exchange.incidentId = exchange.recordId;
      exchange.refuse(
        blocked(
          'response_blocked',
          verdict.message ?? 'Blocked by a guardrail of this gateway.',
          exchange.incidentId,
          detectorsOf(verdict.decisions),
        ),
      );
      return null;
    }
    asked.push([key, method, verdict.value]);
  }
  const answers = await Promise.all(
    asked.map(async ([key, method, params]) => [key, method, await ask(exchange, node, session, method, params)] as const),
  );
  const inputResponses: Record<string, unknown> = {};
  for (const [key, method, answer] of answers) {
    if (answer === null) {
      exchange.refuse(upstreamFailed('cancelled', exchange.server?.name ?? '', 'asked the client, which did not answer in time'));
      return null;
    }
    if (answer.error === undefined) inputResponses[key] = answer.result;
    else if (method === 'elicitation/create') inputResponses[key] = { action: 'cancel' };
    else {
      exchange.refuse(
        upstreamFailed(
          'cancelled',
          exchange.server?.name ?? '',
          `asked the client, which answered with an error (code ${answer.error.code})`,
        ),
      );
      return null;
    }
  }
  return { inputResponses, requestState };
}

function ask(exchange: Exchange, node: ProxyNode, session: Session, method: string, params: unknown): Promise<AgentAnswer | null> {
  const id = `pcm.${node.nodeId}.${randomBytes(9).toString('base64url')}`;
  return new Promise((resolve) => {
    const settle = (answer: AgentAnswer | null): void => {
      clearTimeout(timer);
      session.awaiting.delete(id);
      exchange.arrival.abort.off(cancel);
      resolve(answer);
    };
    const cancel = (): void => settle(null);
    const timer = setTimeout(cancel, node.settings.maxCallMs);
    exchange.arrival.abort.on(cancel);
    session.awaiting.set(id, settle);
    exchange.reply.event(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params })));
  });
}

/** The capability an agent lacks for a question, as a ClientCapabilities object; null where it lacks none. */
export function lackingCapability(session: Session, method: string, params: unknown): Record<string, unknown> | null {
  const { capabilities } = session.claims;
  const isUrl = isRecord(params) && params['mode'] === 'url';
  switch (method) {
    case 'sampling/createMessage':
      return isRecord(capabilities['sampling']) ? null : { sampling: {} };
    case 'roots/list':
      return isRecord(capabilities['roots']) ? null : { roots: {} };
    case 'elicitation/create': {
      const declared = capabilities['elicitation'];
      if (!isRecord(declared)) return { elicitation: isUrl ? { url: {} } : {} };
      return isUrl && !isRecord(declared['url']) ? { elicitation: { url: {} } } : null;
    }
    default:
      return null;
  }
}
