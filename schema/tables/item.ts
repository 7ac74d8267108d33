import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { madeAt } from './columns.ts';
import { servers } from './server.ts';

/** What a server offers that can be governed. */
export const ITEM_TYPES = ['tool', 'prompt', 'resource', 'resource_template'] as const;
/** Where an item is in its life. */
export const ITEM_STATES = ['discovered', 'enabled', 'disabled', 'quarantined'] as const;

/** Tools, prompts, resources and templates. Every state but `discovered` has an approved definition. */
export const items = pgTable('items', {
  id: text('id').primaryKey(),
  serverId: text('server_id')
    .notNull()
    .references(() => servers.id, { onDelete: 'cascade' }),
  type: text('type', { enum: ITEM_TYPES }).notNull(),
  name: text('name').notNull(),
  state: text('state', { enum: ITEM_STATES }).notNull().default('discovered'),
  quarantineReason: text('quarantine_reason'),
  /** From the live definition, for lists. */
  title: text('title'),
  description: text('description'),
  /** The live definition: JSON text as the server listed it last. */
  definition: text('definition').notNull(),
  digest: text('digest').notNull(),
  approvedDefinition: text('approved_definition'),
  approvedDigest: text('approved_digest'),
  approvedBy: text('approved_by'),
  approvedAt: timestamp('approved_at', { withTimezone: true }),
  /** As the approved definition says. What counts is `read_only_override` where it is not null. */
  readOnly: boolean('read_only').notNull().default(false),
  readOnlyOverride: boolean('read_only_override'),
  /** Whether the last complete list had it. */
  present: boolean('present').notNull().default(true),
  lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull().defaultNow(),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
});
