import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A decision as stored: what one rule concluded. */
export interface StoredDecision {
  ruleId: string;
  detectorId: string;
  family: string;
  action: string;
  mode: string;
  phase: string;
  carrier: string;
  path: string;
  start: number;
  end: number;
  confidence: number;
  label: string;
  failed: boolean;
}

/** A coverage receipt as stored. */
export interface StoredCoverage {
  inspected: { carrier: string; count: number; bytes: number }[];
  uninspected: { carrier: string; path: string; reason: string }[];
  detectors: string[];
}

/** Which credential went upstream, as stored; never its value. */
export interface StoredCredentialUse {
  mode: string;
  credentialId: string;
  version: number;
  provider: string;
  subject: string;
  tokenHash: string;
}

/** One row a call, partitioned by day of `startedAt`. Written by `control-plane/usage`. Empty text: not known. */
export const invocations = pgTable(
  'invocations',
  {
    id: uuid('id').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    nodeId: text('node_id').notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    latencyUs: bigint('latency_us', { mode: 'number' }).notNull().default(0),
    upstreamUs: bigint('upstream_us', { mode: 'number' }).notNull().default(0),
    projectId: text('project_id').notNull().default(''),
    applicationId: text('application_id').notNull().default(''),
    keyId: text('key_id').notNull().default(''),
    agentName: text('agent_name').notNull().default(''),
    agentVersion: text('agent_version').notNull().default(''),
    userSubject: text('user_subject').notNull().default(''),
    session: text('session').notNull().default(''),
    traceId: text('trace_id').notNull().default(''),
    registryId: text('registry_id').notNull().default(''),
    serverId: text('server_id').notNull().default(''),
    itemId: text('item_id').notNull().default(''),
    requestedName: text('requested_name').notNull().default(''),
    itemDigest: text('item_digest').notNull().default(''),
    method: text('method').notNull().default(''),
    outcome: text('outcome').notNull(),
    reason: text('reason').notNull().default(''),
    detail: text('detail').notNull().default(''),
    requestBytes: bigint('request_bytes', { mode: 'number' }).notNull().default(0),
    responseBytes: bigint('response_bytes', { mode: 'number' }).notNull().default(0),
    decisions: jsonb('decisions').$type<StoredDecision[]>().notNull().default([]),
    coverage: jsonb('coverage').$type<StoredCoverage>(),
    credential: jsonb('credential').$type<StoredCredentialUse>(),
    incidentId: text('incident_id').notNull().default(''),
    route: text('route').notNull().default(''),
    protocolVersion: text('protocol_version').notNull().default(''),
    configVersion: text('config_version').notNull().default(''),
    remoteAddress: text('remote_address').notNull().default(''),
    action: text('action').notNull().default('allow'),
    wouldBeAction: text('would_be_action').notNull().default('allow'),
  },
  (table) => [primaryKey({ columns: [table.id, table.startedAt] })],
);
