import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { changedAt, madeAt } from './columns.ts';
import { projects } from './project.ts';

/** What kind of program calls. */
export const APPLICATION_TYPES = ['agent', 'ide', 'service', 'other'] as const;

/** What calls. */
export const applications = pgTable('applications', {
  id: text('id').primaryKey(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  type: text('type', { enum: APPLICATION_TYPES }).notNull().default('agent'),
  owner: text('owner'),
  enabled: boolean('enabled').notNull().default(true),
  /** Null: the node's default. */
  requestsPerMinute: integer('requests_per_minute'),
  maxConcurrent: integer('max_concurrent'),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});

/** Keys of applications; the hash only. */
export const applicationKeys = pgTable('application_keys', {
  id: text('id').primaryKey(),
  applicationId: text('application_id')
    .notNull()
    .references(() => applications.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  /** First characters of the key, by which people tell keys apart. */
  prefix: text('prefix').notNull(),
  /** SHA-256 of the key, lower-case hex. */
  hash: text('hash').notNull().unique(),
  maySpeakForUsers: boolean('may_speak_for_users').notNull().default(false),
  createdAt: madeAt(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
});
