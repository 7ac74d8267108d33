import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../auth/index.ts';
import type { Grant, Item, Registry, Server, Snapshot } from '../config/snapshot.ts';
import type { StreamCarry } from '../guardrails/index.ts';
import type { Coverage, Decision, Verdict } from '../guardrails/policy.ts';
import type { Cancellation } from '../lib/cancellation.ts';
import { errorAnswer, type Envelope, type Params, type RequestId } from '../lib/jsonrpc.ts';
import type { Splice } from '../lib/json-splice.ts';
import { uuid7 } from '../lib/uuid7.ts';
import type { Session } from '../sessions/session.ts';
import type { UpstreamMessage, UpstreamSession } from '../upstream/channel.ts';
import type { CredentialUse, InvocationOutcome } from '../usage/invocation.ts';
import type { ParkedCall } from './bridge/parked-calls.ts';
import type { Reason, Refusal } from './errors.ts';
import type { Method } from './methods/method.ts';
import type { Reply } from './reply.ts';
import type { ServerRequestTicket } from './server-request.ts';

/** The HTTP request an exchange came in by; shared by the elements of a batch. */
export interface Arrival {
  readonly startedAtMs: number;
  /** `performance.now()` at the same moment. */
  readonly startedTicks: number;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string;
  /** Origin agents use, without a trailing slash. */
  readonly origin: string;
  /** `/mcp/{registry}` or `/mcp/{registry}/{server}`. */
  readonly path: string;
  readonly registryName: string;
  readonly serverName: string | null;
  readonly era: 'legacy' | 'modern';
  readonly snapshot: Snapshot;
  /** Aborted when the agent went away and its era reads that as a cancel, or when the call must end at once. */
  readonly abort: Cancellation;
}

/**
 * One message of an agent on its way through the pipeline: what came in, what was found out, what goes back.
 *
 * Stages fill it in order. Once `settled` only the recording and answering stages run.
 */
export class Exchange {
  readonly arrival: Arrival;
  readonly snapshot: Snapshot;
  readonly method: Method;
  /** The method's name as sent, or a name for what is no JSON-RPC request, such as `http/get`. */
  readonly methodName: string;
  readonly envelope: Envelope | null;
  readonly params: Params | undefined;
  /** Null for notifications and for what is no message. */
  readonly id: RequestId | null;
  bytes: Buffer;
  readonly reply: Reply;
  /** UUID version 7: names the exchange in its record and in whatever is answered about it. */
  readonly recordId: string;

  /** What is wrong with the message itself; told once it is known who called. */
  problem: Refusal | null = null;
  caller: Caller | null = null;
  /** Whose the credentials were, also where they were not enough; for the record. */
  knownCaller: Caller | null = null;
  registry: Registry | null = null;
  grants: readonly Grant[] = NO_GRANTS;
  session: Session | null = null;
  protocolVersion: string;
  server: Server | null = null;
  item: Item | null = null;
  /** The name or URI as the caller used it. */
  requestedName = '';
  /** The same as the upstream knows it. */
  upstreamName = '';
  /** Changes to make to the message's bytes before it goes upstream; null where none. */
  splices: Splice[] | null = null;
  /** What an agent's answer to a server's request belongs to. */
  ticket: ServerRequestTicket | null = null;
  credentialHeaders: readonly string[] = NO_HEADERS;
  /** Upstream connections are shared only between calls with the same one. */
  isolation = '';
  /** Whether another credential may be had after the server turned this one down. */
  renewable = false;
  credentialUse: CredentialUse | null = null;
  upstream: UpstreamSession | null = null;
  upstreamAnswer: UpstreamMessage | null = null;
  /** The call at a legacy server that a modern client's answers may go on with. */
  parked: ParkedCall | null = null;
  /** What the server said during the call so far, as far as a value may go on in its next notification; null before the first. */
  carry: StreamCarry | null = null;
  upstreamUs = 0;
  decisions: Decision[] | null = null;
  coverage: Coverage | null = null;
  action: 'allow' | 'redact' | 'block' = 'allow';
  wouldBe: 'allow' | 'redact' | 'block' = 'allow';
  incidentId = '';

  /** The agent called it off and expects no answer. */
  calledOff = false;

  settled = false;
  outcome: InvocationOutcome = 'ok';
  reason: Reason | '' = '';
  detail = '';
  status = 200;
  /** The answering message; null where HTTP alone answers. */
  answer: Buffer | string | null = null;
  answerHeaders: Readonly<Record<string, string>> | null = null;
  /** True where a handler writes to the connection itself (streams). */
  taken = false;
  /** Places taken in the limits, given back when the exchange is over; empty where none. */
  placeA = '';
  placeB = '';
  /** Whether its record was left already, as streams do when they begin. */
  recordLeft = false;

