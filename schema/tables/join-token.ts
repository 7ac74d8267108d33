import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What a node proves itself with where there are no client certificates. */
export const joinTokens = pgTable('join_tokens', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** SHA-256 of the token, lower-case hex. */
  hash: text('hash').notNull().unique(),
  /** First characters of the token, by which people tell them apart. */
  start: text('start').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
  lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
});
