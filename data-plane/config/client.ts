import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import { status, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import type { ControlMessage__Output } from '../../proto/generated/gateway/v1/ControlMessage.ts';
import type { NodeMessage } from '../../proto/generated/gateway/v1/NodeMessage.ts';
import type { Push__Output } from '../../proto/generated/gateway/v1/Push.ts';
import { messageType } from '../../proto/load.ts';
import { createBackoff } from '../lib/backoff.ts';
import type { Log } from '../lib/log.ts';
import { buildSnapshot, type Built } from './build.ts';
import { applyPush, type HeldConfig } from './decode.ts';
import type { ControlPlane, ControlPlaneLink } from './link.ts';
import type { Snapshot, SnapshotSource } from './snapshot.ts';
import type { ConfigStore } from './store.ts';

/** What a config client needs. */
export interface ConfigClientOptions {
  readonly link: ControlPlaneLink;
  readonly store: ConfigStore;
  readonly log: Log;
  readonly nodeId: string;
  /** For people; the host name when absent. */
  readonly name?: string;
  readonly software: string;
  /** Where agents reach this node, for display. */
  readonly address: () => string;
  /** What heartbeats say. */
  readonly load: () => { readonly inFlight: number; readonly spooledRecords: number };
  /** Keys of which one must have signed each push; null where pushes are not signed. */
  readonly trustedKeys?: readonly KeyObject[] | null;
  readonly firstRetryMs?: number;
  readonly retryCeilingMs?: number;
}

/** How a node stands towards the control plane. */
export interface ConfigStatus {
  readonly isConnected: boolean;
  readonly controlPlane: string;
  readonly version: string | null;
  /** The last push that was refused, until a later one is applied. */
  readonly refused: { readonly version: string; readonly problems: readonly string[] } | null;
}

/** Follows the control plane and holds the config in force. */
export interface ConfigClient extends SnapshotSource {
  readonly nodeId: string;
  /** Puts the last good config from the disk in force and begins to follow. Resolves before any control plane answered. */
  start(): Promise<void>;
  /** Resolves with the first snapshot, or null when there is none in time. */
  firstSnapshot(timeoutMs: number): Promise<Snapshot | null>;
  status(): ConfigStatus;
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 200;
const RETRY_CEILING_MS = 10_000;
/** How long an answer to the control plane waits for a slow disk. */
const DISK_PATIENCE_MS = 1_000;
/** A control plane that accepts a stream and then says nothing is as good as away. */
const WELCOME_TIMEOUT_MS = 10_000;

type Stream = ClientDuplexStream<NodeMessage, ControlMessage__Output>;

/** A config client. It holds one stream, opens another when that ends, and keeps what it has meanwhile. */
export function createConfigClient(options: ConfigClientOptions): ConfigClient {
  const { link, store, log, nodeId, trustedKeys = null } = options;
  const backoff = createBackoff({ firstMs: options.firstRetryMs ?? FIRST_RETRY_MS, ceilingMs: options.retryCeilingMs ?? RETRY_CEILING_MS });
  const listeners = new Set<(previous: Snapshot | null, next: Snapshot) => void>();
  const awaiting = new Set<() => void>();
  let held: HeldConfig | null = null;
  let built: Built | null = null;
  let refused: ConfigStatus['refused'] = null;
  let stream: Stream | null = null;
  let isConnected = false;
  let isStopped = false;
  let retry: NodeJS.Timeout | null = null;
  let lastFailure: 'refused' | 'away' | null = null;
  let applying: Promise<void> = Promise.resolve();
  // Silence is counted on the monotonic clock; only what passed before the start comes from the calendar.
  let silentSince = performance.now();

  /** Applies a push in memory. Returns: why not, or null. */
  function enforce(push: Push__Output, trusted: readonly KeyObject[] | null): readonly string[] | null {
    const applied = applyPush(held, push, trusted);
    if (!applied.ok) return applied.problems;
    const changed = push.baseVersion === '' ? everyKind(held, applied.config, applied.changed) : applied.changed;
    const result = buildSnapshot(applied.config, built, changed);
    if (!result.ok) return result.problems;
    const previous = built?.snapshot ?? null;
    held = applied.config;
    built = result.built;
    for (const listener of listeners) {
      try {
        listener(previous, built.snapshot);
      } catch (error) {
        log.error({ reason: String((error as Error).stack) }, 'a part of the node failed on a new config');
      }
    }
    for (const resume of [...awaiting]) resume();
    return null;
  }

  async function loadFromDisk(): Promise<void> {
    const { pushes, heardAtMs } = await store.load();
    if (heardAtMs > 0) silentSince = performance.now() - Math.max(0, Date.now() - heardAtMs);
    for (const bytes of pushes) {
      const problems = enforce(messageType('Push').deserialize(bytes), null);
      if (problems === null) continue;
      log.error({ problems }, 'the config on disk cannot be applied; the node goes on with what it has and waits for the control plane');
      break;
    }
    if (held !== null) log.info({ version: held.version }, 'the last good config was taken from disk');
  }

  async function keepOnDisk(push: Push__Output, config: HeldConfig): Promise<void> {
    if (push.baseVersion !== '' && (await store.append(messageType('Push').serialize(push)))) return;
    const upserts = Array.from(config.resources.values(), ({ kind, id, body }) => ({ kind, id, body }));
    await store.replace(
      messageType('Push').serialize({ version: config.version, digest: config.digest, upserts, builtAtMs: push.builtAtMs }),
    );
  }

  async function take(push: Push__Output, from: Stream): Promise<void> {
    if (from !== stream) return;
    let problems: readonly string[] | null;
    try {
      problems = enforce(push, trustedKeys);
    } catch (error) {
      log.error({ version: push.version, reason: String((error as Error).stack) }, 'a config could not be applied');
      problems = ['the node failed while it applied the config; its log says more'];
    }
    if (problems !== null) {
      refused = { version: push.version, problems };
      log.error(
        { version: push.version, problems, enforced: held?.version ?? null },
        'a config was refused; the one before stays in force',
      );
      from.write({ nack: { nonce: push.nonce, version: push.version, problems: [...problems] } });
      return;
    }
    refused = null;
    const kept = keepOnDisk(push, held as HeldConfig).catch((error: unknown) =>
      log.error({ reason: (error as Error).message }, 'the config could not be kept on disk'),
    );
    await Promise.race([kept, wait(DISK_PATIENCE_MS)]);
    if (from === stream) from.write({ ack: { nonce: push.nonce, version: push.version } });
    log.debug({ version: push.version }, 'a config is in force');
    await kept;
  }

  function connect(): void {
    const plane = link.current();
    let opened: Stream;
    try {
      opened = plane.config.Stream(link.metadata());
    } catch (error) {
      return again(plane, (error as Error).message);
    }
    stream = opened;
    let heartbeat: NodeJS.Timeout | null = null;
    const welcome = setTimeout(() => opened.cancel(), WELCOME_TIMEOUT_MS);
    let isOver = false;
    const over = (reason: string, isOurFault: boolean): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(welcome);
      if (heartbeat !== null) clearInterval(heartbeat);
      if (stream === opened) stream = null;
      if (isConnected) silentSince = performance.now();
      isConnected = false;
      opened.cancel();
      again(plane, reason, isOurFault);
    };
    opened.on('data', (message: ControlMessage__Output) => {
      if (message.welcome) {
        clearTimeout(welcome);
        isConnected = true;
        lastFailure = null;
        store.touch();
        log.info({ controlPlane: plane.address, version: held?.version ?? null }, 'connected to the control plane');
        heartbeat ??= setInterval(
          () => {
            opened.write({ heartbeat: options.load() });
            backoff.reset();
            store.touch();
          },
          Math.max(200, message.welcome.heartbeatIntervalMs),
        );
      }
      const { push } = message;
      if (push) applying = applying.then(() => take(push, opened));
    });
    opened.on('error', (error: ServiceError) =>
      over(error.details === '' ? error.message : error.details, error.code === status.UNAUTHENTICATED),
    );
    opened.on('end', () => over('the control plane ended the stream', false));
    opened.write({
      hello: {
        nodeId,
        name: options.name ?? hostname(),
        software: options.software,
        version: held?.version ?? '',
        digest: held?.digest ?? '',
        address: options.address(),
      },
    });
  }

  function again(plane: ControlPlane, reason: string, isOurFault = false): void {
    if (isStopped) return;
    const failure = isOurFault ? 'refused' : 'away';
    if (failure !== lastFailure) {
      if (isOurFault) log.error({ controlPlane: plane.address, reason }, 'the control plane does not accept this node');
      else
        log.warn(
          { controlPlane: plane.address, reason, enforced: held?.version ?? null },
          'no connection to the control plane; the last config stays in force',
        );
    }
    lastFailure = failure;
    link.turnFrom(plane);
    retry = setTimeout(connect, backoff.next());
  }

  return {
    nodeId,
    current: () => built?.snapshot ?? null,
    silenceMs: () => (isConnected ? 0 : performance.now() - silentSince),
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      await loadFromDisk();
      if (!isStopped) connect();
    },
    async firstSnapshot(timeoutMs) {
      if (built !== null) return built.snapshot;
      let resume: () => void = () => {};
      const arrived = new Promise<void>((resolve) => (resume = resolve));
      awaiting.add(resume);
      const timer = setTimeout(resume, timeoutMs);
      await arrived;
      clearTimeout(timer);
      awaiting.delete(resume);
      return (built as Built | null)?.snapshot ?? null;
    },
    status: () => ({ isConnected, controlPlane: link.current().address, version: held?.version ?? null, refused }),
    async stop() {
      isStopped = true;
      if (retry !== null) clearTimeout(retry);
      for (const resume of [...awaiting]) resume();
      const open = stream;
      stream = null;
      open?.end();
      open?.cancel();
      await applying.catch(() => {});
      await store.close();
    },
  };
}

/** After a whole config everything may differ: what went is not in `changed`, which starts from nothing. */
function everyKind(before: HeldConfig | null, after: HeldConfig, changed: readonly string[]): readonly string[] {
  if (before === null) return changed;
  const differing = changed.filter((key) => before.resources.get(key)?.line !== after.resources.get(key)?.line);
  for (const { kind, id } of before.resources.values()) if (!after.resources.has(`${kind} ${id}`)) differing.push(`${kind} ${id}`);
  return differing;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
