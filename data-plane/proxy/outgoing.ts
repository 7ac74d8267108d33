import { insertMembers, rewriteObject, spanAt, splice, type Splice } from '../lib/json-splice.ts';
import type { RequestId } from '../lib/jsonrpc.ts';
import { isRecord, META_CLIENT_CAPABILITIES, META_CLIENT_INFO, META_LOG_LEVEL, META_VERSION, metaOf } from '../lib/mcp.ts';
import { paramHeaderList } from '../lib/param-headers.ts';
import { uuid7 } from '../lib/uuid7.ts';
import { capabilitiesWithoutTasks, speaksOfTasks } from '../lib/without-tasks.ts';
import type { Session } from '../sessions/session.ts';
import type { UpstreamSession } from '../upstream/channel.ts';
import { MODERN_VERSION } from '../upstream/modern-http.ts';
import type { Inputs } from './bridge/legacy-to-modern.ts';
import { withoutConnectAnswer } from './connect-answer.ts';
import type { Exchange } from './exchange.ts';
import { declaredHeaders } from './tool-headers.ts';

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
 * prefixed, what guardrails redacted, id and progress token where several callers share the conversation, and between
 * eras what only one of them has.
 *
 * `inputs`: what a legacy agent answered to a modern server's questions.
 */
export function outgoing(exchange: Exchange, upstream: UpstreamSession, inputs: Inputs | null): Outgoing {
  const splices: Splice[] = exchange.splices === null ? [] : [...exchange.splices];
  let { bytes } = exchange;
  let id = exchange.id as RequestId;
  if (exchange.upstreamName !== '' && exchange.upstreamName !== exchange.requestedName) {
    const span = spanAt(bytes, 'params', ...namePath(exchange));
    if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(exchange.upstreamName) });
  }
  if (upstream.shared || inputs !== null) {
    id = inputs === null ? exchange.recordId : uuid7(exchange.arrival.startedAtMs);
    const span = spanAt(bytes, 'id');
    if (span !== null) splices.push({ start: span.start, end: span.end, text: JSON.stringify(id) });
  }
  if (upstream.shared && metaOf(exchange.params)?.['progressToken'] !== undefined) {
    const token = spanAt(bytes, 'params', '_meta', 'progressToken');
    if (token !== null) splices.push({ start: token.start, end: token.end, text: JSON.stringify(id) });
  }
  bytes = splice(bytes, splices);
  const isModern = upstream.facts.era === 'modern';
  if (isModern && !exchange.modern) bytes = forModern(bytes, exchange.session as Session, inputs);
  else if (!isModern && exchange.modern) bytes = forLegacy(bytes);
  else if (exchange.modern) bytes = withoutConnectAnswer(bytes, exchange.params?.['inputResponses']);
  if (exchange.params !== undefined && ('task' in exchange.params || speaksOfTasks(metaOf(exchange.params)?.[META_CLIENT_CAPABILITIES])))
    bytes = withoutTasks(bytes);
  return { id, bytes, name: exchange.upstreamName === '' ? null : exchange.upstreamName, headers: isModern ? headersOf(exchange) : NONE };
}

const NONE: readonly string[] = [];
/** What belongs to the hop between a modern client and the gateway. */
const HOP_META: ReadonlySet<string> = new Set([META_VERSION, META_CLIENT_INFO, META_CLIENT_CAPABILITIES, META_LOG_LEVEL]);
const MODERN_PARAMS: ReadonlySet<string> = new Set(['inputResponses', 'requestState']);

/** A legacy agent's message with what every modern request carries: the agent's own info and capabilities, never more. */
function forModern(bytes: Buffer, session: Session, inputs: Inputs | null): Buffer {
  const stamps: Record<string, unknown> = {
    [META_VERSION]: MODERN_VERSION,
    [META_CLIENT_INFO]: session.claims.clientInfo,
    [META_CLIENT_CAPABILITIES]: session.claims.capabilities,
    ...(session.logLevel === null ? {} : { [META_LOG_LEVEL]: session.logLevel }),
  };
  const added: Record<string, unknown> =
    inputs === null
      ? {}
      : { inputResponses: inputs.inputResponses, ...(inputs.requestState === null ? {} : { requestState: inputs.requestState }) };
  const params = spanAt(bytes, 'params');
  if (params === null) return splice(bytes, [insertMembers(bytes, 0, { params: { ...added, _meta: stamps } })]);
  const rewritten = rewriteObject(
    bytes,
    params.start,
    ({ key, start }) => {
      if (MODERN_PARAMS.has(key)) return null;
      return key === '_meta' ? rewriteObject(bytes, start, (member) => (HOP_META.has(member.key) ? null : undefined), stamps) : undefined;
    },
    spanAt(bytes, 'params', '_meta') === null ? { ...added, _meta: stamps } : added,
  );
  return splice(bytes, [{ start: params.start, end: params.end, text: rewritten }]);
}

/** A modern client's message without what only its own hop understands. */
function forLegacy(bytes: Buffer): Buffer {
  const params = spanAt(bytes, 'params');
  if (params === null) return bytes;
  const rewritten = rewriteObject(bytes, params.start, ({ key, start }) => {
    if (MODERN_PARAMS.has(key)) return null;
    return key === '_meta' ? rewriteObject(bytes, start, (member) => (HOP_META.has(member.key) ? null : undefined)) : undefined;
  });
  return splice(bytes, [{ start: params.start, end: params.end, text: rewritten }]);
}

/** A call without what asks for a task: nobody was told that there are any. */
function withoutTasks(bytes: Buffer): Buffer {
  const params = spanAt(bytes, 'params');
  if (params === null) return bytes;
  const text = rewriteObject(bytes, params.start, ({ key, start }) => {
    if (key === 'task') return null;
    if (key !== '_meta') return undefined;
    return rewriteObject(bytes, start, (member) => {
      if (member.key !== META_CLIENT_CAPABILITIES) return undefined;
      const declared: unknown = JSON.parse(bytes.toString('utf8', member.start, member.end));
      return isRecord(declared) ? JSON.stringify(capabilitiesWithoutTasks(declared)) : undefined;
    });
  });
  return splice(bytes, [{ start: params.start, end: params.end, text }]);
}

/** The headers that mirror a tool's annotated arguments, as they leave the guardrails. */
function headersOf(exchange: Exchange): readonly string[] {
  const { item } = exchange;
  if (item === null || item.type !== 'tool') return NONE;
  const declared = declaredHeaders(item);
  if (declared.length === 0) return NONE;
  let args = exchange.params?.['arguments'];
  if (exchange.splices !== null) {
    const message = JSON.parse(splice(exchange.bytes, exchange.splices).toString('utf8')) as { params?: Record<string, unknown> };
    args = message.params?.['arguments'];
  }
  return paramHeaderList(declared, isRecord(args) ? args : {});
}

function namePath(exchange: Exchange): readonly string[] {
  const field = exchange.item?.type === 'tool' || exchange.item?.type === 'prompt' ? 'name' : 'uri';
  return exchange.methodName === 'completion/complete' ? ['ref', field] : [field];
}