  constructor(
    arrival: Arrival,
    method: Method,
    methodName: string,
    envelope: Envelope | null,
    id: RequestId | null,
    bytes: Buffer,
    reply: Reply,
    protocolVersion: string,
  ) {
    this.arrival = arrival;
    this.snapshot = arrival.snapshot;
    this.method = method;
    this.methodName = methodName;
    this.envelope = envelope;
    this.bytes = bytes;
    this.reply = reply;
    this.protocolVersion = protocolVersion;
    this.recordId = uuid7(arrival.startedAtMs);
    this.id = id;
    this.params = envelope !== null && (envelope.kind === 'request' || envelope.kind === 'notification') ? envelope.params : undefined;
  }

  get modern(): boolean {
    return this.arrival.era === 'modern';
  }

  get aggregated(): boolean {
    return this.arrival.serverName === null;
  }

  /** Ends the way to the upstream with an answer of our own. The first one counts. */
  refuse(refusal: Refusal): void {
    if (this.settled) return;
    this.settled = true;
    this.outcome = refusal.outcome;
    this.reason = refusal.reason;
    this.detail = refusal.detail ?? '';
    this.answerHeaders = refusal.headers ?? null;
    if (this.id === null && this.envelope !== null && this.envelope.kind !== 'request' && refusal.status === 200) {
      // A notification or response has nobody to answer to.
      this.status = 202;
      this.answer = null;
      return;
    }
    if (refusal.asToolResult === true && this.methodName === 'tools/call' && this.id !== null) {
      const result: Record<string, unknown> = { content: [{ type: 'text', text: refusal.message }], isError: true };
      if (this.modern) result['resultType'] = 'complete';
      if (refusal.data !== undefined)
        result['_meta'] = {
          'portcullis/refusal': {
            reason: refusal.reason === 'response_blocked' || refusal.reason === 'request_blocked' ? 'blocked' : 'failed',
            ...(refusal.data as object),
          },
        };
      this.status = 200;
      this.answer = JSON.stringify({ jsonrpc: '2.0', id: this.id, result });
      return;
    }
    this.status = refusal.status;
    this.answer = errorAnswer(this.id, refusal.code, refusal.message, refusal.data);
  }

  /** Ends the way to the upstream with a result of the gateway's own. */
  succeed(resultJson: string, headers: Readonly<Record<string, string>> | null = null): void {
    if (this.settled) return;
    this.settled = true;
    this.answerHeaders = headers;
    this.answer = `{"jsonrpc":"2.0","id":${JSON.stringify(this.id)},"result":${resultJson}}`;
  }

  /** Ends it with HTTP status alone. */
  acknowledge(status: number): void {
    if (this.settled) return;
    this.settled = true;
    this.status = status;
    this.answer = null;
  }

  /** Adds what a guardrail concluded. */
  judged(verdict: Pick<Verdict, 'decisions' | 'action' | 'wouldBe'> & { readonly coverage?: Coverage | null }): void {
    const { decisions, action, wouldBe } = verdict;
    if (decisions.length > 0) {
      this.decisions ??= [];
      for (const decision of decisions) if (this.decisions.length < MAX_DECISIONS) this.decisions.push(decision);
    }
    const coverage = verdict.coverage ?? null;
    if (coverage !== null) this.coverage = this.coverage === null ? coverage : joined(this.coverage, coverage);
    if (RANK[action] > RANK[this.action]) this.action = action;
    if (RANK[wouldBe] > RANK[this.wouldBe]) this.wouldBe = wouldBe;
  }
}

/** Two receipts as one; the detectors are named once. */
function joined(first: Coverage, second: Coverage): Coverage {
  const more = second.detectors.filter((detector) => !first.detectors.includes(detector));
  return {
    inspected: first.inspected.length + second.inspected.length > MAX_RECEIPT ? first.inspected : [...first.inspected, ...second.inspected],
    uninspected:
      first.uninspected.length + second.uninspected.length > MAX_RECEIPT
        ? first.uninspected
        : [...first.uninspected, ...second.uninspected],
    detectors: more.length === 0 ? first.detectors : [...first.detectors, ...more],
  };
}

const MAX_RECEIPT = 200;
const RANK = { allow: 0, redact: 1, block: 2 } as const;
const MAX_DECISIONS = 100;
const NO_GRANTS: readonly Grant[] = [];
const NO_HEADERS: readonly string[] = [];
