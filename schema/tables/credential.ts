import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { madeAt } from './columns.ts';
import { projects } from './project.ts';

/** Shared secrets of servers, encrypted. */
export const credentials = pgTable('credentials', {
  id: text('id').primaryKey(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  type: text('type', { enum: ['static_headers', 'client_credentials'] })
    .notNull()
    .default('static_headers'),
  /** Rises with each rotation. */
  version: integer('version').notNull().default(1),
  headerNames: text('header_names').array().notNull(),
  /** The vault's text under the context `credential:<id>`; inside, JSON of header name to value. */
  sealed: text('sealed').notNull(),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  rotatedAt: timestamp('rotated_at', { withTimezone: true }).notNull().defaultNow(),
});
