import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { madeAt, changedAt } from './columns.ts';

/** Tenants. */
export const projects = pgTable('projects', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  allowedPrivateTargets: text('allowed_private_targets').array().notNull(),
  /** Null only inside the transaction that makes the project. */
  defaultPolicyId: text('default_policy_id'),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});
