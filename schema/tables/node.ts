import { bigint, boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Data-plane nodes as last seen by any control plane. Written by `control-plane/stream`. */
export const nodes = pgTable('nodes', {
  /** A UUID the node made. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  software: text('software').notNull().default(''),
  address: text('address').notNull().default(''),
  replicaId: text('replica_id').notNull().default(''),
  streamId: text('stream_id').notNull().default(''),
  /** What the control plane that holds the stream last wrote; true only counts with a recent contact. */
  connected: boolean('connected').notNull().default(false),
  appliedVersion: bigint('applied_version', { mode: 'bigint' }),
  appliedAt: timestamp('applied_at', { withTimezone: true }),
  appliedDigest: text('applied_digest').notNull().default(''),
  /** The newest version it refused, null when it enforces a later one. */
  rejectedVersion: bigint('rejected_version', { mode: 'bigint' }),
  rejectedAt: timestamp('rejected_at', { withTimezone: true }),
  rejectedProblems: jsonb('rejected_problems').$type<string[]>().notNull().default([]),
  inFlight: integer('in_flight').notNull().default(0),
  spooledRecords: bigint('spooled_records', { mode: 'number' }).notNull().default(0),
  firstSeenAt: timestamp('first_seen_at', { withTimezone: true }).notNull().defaultNow(),
  lastContactAt: timestamp('last_contact_at', { withTimezone: true }).notNull().defaultNow(),
});
