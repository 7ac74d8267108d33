import { boolean, integer, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { projects } from './project.ts';

/** OAuth providers: authorization servers at which the gateway is a client, for broker mode. */
export const providers = pgTable(
  'oauth_providers',
  {
    /** Starts with `opr_`. */
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    issuer: text('issuer').notNull(),
    /** Metadata as discovered (RFC 8414), or as an administrator wrote it. */
    metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull(),
    metadataAt: timestamp('metadata_at', { withTimezone: true }).notNull().defaultNow(),
    registration: text('registration', { enum: ['manual', 'metadata_document', 'dynamic'] }).notNull(),
    clientId: text('client_id').notNull(),
    /** Sealed under `provider:<id>`; null for public clients. */
    clientSecretSealed: text('client_secret_sealed'),
    authMethod: text('auth_method', { enum: ['client_secret_basic', 'client_secret_post', 'none'] }).notNull(),
    /** How users' tokens come about. */
    grant: text('grant_type', { enum: ['authorization_code', 'token_exchange'] }).notNull(),
    scopes: text('scopes').array().notNull(),
    /** Whether the provider understands `resource` (RFC 8707). */
    sendsResource: boolean('sends_resource').notNull().default(true),
    /** Further parameters of the authorization request, such as `prompt` or `access_type`. */
    authorizationParameters: jsonb('authorization_parameters').$type<Record<string, string>>().notNull().default({}),
    /** For exchanges (RFC 8693 §2.1). */
    audience: text('audience'),
    subjectTokenType: text('subject_token_type'),
    requestedTokenType: text('requested_token_type'),
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('oauth_providers_name').on(table.projectId, table.name)],
);
