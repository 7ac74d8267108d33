import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { applications } from './application.ts';
import { projects } from './project.ts';

/** What the built-in authorization server remembers: sessions, grants, codes, refresh tokens, registered clients. */
export const oauthArtifacts = pgTable(
  'oauth_artifacts',
  {
    model: text('model').notNull(),
    /** SHA-256 of the identifier, which for codes and refresh tokens is the secret itself. */
    idHash: text('id_hash').notNull(),
    /** The artifact as JSON, sealed under `oauth-artifact:<model>:<id hash>`. */
    sealed: text('sealed').notNull(),
    grantId: text('grant_id'),
    uidHash: text('uid_hash'),
    consumedAt: timestamp('consumed_at', { withTimezone: true }),
    /** Null: never. */
    expiresAt: timestamp('expires_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.idHash] }),
    index('oauth_artifacts_grant').on(table.grantId),
    index('oauth_artifacts_uid').on(table.model, table.uidHash),
    index('oauth_artifacts_expiry').on(table.expiresAt),
  ],
);

/** Keys with which the built-in authorization server signs, newest first; old ones are kept until what they signed has expired. */
export const oauthSigningKeys = pgTable('oauth_signing_keys', {
  kid: text('kid').primaryKey(),
  /** The private key as JWK, sealed under `oauth-signing-key:<kid>`. */
  sealed: text('sealed').notNull(),
  publicJwk: jsonb('public_jwk').$type<Record<string, unknown>>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Which OAuth clients of the built-in authorization server act as which application. Without a rule a client gets nothing. */
export const oauthClientRules = pgTable(
  'oauth_client_rules',
  {
    /** Starts with `ocr_`. */
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** A client id, exactly; or `*` for any client. */
    clientId: text('client_id').notNull(),
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    /** Subjects who may approve; empty: all who can sign in. */
    subjects: text('subjects').array().notNull(),
    /** Only read-only tools, whatever was asked for. */
    readOnly: boolean('read_only').notNull().default(false),
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('oauth_client_rules_client').on(table.projectId, table.clientId)],
);
