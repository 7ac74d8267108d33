import { bigint, integer, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { projects } from './project.ts';
import { providers } from './provider.ts';

/** One user's tokens at one provider for one resource. */
export const userTokens = pgTable(
  'user_tokens',
  {
    /** Starts with `utk_`. */
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    providerId: text('provider_id')
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    userSubject: text('user_subject').notNull(),
    /** RFC 8707 resource; empty where the provider knows none. */
    resourceUri: text('resource_uri').notNull(),
    /** Where it came from. */
    source: text('source', { enum: ['connected', 'put', 'exchanged'] }).notNull(),
    /** HMAC of the subject token of an exchange; empty otherwise. Two subject tokens never share an issued one. */
    sourceHash: text('source_hash').notNull().default(''),
    /** Access and refresh token as JSON, sealed under project, user, provider, resource and version. Empty once revoked. */
    sealed: text('sealed').notNull(),
    scopes: text('scopes').array().notNull(),
    /** Null: the provider did not say. */
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    /** `sub` at the provider, for display. */
    accountId: text('account_id').notNull().default(''),
    state: text('state', { enum: ['active', 'refused', 'revoked'] })
      .notNull()
      .default('active'),
    /** Rises with each refresh, put and revocation. */
    version: integer('version').notNull().default(1),
    /** The fence of the lock under which it was last written: a holder that lost its lock cannot write any more. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    refreshedAt: timestamp('refreshed_at', { withTimezone: true }),
  },
  (table) => [unique('user_tokens_identity').on(table.projectId, table.providerId, table.userSubject, table.resourceUri, table.sourceHash)],
);

/** Tokens of servers by the client credentials grant; one row a credential and version. */
export const serverTokens = pgTable('server_tokens', {
  /** `<credential id>:<credential version>:<hash of the resource>`. */
  id: text('id').primaryKey(),
  sealed: text('sealed').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  version: integer('version').notNull().default(1),
  fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Locks on tokens over the whole fleet: one holder, for as long as its lease. */
export const tokenLocks = pgTable('token_locks', {
  key: text('key').primaryKey(),
  holder: text('holder').notNull(),
  /** From the sequence `token_fences`: rises with each change of hands, over all locks. */
  fence: bigint('fence', { mode: 'number' }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});
