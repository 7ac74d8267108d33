import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { madeAt } from './columns.ts';
import { projects } from './project.ts';

/** What a token may do. */
export const ROLES = ['viewer', 'operator', 'admin', 'auditor'] as const;

/** Tokens for GraphQL; the hash only. */
export const adminTokens = pgTable('admin_tokens', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role', { enum: ROLES }).notNull(),
  /** Null: all projects. */
  projectId: text('project_id').references(() => projects.id, { onDelete: 'cascade' }),
  prefix: text('prefix').notNull(),
  hash: text('hash').notNull().unique(),
  createdBy: text('created_by').notNull(),
  createdAt: madeAt(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
  lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
});
