import type { Sql } from 'postgres';
import type { Log } from '../../data-plane/lib/log.ts';

/** What a control plane knows of a node whose stream it holds. */
export interface NodeFacts {
  readonly nodeId: string;
  readonly streamId: string;
  name: string;
  software: string;
  address: string;
  connected: boolean;
  appliedVersion: string | null;
  appliedDigest: string;
  rejectedVersion: string | null;
  rejectedProblems: readonly string[];
  inFlight: number;
  spooledRecords: number;
  lastContactAtMs: number;
}

/** The channel on which replicas say that nodes applied or refused something. */
export const NODES_CHANNEL = 'portcullis_nodes';

/** Keeps the table `nodes` up to date without a query for every message of every node. */
export interface NodeRegister {
  /** Notes that something about a node changed; it is written within a fraction of a second. */
  note(facts: NodeFacts, isAnnounced: boolean): void;
  /** Writes what was noted. */
  flush(): Promise<void>;
  /** Says that all streams of this replica are gone, and stops. */
  stop(): Promise<void>;
}

const FLUSH_AFTER_MS = 100;

/**
 * The register of one control plane. `replicaId` names it in the rows it writes, so that a stream that ended late does
 * not mark a node as gone that has connected elsewhere since.
 */
export function createNodeRegister(options: { readonly sql: Sql; readonly replicaId: string; readonly log: Log }): NodeRegister {
  const { sql, replicaId, log } = options;
  let noted = new Map<string, NodeFacts>();
  let isAnnounced = false;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let isStopped = false;

  async function write(): Promise<void> {
    const facts = [...noted.values()];
    const announce = isAnnounced;
    noted = new Map();
    isAnnounced = false;
    if (facts.length === 0) return;
    try {
      await sql.begin(async (tx) => {
        await tx.unsafe(UPSERT, [replicaId, JSON.stringify(facts.map(rowOf))]);
        if (announce) await tx`SELECT pg_notify(${NODES_CHANNEL}, '')`;
      });
    } catch (error) {
      for (const fact of facts) if (!noted.has(fact.nodeId)) noted.set(fact.nodeId, fact);
      isAnnounced ||= announce;
      log.debug({ reason: (error as Error).message }, 'the state of nodes could not be written; it is tried again');
      if (!isStopped) schedule(2_000);
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = (writing ?? Promise.resolve()).then(write);
    return writing;
  }

  function schedule(afterMs: number): void {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, afterMs);
  }

  return {
    note(facts, announce) {
      noted.set(facts.nodeId, facts);
      isAnnounced ||= announce;
      if (!isStopped) schedule(FLUSH_AFTER_MS);
    },
    flush,
    async stop() {
      isStopped = true;
      await flush();
      await sql`UPDATE nodes SET connected = false WHERE replica_id = ${replicaId} AND connected`.catch(() => {});
    },
  };
}

function rowOf(facts: NodeFacts): Record<string, unknown> {
  return {
    id: facts.nodeId,
    stream_id: facts.streamId,
    name: facts.name,
    software: facts.software,
    address: facts.address,
    connected: facts.connected,
    applied_version: facts.appliedVersion,
    applied_digest: facts.appliedDigest,
    rejected_version: facts.rejectedVersion,
    rejected_problems: facts.rejectedProblems,
    in_flight: facts.inFlight,
    spooled_records: facts.spooledRecords,
    last_contact_at: new Date(facts.lastContactAtMs).toISOString(),
  };
}

/** A stream that ended only marks its node as gone while no other stream has the node. Rows in order of id, so that two replicas never wait for each other. */
const UPSERT = `
  INSERT INTO nodes AS held (id, name, software, address, replica_id, stream_id, connected, applied_version, applied_digest,
    rejected_version, rejected_problems, in_flight, spooled_records, last_contact_at, applied_at, rejected_at)
  SELECT id, name, software, address, $1, stream_id, connected, applied_version, applied_digest,
    rejected_version, rejected_problems, in_flight, spooled_records, last_contact_at,
    CASE WHEN applied_version IS NOT NULL THEN last_contact_at END, CASE WHEN rejected_version IS NOT NULL THEN last_contact_at END
  FROM jsonb_to_recordset($2::text::jsonb) AS seen (id text, stream_id text, name text, software text, address text, connected boolean,
    applied_version bigint, applied_digest text, rejected_version bigint, rejected_problems jsonb, in_flight integer,
    spooled_records bigint, last_contact_at timestamptz)
  ORDER BY id
  ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, software = excluded.software, address = excluded.address, replica_id = excluded.replica_id,
    stream_id = excluded.stream_id, connected = excluded.connected, applied_version = excluded.applied_version,
    applied_digest = excluded.applied_digest, rejected_version = excluded.rejected_version,
    rejected_problems = excluded.rejected_problems, in_flight = excluded.in_flight,
    spooled_records = excluded.spooled_records, last_contact_at = excluded.last_contact_at,
    applied_at = CASE WHEN held.applied_version IS NOT DISTINCT FROM excluded.applied_version THEN held.applied_at ELSE excluded.applied_at END,
    rejected_at = CASE WHEN held.rejected_version IS NOT DISTINCT FROM excluded.rejected_version THEN held.rejected_at ELSE excluded.rejected_at END
  WHERE excluded.connected OR held.stream_id = excluded.stream_id`;
