import { bigint, boolean, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** The counter every change to the config raises; one row. */
export const configVersion = pgTable('config_version', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  version: bigint('version', { mode: 'bigint' }).notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Which resources each version touched. */
export const configChanges = pgTable(
  'config_changes',
  {
    version: bigint('version', { mode: 'bigint' }).notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.kind, table.id] })],
);

/** Keys the whole fleet shares, sealed with the master key under the context `fleet-key:<id>`. */
export const fleetKeys = pgTable('fleet_keys', {
  id: text('id').primaryKey(),
  purpose: text('purpose', { enum: ['sealing', 'cache'] }).notNull(),
  sealed: text('sealed').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
