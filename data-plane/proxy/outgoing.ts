import { spanAt, splice, type Splice } from '../lib/json-splice.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import { metaOf } from '../lib/mcp.ts';
import type { UpstreamSession } from '../upstream/channel.ts';
import type { Exchange } from './exchange.ts';

/** A message as it goes upstream. */
export interface Outgoing {
  readonly id: RequestId;
  readonly bytes: Buffer;
  /** What `Mcp-Name` mirrors; null where the method has none. */
  readonly name: string | null;
  readonly headers: readonly string[];
}

/**
 * Makes the message for an upstream from the agent's bytes, changing only what must change: the name where it is
 * prefixed, what guardrails redacted, and id and progress token where several callers share the conversation.
 */
export function outgoing(exchange: Exchange, upstream: UpstreamSession): Outgoing {
  const splices: Splice[] = exchange.splices === null ? [] : [...exchange.splices];
  const { bytes } = exchange;
  let id = exchange.id as RequestId;
  if (exchange.upstreamName !== '' && exchange.upstreamName !== exchange.requestedName) {
    const span = spanAt(bytes, 'params', ...namePath(exchange));
    if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(exchange.upstreamName) });
  }
  if (upstream.shared) {
    id = exchange.recordId;
    const span = spanAt(bytes, 'id');
    if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(id) });
    if (metaOf(exchange.params)?.['progressToken'] !== undefined) {
      const token = spanAt(bytes, 'params', '_meta', 'progressToken');
      if (token !== null) splices.push({ start: token.start, end: token.end, text: JSON.stringify(id) });
    }
  }
  return { id, bytes: splice(bytes, splices), name: exchange.upstreamName === '' ? null : exchange.upstreamName, headers: NONE };
}

const NONE: readonly string[] = [];

function namePath(exchange: Exchange): readonly string[] {
  const field = exchange.item?.type === 'tool' || exchange.item?.type === 'prompt' ? 'name' : 'uri';
  return exchange.methodName === 'completion/complete' ? ['ref', field] : [field];
}
