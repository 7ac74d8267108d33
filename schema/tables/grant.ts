import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { applications } from './application.ts';
import { changedAt, madeAt } from './columns.ts';
import { registries } from './registry.ts';

/** Who may use what. Null narrowing means all; an empty array cannot be stored. */
export const grants = pgTable('grants', {
  id: text('id').primaryKey(),
  applicationId: text('application_id')
    .notNull()
    .references(() => applications.id, { onDelete: 'cascade' }),
  registryId: text('registry_id')
    .notNull()
    .references(() => registries.id, { onDelete: 'cascade' }),
  serverIds: text('server_ids').array(),
  itemIds: text('item_ids').array(),
  readOnly: boolean('read_only').notNull().default(false),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});
