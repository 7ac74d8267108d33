import type { Sql, TransactionSql } from 'postgres';
import type { DriftObservation__Output } from '../../proto/generated/gateway/v1/DriftObservation.ts';
import type { Invocation__Output } from '../../proto/generated/gateway/v1/Invocation.ts';
import { driftRow, invocationRow, type InvocationRow } from './record.ts';

/** What became of a batch. */
export interface Ingested {
  readonly stored: number;
  readonly duplicates: number;
  readonly rejectedIds: string[];
}

/** A batch as a node reports it. */
export interface ReportedBatch {
  readonly nodeId: string;
  readonly invocations: readonly Invocation__Output[];
  readonly drifts: readonly DriftObservation__Output[];
}

/**
 * Stores a batch in one transaction; records that are there already are left as they are.
 *
 * Throws: whatever the database throws; then nothing was stored, and the node keeps the batch.
 * Cost: one statement for all invocations and one for all drifts.
 */
export async function ingest(sql: Sql, batch: ReportedBatch): Promise<Ingested> {
  const rejectedIds: string[] = [];
  const keep = <Row>(id: string, row: Row | null): Row[] => {
    if (row === null) rejectedIds.push(id.slice(0, 100));
    return row === null ? [] : [row];
  };
  const invocations = unique(batch.invocations.flatMap((record) => keep(record.id, invocationRow(record, batch.nodeId))));
  const drifts = unique(batch.drifts.flatMap((record) => keep(record.id, driftRow(record, batch.nodeId))));
  const asked = batch.invocations.length + batch.drifts.length - rejectedIds.length;
  const stored = await sql.begin(async (tx) => {
    let count = 0;
    if (invocations.length > 0) count += await insertInvocations(tx, invocations);
    if (drifts.length > 0) count += (await tx.unsafe(INSERT_DRIFTS, [JSON.stringify(drifts)])).count;
    return count;
  });
  return { stored, duplicates: asked - stored, rejectedIds };
}

/** Stores records and what they add up to in one statement. Returns: how many were new. */
async function insertInvocations(tx: TransactionSql, rows: readonly InvocationRow[]): Promise<number> {
  const [answer] = await tx.unsafe<{ stored: string }[]>(INSERT_INVOCATIONS, [JSON.stringify(rows)]);
  return Number(answer?.stored ?? 0);
}

/** One row an id: a statement that meets the same key twice fails. */
function unique(rows: readonly InvocationRow[]): InvocationRow[] {
  return [...new Map(rows.map((row) => [row['id'], row])).values()];
}

const INVOCATION_COLUMNS = {
  id: 'uuid',
  started_at: 'timestamptz',
  node_id: 'text',
  latency_us: 'bigint',
  upstream_us: 'bigint',
  project_id: 'text',
  application_id: 'text',
  key_id: 'text',
  agent_name: 'text',
  agent_version: 'text',
  user_subject: 'text',
  session: 'text',
  trace_id: 'text',
  registry_id: 'text',
  server_id: 'text',
  item_id: 'text',
  requested_name: 'text',
  item_digest: 'text',
  method: 'text',
  outcome: 'text',
  reason: 'text',
  detail: 'text',
  request_bytes: 'bigint',
  response_bytes: 'bigint',
  decisions: 'jsonb',
  coverage: 'jsonb',
  credential: 'jsonb',
  incident_id: 'text',
  route: 'text',
  protocol_version: 'text',
  config_version: 'text',
  remote_address: 'text',
  action: 'text',
  would_be_action: 'text',
} as const;

const DRIFT_COLUMNS = {
  id: 'uuid',
  node_id: 'text',
  observed_at: 'timestamptz',
  server_id: 'text',
  item_id: 'text',
  type: 'text',
  name: 'text',
  digest: 'text',
  definition: 'text',
} as const;

const ROLLUP_KEY = 'application_id, hour, item_id, outcome, bucket, key_id, agent_name, user_subject, server_id, registry_id, project_id';
/** Only what was new is added up, so a batch that comes twice counts once. Rows in order of the key, so that two batches never wait for each other crosswise. */
const INSERT_INVOCATIONS = `WITH stored AS (${insertInto('invocations', INVOCATION_COLUMNS)} RETURNING *), added AS (
  INSERT INTO usage_hours AS known (${ROLLUP_KEY}, calls, bytes, first_at, last_at)
  SELECT application_id, date_trunc('hour', started_at, 'UTC') AS hour, item_id, outcome, latency_bucket(latency_us) AS bucket, key_id, agent_name, user_subject, server_id, registry_id, project_id,
    count(*), sum(request_bytes + response_bytes), min(started_at), max(started_at)
  FROM stored GROUP BY ${ROLLUP_KEY} ORDER BY ${ROLLUP_KEY}
  ON CONFLICT (${ROLLUP_KEY}) DO UPDATE SET calls = known.calls + excluded.calls, bytes = known.bytes + excluded.bytes,
    first_at = LEAST(known.first_at, excluded.first_at), last_at = GREATEST(known.last_at, excluded.last_at))
  SELECT count(*) AS stored FROM stored`;
const INSERT_DRIFTS = insertInto('drifts', DRIFT_COLUMNS);

/** One parameter holds all rows as JSON. Rows in order of id, so that two batches never wait for each other crosswise. */
function insertInto(table: string, columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns).join(', ');
  const types = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_to_recordset($1::text::json) AS batch (${types}) ORDER BY id ON CONFLICT DO NOTHING`;
}
