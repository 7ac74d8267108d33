import { randomUUID } from 'node:crypto';
import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import type { Log } from '../../data-plane/lib/log.ts';
import type { ControlMessage } from '../../proto/generated/gateway/v1/ControlMessage.ts';
import type { Hello__Output } from '../../proto/generated/gateway/v1/Hello.ts';
import type { NodeMessage__Output } from '../../proto/generated/gateway/v1/NodeMessage.ts';
import { messageType } from '../../proto/load.ts';
import { CallRefused, type AuthenticateNode } from './node-auth.ts';
import type { NodeFacts, NodeRegister } from './node-register.ts';
import type { Publisher } from './publisher.ts';
import { afterHello, afterPush, afterReply, nextPush, type Subscription } from './subscription.ts';

/** The stream of one node. */
export type NodeStream = ServerDuplexStream<NodeMessage__Output, ControlMessage | Buffer>;

/** What the service needs, and its limits. */
export interface ConfigServiceOptions {
  readonly publisher: Publisher;
  readonly register: NodeRegister;
  readonly authenticate: AuthenticateNode;
  readonly log: Log;
  /** Asked for when a node holds a version newer than the database: it was restored from a backup. */
  readonly raiseVersionTo: (version: bigint) => Promise<void>;
  readonly heartbeatIntervalMs: number;
  /** How long a node may take to apply a push. */
  readonly answerTimeoutMs: number;
  readonly maxStreams: number;
}

/** Serves config streams. */
export interface ConfigService {
  handle(call: NodeStream): void;
  /** Streams now open. */
  streams(): number;
  /** Ends every stream; nodes connect to another control plane or wait. */
  stop(): void;
}

/** Whole configs under way at a time: each is copied into its own stream, and they may be large. */
const MAX_WHOLE_BYTES_UNDER_WAY = 256 * 1024 * 1024;

/** Furthest a lost backup explains. */
const MAX_VERSIONS_LOST = 1_000_000n;

interface OpenStream {
  readonly call: NodeStream;
  readonly facts: NodeFacts;
  state: Subscription;
  lastHeardMs: number;
  sentAtMs: number;
  wholeBytes: number;
  /** True while it is found out why the node holds a newer version than we do. */
  isAhead: boolean;
}

