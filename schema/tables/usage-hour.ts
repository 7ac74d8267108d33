import { bigint, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** What invocations add up to, an hour at a time. Written by `control-plane/usage` with the invocations. Empty text: not known. */
export const usageHours = pgTable('usage_hours', {
  hour: timestamp('hour', { withTimezone: true }).notNull(),
  projectId: text('project_id').notNull(),
  applicationId: text('application_id').notNull(),
  keyId: text('key_id').notNull(),
  agentName: text('agent_name').notNull(),
  userSubject: text('user_subject').notNull(),
  registryId: text('registry_id').notNull(),
  serverId: text('server_id').notNull(),
  itemId: text('item_id').notNull(),
  outcome: text('outcome').notNull(),
  /** Latency on a scale of half powers of two, see `control-plane/graph/percentiles.ts`. */
  bucket: smallint('bucket').notNull(),
  calls: bigint('calls', { mode: 'number' }).notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  firstAt: timestamp('first_at', { withTimezone: true }).notNull(),
  lastAt: timestamp('last_at', { withTimezone: true }).notNull(),
});
