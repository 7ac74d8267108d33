import { rewriteObject, spanAt, splice } from '../lib/json-splice.ts';
import { isRecord } from '../lib/mcp.ts';
import type { Refusal } from './errors.ts';

/** Under which name the gateway puts its own question beside those of servers. */
export const CONNECT_QUESTION = 'portcullis-connect';

/** What decides how an agent can be sent to a link. */
export interface ConnectAudience {
  readonly modern: boolean;
  readonly protocolVersion: string;
  /** Capabilities the agent declared. */
  readonly capabilities: unknown;
  readonly methodName: string;
  /** What a modern agent answered when it repeated the request. */
  readonly inputResponses: unknown;
}

/** How a missing account is answered. */
export type ConnectAnswer =
  { readonly kind: 'refusal'; readonly refusal: Refusal } | { readonly kind: 'result'; readonly resultJson: string };

/** JSON-RPC error of 2025-11-25 that sends a client to a URL; gone in 2026-07-28. */
const URL_ELICITATION_REQUIRED = -32042;
/** Methods whose result may ask for input. Source: 2026-07-28, MRTR. */
const ASKING_METHODS: ReadonlySet<string> = new Set(['tools/call', 'prompts/get', 'resources/read']);

/**
 * Sends the user to the link where an account is connected, in the best way the agent can: URL elicitation where it declared that, a
 * sentence with the link otherwise. Asked once a call: an agent that repeats the call too early gets the sentence.
 *
 * Source: MCP 2025-11-25 and 2026-07-28, client/elicitation, URL mode.
 */
export function connectAnswer(refusal: Refusal, audience: ConnectAudience): ConnectAnswer {
  const connect = isRecord(refusal.data) ? refusal.data['connect'] : undefined;
  const { data: _, ...plain } = refusal;
  const sentence: ConnectAnswer = { kind: 'refusal', refusal: plain };
  if (!isRecord(connect) || !canOpenUrls(audience.capabilities)) return sentence;
  const elicitation = {
    mode: 'url',
    elicitationId: connect['elicitationId'],
    url: connect['url'],
    message: `Connect your account at ${String(connect['provider'])}, so that this gateway can use the server for you.`,
  };
  if (audience.modern) {
    if (!ASKING_METHODS.has(audience.methodName) || hasAnswered(audience.inputResponses)) return sentence;
    const inputRequests = { [CONNECT_QUESTION]: { method: 'elicitation/create', params: elicitation } };
    return { kind: 'result', resultJson: JSON.stringify({ resultType: 'input_required', inputRequests }) };
  }
  if (audience.protocolVersion < '2025-11-25') return sentence;
  return {
    kind: 'refusal',
    refusal: { ...plain, code: URL_ELICITATION_REQUIRED, data: { elicitations: [elicitation] }, asToolResult: false },
  };
}

/** A repeated request without the answer to our own question, which is no business of the server. */
export function withoutConnectAnswer(bytes: Buffer, inputResponses: unknown): Buffer {
  if (!hasAnswered(inputResponses)) return bytes;
  const others = Object.keys(inputResponses as object).length > 1;
  const holder = others ? spanAt(bytes, 'params', 'inputResponses') : spanAt(bytes, 'params');
  if (holder === null) return bytes;
  const dropped = others ? CONNECT_QUESTION : 'inputResponses';
  const text = rewriteObject(bytes, holder.start, ({ key }) => (key === dropped ? null : undefined));
  return splice(bytes, [{ start: holder.start, end: holder.end, text }]);
}

function hasAnswered(inputResponses: unknown): boolean {
  return isRecord(inputResponses) && Object.hasOwn(inputResponses, CONNECT_QUESTION);
}

/** An empty `elicitation` means forms alone (2025-11-25, client/elicitation, capabilities). */
function canOpenUrls(capabilities: unknown): boolean {
  const elicitation = isRecord(capabilities) ? capabilities['elicitation'] : undefined;
  return isRecord(elicitation) && isRecord(elicitation['url']);
}
