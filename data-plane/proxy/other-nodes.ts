import { isRecord } from '../lib/mcp.ts';
import { isRequestId } from '../lib/jsonrpc.ts';
import type { AgentAnswer } from '../sessions/session.ts';
import { answerOtherNodes } from './bridge/modern-to-legacy.ts';
import { shareStreams } from './bridge/remote-streams.ts';
import { listenForOthers } from './bridge/standing-elsewhere.ts';
import { cancelHere } from './methods/notifications.ts';
import type { ProxyNode } from './node.ts';

/**
 * What this node does for others: an agent's message may reach any node, and what it is about may be here.
 *
 * Everything that comes in was authenticated and judged by the node that took it; only nodes share the store.
 */
export function hearOtherNodes(node: ProxyNode): void {
  answerOtherNodes(node);
  shareStreams(node);
  listenForOthers(node);
  node.bus.on('cancel', (payload) => {
    if (!isRecord(payload) || !isRequestId(payload['requestId'])) return;
    const session = node.sessions.byKey(String(payload['session']));
    if (session !== null) cancelHere(session, payload['requestId'], typeof payload['reason'] === 'string' ? payload['reason'] : undefined);
  });
  node.bus.on('agent-answer', (payload) => {
    if (!isRecord(payload) || !isRecord(payload['answer'])) return;
    node.sessions.byKey(String(payload['session']))?.awaiting.get(String(payload['id']))?.(payload['answer'] as AgentAnswer);
  });
  node.bus.on('deliver', (payload) => {
    if (!isRecord(payload)) return;
    const upstream = node.sessions.byKey(String(payload['session']))?.upstreams.get(String(payload['serverId']));
    void upstream?.send(Buffer.from(String(payload['text'])), 'response').catch(() => undefined);
  });
  node.bus.on('ended', (payload) => {
    const session = isRecord(payload) ? node.sessions.byKey(String(payload['session'])) : null;
    if (session !== null) node.sessions.end(session);
  });
}
