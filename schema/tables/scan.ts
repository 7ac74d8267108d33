import { boolean, integer, jsonb, pgTable, real, text, timestamp } from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** One scan of a server: queued, under way, or in the past. */
export const scans = pgTable('scans', {
  id: text('id').primaryKey(),
  serverId: text('server_id').notNull(),
  reason: text('reason', { enum: ['enabled', 'discovered', 'requested', 'scheduled', 'drift', 'checks_changed'] }).notNull(),
  requestedBy: text('requested_by').notNull(),
  state: text('state', { enum: ['queued', 'running', 'done', 'failed'] })
    .notNull()
    .default('queued'),
  requestedAt: at('requested_at').notNull().defaultNow(),
  runAfter: at('run_after').notNull().defaultNow(),
  leaseUntil: at('lease_until'),
  attempts: integer('attempts').notNull().default(0),
  startedAt: at('started_at'),
  finishedAt: at('finished_at'),
  progress: integer('progress').notNull().default(0),
  total: integer('total').notNull().default(0),
  verdict: text('verdict', { enum: ['clean', 'findings', 'incomplete'] }),
  grade: text('grade'),
  risk: integer('risk'),
  riskExplanation: text('risk_explanation'),
  checksVersion: text('checks_version'),
  coverage: jsonb('coverage'),
  error: text('error'),
});

/** What a scan found. `itemId` null: about the server itself, or an item that is gone. */
export const scanFindings = pgTable('scan_findings', {
  id: text('id').primaryKey(),
  scanId: text('scan_id').notNull(),
  serverId: text('server_id').notNull(),
  itemId: text('item_id'),
  subject: text('subject').notNull(),
  check: text('check_id').notNull(),
  title: text('title').notNull(),
  class: text('class', { enum: ['attack', 'exposure', 'hygiene'] }).notNull(),
  severity: text('severity', { enum: ['info', 'low', 'medium', 'high', 'critical'] }).notNull(),
  confidence: real('confidence').notNull(),
  path: text('path').notNull(),
  start: integer('start_at').notNull(),
  end: integer('end_at').notNull(),
  note: text('note').notNull(),
  decoded: text('decoded'),
  remediation: text('remediation').notNull(),
  references: text('references').array().notNull(),
  fingerprint: text('fingerprint').notNull(),
});

/** Findings that were accepted. */
export const waivers = pgTable('waivers', {
  id: text('id').primaryKey(),
  serverId: text('server_id').notNull(),
  itemId: text('item_id'),
  check: text('check_id').notNull(),
  fingerprint: text('fingerprint').notNull(),
  reason: text('reason').notNull(),
  author: text('author').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  expiresAt: at('expires_at'),
  revokedAt: at('revoked_at'),
});

/** How registries are watched; a registry without a row has the defaults. */
export const scanSettings = pgTable('scan_settings', {
  registryId: text('registry_id').primaryKey(),
  rescanIntervalS: integer('rescan_interval_s').notNull().default(3600),
  allowHarmlessChanges: boolean('allow_harmless_changes').notNull().default(false),
  forbidEnablingFrom: text('forbid_enabling_from').notNull().default('critical'),
  quarantineFrom: text('quarantine_from').notNull().default('critical'),
  revision: integer('revision').notNull().default(1),
});
