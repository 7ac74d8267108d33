import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Administrative changes. Written in the transaction of the change, never changed. */
export const auditEntries = pgTable('audit_entries', {
  id: text('id').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  /** Null: a token made from the master key, or the first start. */
  actorId: text('actor_id'),
  actorName: text('actor_name').notNull(),
  role: text('role').notNull(),
  action: text('action').notNull(),
  kind: text('kind').notNull(),
  objectId: text('object_id').notNull(),
  objectName: text('object_name'),
  projectId: text('project_id'),
  before: jsonb('before').$type<Record<string, unknown>>(),
  after: jsonb('after').$type<Record<string, unknown>>(),
  requestId: text('request_id').notNull(),
  configVersion: text('config_version').notNull(),
});
