import { randomBytes } from 'node:crypto';
import type { ItemType, Project, Registry, Server, Snapshot, SnapshotSource } from '../config/snapshot.ts';
import type { Log } from '../lib/log.ts';
import { uuid7 } from '../lib/uuid7.ts';
import { newClaims, newSession, type Session } from '../sessions/session.ts';
import { UpstreamFault, type UpstreamMessage, type UpstreamSession } from '../upstream/channel.ts';
import type { Upstreams } from '../upstream/upstreams.ts';
import type { UsageSink } from '../usage/invocation.ts';
import { compareList } from './compare.ts';
import type { DriftGuard } from './guard.ts';
import { readList, type ListBounds } from './read-list.ts';

/** What a watch is made of. */
export interface DriftWatchParts {
  /** The config as the control plane has it. */
  readonly snapshots: SnapshotSource;
  readonly guard: DriftGuard;
  readonly upstreams: Pick<Upstreams, 'open' | 'drop'>;
  /** Headers with which this node reads a server's lists; null where only users have a credential. */
  credentialFor(
    registry: Registry,
    server: Server,
    snapshot: Snapshot,
  ): Promise<{ readonly headers: readonly string[]; readonly isolation: string } | null>;
  readonly usage: Pick<UsageSink, 'drift'>;
  readonly log: Log;
  readonly version: string;
  /** Time between two looks at a server that says nothing by itself; 0: only when it says that a list changed. */
  readonly intervalMs: number;
}

/** Watches the lists of every enabled server. */
export interface DriftWatch {
  /** Looks at a server now. Resolves when it was looked at. */
  look(serverId: string): Promise<void>;
  stop(): void;
}

const CHANGED: ReadonlyMap<string, readonly ItemType[]> = new Map([
  ['notifications/tools/list_changed', ['tool']],
  ['notifications/prompts/list_changed', ['prompt']],
  ['notifications/resources/list_changed', ['resource', 'resource_template']],
]);
const BOUNDS: ListBounds = { maxPages: 200, maxEntries: 20_000, maxBytes: 16 * 1024 * 1024, timeoutMs: 10_000 };
const MAX_DEFINITION_BYTES = 256 * 1024;
const MAX_STRANGERS = 200;
const AT_ONCE = 8;

/**
 * Watches servers for definitions that are not the approved ones: when a server says that a list changed, and at an
 * interval. What differs is quarantined on this node at once and reported to the control plane through the spool.
 *
 * Misses: servers whose lists only users may read (passthrough and broker modes without a shared credential), programs, and
 *   lists that cannot be read whole within the bounds: those are not compared, and the last comparison stands.
 */
