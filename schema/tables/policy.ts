import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { changedAt, madeAt } from './columns.ts';
import { projects } from './project.ts';

/** Guardrail policies. */
export const policies = pgTable('policies', {
  id: text('id').primaryKey(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  description: text('description'),
  /** `Policy` of data-plane/guardrails/policy.ts without its id; validated before it is stored. */
  rules: jsonb('rules').$type<Record<string, unknown>>().notNull(),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});
