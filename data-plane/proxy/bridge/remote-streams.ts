import { randomBytes } from 'node:crypto';
import { errorAnswer } from '../../lib/jsonrpc.ts';
import { isRecord } from '../../lib/mcp.ts';
import { sseFrame } from '../../lib/sse.ts';
import type { Session } from '../../sessions/session.ts';
import { UPSTREAM_FAILED } from '../errors.ts';
import type { StreamTarget } from '../event-stream.ts';
import type { ProxyNode } from '../node.ts';
import type { StreamName } from '../stream-name.ts';

/** Connections here whose stream another node writes, by token. */
const MAX_REMOTE = 10_000;
/** A node that does not say that it holds a stream within this time does not. */
const HOLDER_TIMEOUT_MS = 1_000;

/**
 * Goes on with a stream that is not on this node: its node is asked to write to the connection here, by way of the store.
 *
 * Where that node is gone, so is what it was doing; the client is told so under the id of its request, rather than left waiting.
 */
export async function resumeElsewhere(
  node: ProxyNode,
  session: Session,
  last: { readonly stream: string; readonly name: StreamName; readonly seq: number },
  target: StreamTarget,
): Promise<void> {
  const token = randomBytes(12).toString('base64url');
  target.open();
  const { nodeId, requestId } = last.name;
  if (nodeId !== node.nodeId && node.remoteStreams.size < MAX_REMOTE) {
    node.remoteStreams.set(token, target);
    target.onClose(() => {
      if (node.remoteStreams.delete(token)) node.bus.tell(nodeId, 'stream-left', { token });
    });
    const reply = await node.bus.ask(
      nodeId,
      'stream',
      { to: node.nodeId, token, session: session.claims.key, stream: last.stream, seq: last.seq },
      HOLDER_TIMEOUT_MS,
    );
    if (isRecord(reply) && reply['kind'] === 'held') return;
    node.remoteStreams.delete(token);
  }
  const lost = errorAnswer(requestId, UPSTREAM_FAILED, 'The node that worked on this request is gone, and it is not known how far it came');
  target.write(sseFrame(lost, `${last.stream}.${last.seq + 1}`));
  target.end();
}

/** Writes streams of this node to connections that other nodes have, and the reverse. */
export function shareStreams(node: ProxyNode): void {
  const leaving = new Map<string, () => void>();
  node.bus.on('stream', (payload) => {
    if (!isRecord(payload)) return { kind: 'gone' };
    const { to, token } = { to: String(payload['to']), token: String(payload['token']) };
    const stream = node.sessions.byKey(String(payload['session']))?.streams.get(String(payload['stream']));
    if (stream === undefined || leaving.size >= MAX_REMOTE) return { kind: 'gone' };
    const tell = (what: unknown): void => node.bus.tell(to, 'stream-frame', { token, what });
    // The answer goes first: frames follow it on the same channel.
    queueMicrotask(() =>
      stream.attach(
        {
          open: () => undefined,
          write: (frame) => tell(frame.toString('base64')),
          end: () => {
            leaving.delete(token);
            tell(null);
          },
          destroy: () => {
            leaving.delete(token);
            tell(null);
          },
          unread: 0,
          onClose: (listener) => void leaving.set(token, listener),
        },
        Number(payload['seq']),
      ),
    );
    return { kind: 'held' };
  });
  node.bus.on('stream-left', (payload) => {
    const token = isRecord(payload) ? String(payload['token']) : '';
    leaving.get(token)?.();
    leaving.delete(token);
  });
  node.bus.on('stream-frame', (payload) => {
    if (!isRecord(payload)) return;
    const target = node.remoteStreams.get(String(payload['token']));
    if (target === undefined) return;
    if (typeof payload['what'] === 'string') {
      if (target.unread > node.settings.streamBufferBytes) target.destroy();
      else target.write(Buffer.from(payload['what'], 'base64'));
      return;
    }
    node.remoteStreams.delete(String(payload['token']));
    target.end();
  });
}
