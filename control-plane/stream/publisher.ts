import { sql as text } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { Log } from '../../data-plane/lib/log.ts';
import { RESOURCE_KINDS, isResourceKind, type ResourceKind } from '../../proto/codec.ts';
import { danglingReferences } from '../../proto/dangling.ts';
import { resourceKey } from '../../proto/resource-set.ts';
import { CONFIG_CHANNEL } from '../snapshot/changes.ts';
import { createHistory } from '../snapshot/history.ts';
import type { ConfigTransaction, ReadResources } from '../snapshot/rows.ts';
import { problemsOf } from '../snapshot/validate.ts';
import { EMPTY_CONFIG, nextConfig, type Config, type ConfigResource } from '../snapshot/version.ts';
import { createPushEncoder, type PushEncoder, type SignPush } from './push.ts';

/** Follows the database and holds the newest config that nodes can apply. */
export interface Publisher {
  /** Null until the first one was read. */
  current(): { readonly config: Config; readonly pushes: PushEncoder } | null;
  /** Why the newest version is not pushed; empty when it is. */
  problems(): { readonly version: string; readonly problems: readonly string[] } | null;
  /** Reads what is new. Calls while one is under way share the next. Rejects when the database does not answer. */
  refresh(): Promise<void>;
  /** Called after each new version. Returns how to stop listening. */
  onVersion(listener: () => void): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What a publisher needs. */
export interface PublisherOptions {
  readonly database: Pick<Database, 'orm' | 'sql'>;
  readonly read: ReadResources;
  readonly log: Log;
  readonly sign?: SignPush;
  /** How often the version is looked at although nothing was announced. */
  readonly pollMs?: number;
}

const POLL_MS = 2_000;
/** Most changes that are read one by one; after more than that everything is read. */
const MAX_CHANGES = 20_000;
const READ_CONSISTENTLY = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** A row of `config_changes`. */
type Change = { version: string; kind: string; id: string };

/**
 * A publisher. Several control planes each have one; they learn of each other's changes through the database, by
 * NOTIFY and, in case a notification was lost, by looking.
 */
export function createPublisher({ database, read, log, sign = null, pollMs = POLL_MS }: PublisherOptions): Publisher {
  const history = createHistory();
  const listeners = new Set<() => void>();
  let current: { config: Config; pushes: PushEncoder } | null = null;
  let held = EMPTY_CONFIG;
  let pendingChanged = new Set<string>();
  let blocked: { version: string; problems: readonly string[] } | null = null;
  let running: Promise<void> | null = null;
  let isAgain = false;
  let poll: NodeJS.Timeout | null = null;
  let unlisten: (() => Promise<void>) | null = null;
  let isUnreachable = false;

  async function load(): Promise<void> {
    const isFirst = held === EMPTY_CONFIG;
    const from = held.version;
    const loaded = await database.orm.transaction(async (tx) => {
      const [row] = await tx.execute<{ version: string; floor: string | null }>(text`
        SELECT version::text AS version, (SELECT min(version)::text FROM config_changes) AS floor FROM config_version`);
      const version = BigInt(row?.version ?? '0');
      if (version === held.version && !isFirst) return null;
      const floor = row?.floor == null ? version : BigInt(row.floor) - 1n;
      const isPartial = !isFirst && version > from && from >= floor;
      const since = isPartial ? from : floor;
      const changes = await tx.execute<Change>(text`
        SELECT version::text AS version, kind, id FROM config_changes
        WHERE config_changes.version > ${since.toString()}::bigint ORDER BY config_changes.version DESC LIMIT ${MAX_CHANGES}`);
      const oldestRead = changes.length === MAX_CHANGES ? BigInt(changes.at(-1)?.version ?? version) : since;
      const next = isPartial && oldestRead === since ? await readChanged(tx, version, changes) : await readAll(tx, version);
      return { version, changes: [...changes].reverse(), oldestRead, ...next };
    }, READ_CONSISTENTLY);
    if (loaded === null) return;
    if (isFirst || loaded.isWhole) {
      history.restart(loaded.oldestRead);
      for (const { version, kind, id } of loaded.changes) {
        if (BigInt(version) > loaded.oldestRead) history.note(BigInt(version), [`${kind} ${id}`], null);
      }
    }
    take(loaded.config, loaded.changed, loaded.isWhole);
  }

  async function readAll(tx: ConfigTransaction, version: bigint) {
    const resources: ConfigResource[] = [];
    for (const kind of RESOURCE_KINDS) resources.push(...(await read(tx, kind, null)));
    const { config, changed } = nextConfig(EMPTY_CONFIG, version, resources, []);
    return { config, changed, isWhole: true };
  }

  async function readChanged(tx: ConfigTransaction, version: bigint, changes: readonly { kind: string; id: string }[]) {
    const first = await readSome(tx, held, version, changes);
    // A row that went with its parent, or a parent nobody named: reading both again settles which it is.
    const dangling = danglingReferences(first.config.resources, first.changed);
    if (dangling.length === 0) return { ...first, isWhole: false };
    const again = await readSome(
      tx,
      first.config,
      version,
      dangling.flatMap(({ from, to }) => [from, to]),
    );
    return { config: again.config, changed: [...first.changed, ...again.changed], isWhole: false };
  }

  async function readSome(tx: ConfigTransaction, base: Config, version: bigint, keys: readonly { kind: string; id: string }[]) {
    const idsByKind = new Map<ResourceKind, Set<string>>();
    for (const { kind, id } of keys) {
      if (!isResourceKind(kind)) continue;
      const ids = idsByKind.get(kind);
      if (ids === undefined) idsByKind.set(kind, new Set([id]));
      else ids.add(id);
    }
    const upserts: ConfigResource[] = [];
    const removals: string[] = [];
    for (const [kind, ids] of idsByKind) {
      const found = await read(tx, kind, [...ids]);
      upserts.push(...found);
      const present = new Set(found.map(({ id }) => id));
      for (const id of ids) if (!present.has(id)) removals.push(resourceKey({ kind, id }));
    }
    return nextConfig(base, version, upserts, removals);
  }

  /** Publishes what was read, unless no node could apply it. */
  function take(config: Config, changed: readonly string[], isWhole: boolean): void {
    held = config;
    for (const key of changed) pendingChanged.add(key);
    const problems = problemsOf(config, [...pendingChanged]);
    if (problems.length > 0) {
      if (blocked?.problems.join() !== problems.join()) {
        log.error(
          { version: config.version.toString(), problems },
          'the config is not pushed because no node could apply it; nodes keep the version before',
        );
      }
      blocked = { version: config.version.toString(), problems };
      return;
    }
    blocked = null;
    if (!isWhole) history.note(config.version, [...pendingChanged], config.resources.digest);
    else history.note(config.version, [], config.resources.digest);
    pendingChanged = new Set();
    current = { config, pushes: createPushEncoder(config, history, sign, Date.now()) };
    for (const listener of listeners) listener();
  }

  function refresh(): Promise<void> {
    if (running !== null) {
      isAgain = true;
      return running;
    }
    running = (async () => {
      do {
        isAgain = false;
        await load();
      } while (isAgain);
    })().finally(() => {
      running = null;
    });
    return running;
  }

  /** A refresh nobody waits for: the database being away is said once, and once more when it is back. */
  function follow(): void {
    refresh().then(
      () => {
        if (isUnreachable) log.info({}, 'the database answers again; the config is up to date');
        isUnreachable = false;
      },
      (error: unknown) => {
        if (!isUnreachable)
          log.warn({ reason: reasonOf(error) }, 'the config could not be read from the database; nodes keep what they have');
        isUnreachable = true;
      },
    );
  }

  return {
    current: () => current,
    problems: () => blocked,
    refresh,
    onVersion(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      await refresh();
      poll = setInterval(follow, pollMs);
      const subscribed = await database.sql.listen(CONFIG_CHANNEL, follow, follow);
      unlisten = () => subscribed.unlisten();
    },
    async stop() {
      if (poll !== null) clearInterval(poll);
      await unlisten?.().catch(() => {});
      await running?.catch(() => {});
    },
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}
