import { uuid7 } from '../lib/uuid7.ts';
import type { UpstreamSession } from '../upstream/channel.ts';
import type { ProxyNode } from './node.ts';

/** Tells one server the level. */
export async function tellLevel(upstream: UpstreamSession, level: string, node: ProxyNode): Promise<void> {
  const id = uuid7(node.nowMs());
  await upstream.call({
    method: 'logging/setLevel',
    id,
    bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method: 'logging/setLevel', params: { level } })),
    name: null,
    headers: upstream.credentialHeaders,
    idleMs: node.settings.fanOutTimeoutMs,
    maxMs: node.settings.fanOutTimeoutMs,
    maxBytes: 65_536,
    sink: { onMessage: () => undefined, onStream: () => undefined },
    cancellation: null,
  });
}