export function watchDrift(parts: DriftWatchParts): DriftWatch {
  const { guard, log } = parts;
  const watched = new Map<string, Watched>();
  const reported = new Map<string, string>();
  let running = 0;
  let stopped = false;
  const waiting: (() => void)[] = [];

  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };

  async function look(serverId: string, types: readonly ItemType[] | null = null): Promise<void> {
    const snapshot = parts.snapshots.current();
    const server = snapshot?.serverById.get(serverId);
    const registry = server === undefined ? undefined : snapshot?.registryById.get(server.registryId);
    if (stopped || snapshot === null || server === undefined || registry === undefined) return;
    const entry = watched.get(serverId) ?? begin(serverId);
    const approved = new Set(server.items.filter(({ state }) => state === 'enabled').map(({ type }) => type));
    const wanted = (types ?? ['tool', 'prompt', 'resource', 'resource_template']).filter((type) => approved.has(type));
    if (wanted.length === 0) return;
    try {
      const upstream = await openFor(entry, registry, server, snapshot);
      if (upstream === null) return;
      for (const type of wanted) {
        const entries = await readList(upstream, type, parts.version, BOUNDS);
        if (entries !== null) compare(server.id, type, entries);
      }
      await upstream.listen({ toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true });
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      log.debug?.({ server: server.name, reason: error.reason }, 'the lists of a server could not be read to look for drift');
      if (entry.upstream !== null) {
        parts.upstreams.drop(entry.session, entry.upstream);
        entry.upstream.close();
        entry.upstream = null;
      }
    }
  }

  async function openFor(entry: Watched, registry: Registry, server: Server, snapshot: Snapshot): Promise<UpstreamSession | null> {
    const credential = await parts.credentialFor(registry, server, snapshot);
    if (credential === null) return null;
    const project: Project = registry.project;
    entry.upstream = await parts.upstreams.open({
      session: entry.session,
      server,
      project,
      credentialHeaders: credential.headers,
      isolation: credential.isolation,
      onStanding: (_, message) => hear(server.id, message),
      era: server.era ?? 'legacy',
      keys: [],
    });
    return entry.upstream;
  }

  function hear(serverId: string, { envelope }: UpstreamMessage): void {
    const types = envelope.kind === 'notification' ? CHANGED.get(envelope.method) : undefined;
    if (types !== undefined) schedule(serverId, types);
  }

  /** One look after another for a server; notifications that come meanwhile are taken together. */
  function schedule(serverId: string, types: readonly ItemType[] | null): void {
    const entry = watched.get(serverId);
    if (entry === undefined || stopped) return;
    for (const type of types ?? (['tool', 'prompt', 'resource', 'resource_template'] as const)) entry.due.add(type);
    if (entry.looking) return;
    entry.looking = true;
    void turn(async () => {
      const due = [...entry.due];
      entry.due.clear();
      await look(serverId, due);
    })
      .catch((error: unknown) => log.error({ err: error }, 'looking for drift failed'))
      .finally(() => {
        entry.looking = false;
        if (entry.due.size > 0) schedule(serverId, [...entry.due]);
      });
  }

  function compare(serverId: string, type: ItemType, entries: readonly unknown[]): void {
    const server = parts.snapshots.current()?.serverById.get(serverId);
    if (server === undefined) return;
    const { sightings, strangers } = compareList(server, type, entries);
    for (const { item, liveDigest, definition } of sightings) {
      const isNew = guard.observe(item.id, liveDigest);
      if (item.digest === liveDigest) continue;
      if (isNew)
        log.warn(
          { server: server.name, type, item: item.name, approved: item.digest.slice(0, 12), live: liveDigest.slice(0, 12) },
          'a definition is not the approved one: quarantined on this node',
        );
      report(server.id, item.id, type, item.name, liveDigest, definition);
    }
    for (const { name, liveDigest, definition } of strangers.slice(0, MAX_STRANGERS))
      report(server.id, '', type, name, liveDigest, definition);
  }

  /** Once for each live definition, not at every look. */
  function report(
    serverId: string,
    itemId: string,
    type: ItemType,
    name: string,
    digest: string,
    definition: Readonly<Record<string, unknown>>,
  ): void {
    const key = `${serverId}\0${type}\0${name}`;
    if (reported.get(key) === digest) return;
    if (reported.size > 50_000) reported.clear();
    reported.set(key, digest);
    const bytes = Buffer.from(JSON.stringify(definition));
    parts.usage.drift({
      id: uuid7(Date.now()),
      observedAtMs: Date.now(),
      serverId,
      itemId,
      type,
      name: name.slice(0, 1_000),
      digest,
      definition: bytes.length <= MAX_DEFINITION_BYTES ? bytes : Buffer.from('null'),
    });
  }

  function begin(serverId: string): Watched {
    const claims = newClaims('2025-11-25', { name: 'portcullis', version: parts.version }, {}, Date.now());
    const entry: Watched = {
      session: newSession(`drift-${randomBytes(6).toString('hex')}`, claims, 'drift', Date.now()),
      upstream: null,
      timer: null,
      looking: false,
      due: new Set(),
    };
    watched.set(serverId, entry);
    return entry;
  }

  function end(serverId: string, entry: Watched): void {
    watched.delete(serverId);
    if (entry.timer !== null) clearInterval(entry.timer);
    entry.session.ended = true;
    entry.upstream?.close();
  }

  /** Starts and ends watching as servers come, change and go. */
  function follow(snapshot: Snapshot): void {
    const wanted = new Map(
      [...snapshot.serverById].filter(
        ([, server]) => server.enabled && server.transport !== 'stdio' && server.items.some(({ state }) => state === 'enabled'),
      ),
    );
    for (const [id, entry] of watched) if (!wanted.has(id)) end(id, entry);
    for (const id of wanted.keys()) {
      if (watched.has(id)) continue;
      const entry = begin(id);
      if (parts.intervalMs > 0) {
        entry.timer = setInterval(() => schedule(id, null), parts.intervalMs * (0.9 + Math.random() * 0.2));
        entry.timer.unref();
      }
      schedule(id, null);
    }
  }

  const unfollow = parts.snapshots.onSwap((_, next) => follow(next));
  const first = parts.snapshots.current();
  if (first !== null) follow(first);
  return {
    look: (serverId) => look(serverId),
    stop() {
      stopped = true;
      unfollow();
      for (const [id, entry] of [...watched]) end(id, entry);
    },
  };
}

interface Watched {
  readonly session: Session;
  upstream: UpstreamSession | null;
  timer: NodeJS.Timeout | null;
  looking: boolean;
  readonly due: Set<ItemType>;
}
