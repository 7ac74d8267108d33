import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Definitions that nodes saw in a list and that differ from what was approved. Written by `control-plane/usage`. */
export const drifts = pgTable('drifts', {
  id: uuid('id').primaryKey(),
  nodeId: text('node_id').notNull(),
  observedAt: timestamp('observed_at', { withTimezone: true }).notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  serverId: text('server_id').notNull(),
  /** Empty for an item that was never seen. */
  itemId: text('item_id').notNull().default(''),
  type: text('type').notNull(),
  name: text('name').notNull(),
  digest: text('digest').notNull(),
  /** The live definition as JSON text. */
  definition: text('definition').notNull(),
  handledAt: timestamp('handled_at', { withTimezone: true }),
});
