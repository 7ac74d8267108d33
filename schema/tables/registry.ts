import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { changedAt, madeAt } from './columns.ts';
import { policies } from './policy.ts';
import { projects } from './project.ts';

/** How a registry or server obtains the upstream credential. */
export const CREDENTIAL_MODES = ['internal', 'oauth_passthrough', 'token_broker'] as const;

/** Trust boundaries. */
export const registries = pgTable('registries', {
  id: text('id').primaryKey(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** Unique in the installation: the path segment in `/mcp/{registry}`. */
  name: text('name').notNull().unique(),
  enabled: boolean('enabled').notNull().default(true),
  credentialMode: text('credential_mode', { enum: CREDENTIAL_MODES }).notNull().default('internal'),
  policyId: text('policy_id')
    .notNull()
    .references(() => policies.id),
  /** Null: never. */
  refuseAfterSilenceS: integer('refuse_after_silence_s'),
  recordPayloads: boolean('record_payloads').notNull().default(false),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});
