import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { projects } from './project.ts';
import { providers } from './provider.ts';

/** Accounts that a user has been asked to connect. The link holds the id, sealed. */
export const oauthConnections = pgTable('oauth_connections', {
  /** Starts with `con_`; also the elicitation id. */
  id: text('id').primaryKey(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  providerId: text('provider_id')
    .notNull()
    .references(() => providers.id, { onDelete: 'cascade' }),
  userSubject: text('user_subject').notNull(),
  resourceUri: text('resource_uri').notNull(),
  /** For the page: which server asks. */
  serverName: text('server_name').notNull(),
  /** SHA-256 of `state`, once the browser was sent to the provider. */
  stateHash: text('state_hash').unique(),
  /** SHA-256 of the cookie of the browser that went there. */
  browserHash: text('browser_hash'),
  /** PKCE verifier, sealed under `connection:<id>`. */
  verifierSealed: text('verifier_sealed'),
  status: text('status', { enum: ['open', 'started', 'connected', 'failed'] })
    .notNull()
    .default('open'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});
