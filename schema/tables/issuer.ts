import { boolean, integer, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { projects } from './project.ts';

/** Issuers of tokens that agents may present to the gateway. */
export const issuers = pgTable(
  'issuers',
  {
    /** Starts with `iss_`. */
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    issuer: text('issuer').notNull(),
    jwksUri: text('jwks_uri').notNull(),
    /** Empty: the endpoint's own URI. */
    audiences: text('audiences').array().notNull(),
    /** Empty: the asymmetric ones. */
    algorithms: text('algorithms').array().notNull(),
    /** The type `ClaimMapping` of data-plane/auth. */
    claimMapping: jsonb('claim_mapping').$type<Record<string, unknown>>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('issuers_issuer').on(table.projectId, table.issuer)],
);

/** Tokens that must not be used any more although they have not expired. Pushed to nodes until `expires_at`. */
export const revocations = pgTable('revocations', {
  /** Starts with `rev_`. */
  id: text('id').primaryKey(),
  projectId: text('project_id').references(() => projects.id, { onDelete: 'cascade' }),
  type: text('type', { enum: ['upstream', 'grant', 'client', 'subject'] }).notNull(),
  target: text('target').notNull(),
  version: integer('version').notNull().default(0),
  userSubject: text('user_subject'),
  providerId: text('provider_id'),
  revokedAt: timestamp('revoked_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});