/** The config service of one control plane. */
export function createConfigService(options: ConfigServiceOptions): ConfigService {
  const { publisher, register, authenticate, log, heartbeatIntervalMs } = options;
  const open = new Map<string, OpenStream>();
  let callCount = 0;
  let wholeBytesUnderWay = 0;
  const unsubscribe = publisher.onVersion(() => {
    for (const stream of open.values()) advance(stream);
  });
  const sweep = setInterval(endSilent, Math.min(heartbeatIntervalMs, 5_000));
  sweep.unref();

  function advance(stream: OpenStream): void {
    const newest = publisher.current();
    if (newest === null || stream.state.sent !== null) return;
    const next = nextPush(stream.state, { version: newest.config.version.toString(), digest: newest.config.resources.digest });
    if (next.kind === 'nothing') return;
    if (next.kind === 'delta' && BigInt(next.from.version) > newest.config.version) return catchUp(stream, BigInt(next.from.version));
    const push = (next.kind === 'delta' ? newest.pushes.delta(next.from) : null) ?? wholePush(stream, newest.pushes.whole);
    if (push === null) return;
    stream.state = afterPush(stream.state, push);
    stream.sentAtMs = Date.now();
    stream.call.write(push.bytes);
  }

  /** A whole config, or null while too many bytes of them are under way: `settle` comes back to who waits. */
  function wholePush(stream: OpenStream, whole: () => ReturnType<NonNullable<ReturnType<Publisher['current']>>['pushes']['whole']>) {
    const push = whole();
    if (wholeBytesUnderWay > 0 && wholeBytesUnderWay + push.bytes.length > MAX_WHOLE_BYTES_UNDER_WAY) return null;
    stream.wholeBytes = push.bytes.length;
    wholeBytesUnderWay += push.bytes.length;
    return push;
  }

  function settle(stream: OpenStream): void {
    if (stream.wholeBytes === 0) return;
    wholeBytesUnderWay -= stream.wholeBytes;
    stream.wholeBytes = 0;
    for (const other of open.values()) {
      if (other !== stream && other.state.sent === null) advance(other);
    }
  }

  /** The node is ahead: this replica has not read the newest version yet, or the database lost some. */
  function catchUp(stream: OpenStream, version: bigint): void {
    if (stream.isAhead) return;
    stream.isAhead = true;
    publisher
      .refresh()
      .then(async () => {
        const newest = publisher.current()?.config.version ?? 0n;
        if (newest >= version) return;
        const facts = { nodeId: stream.facts.nodeId, node: version.toString(), database: newest.toString() };
        if (version - newest > MAX_VERSIONS_LOST) {
          // A node must not be able to use the counter up.
          log.error(
            facts,
            'a node claims a config version that this installation cannot have reached; remove the file last-good.config from its data folder',
          );
          return close(
            stream,
            status.FAILED_PRECONDITION,
            'the config version held is not one of this installation; remove last-good.config from the data folder',
          );
        }
        log.warn(
          facts,
          'a node enforces a newer config version than the database has; was it restored from a backup? The version is raised above it',
        );
        await options.raiseVersionTo(version);
        await publisher.refresh();
      })
      .catch((error: unknown) =>
        log.warn({ nodeId: stream.facts.nodeId, reason: (error as Error).message }, 'a node that is ahead could not be brought level'),
      )
      .finally(() => {
        stream.isAhead = false;
        const newest = publisher.current()?.config.version ?? 0n;
        if (newest >= version) advance(stream);
      });
  }

  function greet(call: NodeStream, hello: Hello__Output): OpenStream {
    const { nodeId } = hello;
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(nodeId))
      throw new CallRefused(status.INVALID_ARGUMENT, 'node_id must be a UUID in lower case');
    const before = open.get(nodeId);
    if (before !== undefined) close(before, status.ALREADY_EXISTS, 'this node has opened another stream');
    const state = afterHello(hello);
    const facts: NodeFacts = {
      nodeId,
      streamId: randomUUID(),
      name: hello.name.slice(0, 200),
      software: hello.software.slice(0, 100),
      address: hello.address.slice(0, 500),
      connected: true,
      appliedVersion: state.held?.version ?? null,
      appliedDigest: state.held?.digest ?? '',
      rejectedVersion: null,
      rejectedProblems: [],
      inFlight: 0,
      spooledRecords: 0,
      lastContactAtMs: Date.now(),
    };
    const stream: OpenStream = { call, facts, state, lastHeardMs: Date.now(), sentAtMs: 0, wholeBytes: 0, isAhead: false };
    open.set(nodeId, stream);
    call.write({ welcome: { heartbeatIntervalMs } });
    register.note(facts, true);
    void register.flush();
    log.info({ nodeId, name: facts.name, version: facts.appliedVersion, address: facts.address }, 'a node connected');
    return stream;
  }

  function hear(stream: OpenStream, message: NodeMessage__Output): void {
    const { facts } = stream;
    const before = stream.state;
    stream.lastHeardMs = facts.lastContactAtMs = Date.now();
    if (message.ack) stream.state = afterReply(before, { nonce: message.ack.nonce, problems: null });
    else if (message.nack) stream.state = afterReply(before, { nonce: message.nack.nonce, problems: problemsFrom(message.nack.problems) });
    else if (message.heartbeat) {
      facts.inFlight = message.heartbeat.inFlight;
      facts.spooledRecords = message.heartbeat.spooledRecords;
    }
    const { held, rejected } = stream.state;
    if (stream.state !== before) {
      facts.appliedVersion = held?.version ?? null;
      facts.appliedDigest = held?.digest ?? '';
      // A refused delta is followed by the whole config; only when that is refused too is it a rejection to tell of.
      facts.rejectedVersion = rejected?.isWhole === true ? rejected.version : null;
      facts.rejectedProblems = rejected?.isWhole === true ? rejected.problems : [];
      if (rejected !== null)
        log.warn({ nodeId: facts.nodeId, version: rejected.version, problems: rejected.problems }, 'a node refused a config');
      settle(stream);
    }
    register.note(facts, stream.state !== before);
    advance(stream);
  }

  function close(stream: OpenStream, code: status, details: string): void {
    stream.call.emit('error', { code, details });
    forget(stream);
  }

  function forget(stream: OpenStream): void {
    const { facts } = stream;
    if (open.get(facts.nodeId) !== stream) return;
    open.delete(facts.nodeId);
    settle(stream);
    register.note({ ...facts, connected: false }, true);
    log.info({ nodeId: facts.nodeId, name: facts.name }, 'a node disconnected');
  }

  /** Ends streams whose node says nothing or does not finish a push: it is better off with a new one. */
  function endSilent(): void {
    const nowMs = Date.now();
    for (const stream of [...open.values()]) {
      if (nowMs - stream.lastHeardMs > heartbeatIntervalMs * 3 + 1_000) close(stream, status.DEADLINE_EXCEEDED, 'no heartbeat was heard');
      else if (stream.state.sent !== null && nowMs - stream.sentAtMs > options.answerTimeoutMs) {
        close(stream, status.DEADLINE_EXCEEDED, `config ${stream.state.sent.version} was not answered in time`);
      }
    }
  }

  return {
    streams: () => open.size,
    handle(call) {
      let stream: OpenStream | null = null;
      let isEnded = false;
      callCount += 1;
      const end = (): void => {
        if (isEnded) return;
        isEnded = true;
        callCount -= 1;
        clearTimeout(greeting);
        if (stream !== null) forget(stream);
      };
      const refuse = (error: unknown): void => {
        const { code, message } = error instanceof CallRefused ? error : { code: status.INTERNAL, message: 'the stream failed' };
        if (!(error instanceof CallRefused)) log.error({ reason: String((error as Error).stack) }, 'a config stream failed');
        call.emit('error', { code, details: message });
        end();
      };
      const greeting = setTimeout(() => refuse(new CallRefused(status.DEADLINE_EXCEEDED, 'Hello was not heard in time')), 15_000);
      greeting.unref();
      call.on('error', end);
      call.on('cancelled', end);
      call.on('close', end);
      call.on('end', () => {
        if (!isEnded) call.end();
        end();
      });
      if (callCount > options.maxStreams)
        return refuse(new CallRefused(status.RESOURCE_EXHAUSTED, `this control plane serves at most ${options.maxStreams} nodes`));
      const early: NodeMessage__Output[] = [];
      let isAuthenticated = false;
      const take = (message: NodeMessage__Output): void => {
        if (isEnded) return;
        try {
          if (stream !== null) {
            if (message.hello) throw new CallRefused(status.INVALID_ARGUMENT, 'Hello is sent once');
            return hear(stream, message);
          }
          if (!message.hello) throw new CallRefused(status.INVALID_ARGUMENT, 'the first message must be Hello');
          stream = greet(call, message.hello);
          clearTimeout(greeting);
          advance(stream);
        } catch (error) {
          refuse(error);
        }
      };
      call.on('data', (message: NodeMessage__Output) => {
        if (isAuthenticated) take(message);
        else if (early.length < 4) early.push(message);
        else refuse(new CallRefused(status.INVALID_ARGUMENT, 'too much was sent before the stream was accepted'));
      });
      authenticate(call).then(
        () => {
          isAuthenticated = true;
          for (const message of early.splice(0)) take(message);
        },
        (error: unknown) => {
          if (error instanceof CallRefused) log.warn({ peer: call.getPeer(), reason: error.message }, 'a node was refused');
          refuse(error);
        },
      );
      return undefined;
    },
    stop() {
      clearInterval(sweep);
      unsubscribe();
      for (const stream of [...open.values()]) close(stream, status.UNAVAILABLE, 'this control plane is stopping');
    },
  };
}

function problemsFrom(problems: readonly string[]): string[] {
  const kept = problems.slice(0, 20).map((problem) => problem.slice(0, 500));
  return kept.length === 0 ? ['no reason was given'] : kept;
}

/** Serialises a message of the stream; what was serialised already passes as it is, once for all nodes. */
export function serializeControlMessage(message: ControlMessage | Buffer): Buffer {
  return Buffer.isBuffer(message) ? message : messageType('ControlMessage').serialize(message);
}
