import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { changedAt, madeAt } from './columns.ts';
import { credentials } from './credential.ts';
import { CREDENTIAL_MODES, registries } from './registry.ts';

/** How a server is reached. */
export const TRANSPORTS = ['streamable_http', 'sse', 'stdio'] as const;

/** Upstream MCP servers. */
export const servers = pgTable('servers', {
  id: text('id').primaryKey(),
  registryId: text('registry_id')
    .notNull()
    .references(() => registries.id, { onDelete: 'cascade' }),
  /** Unique in its registry. */
  name: text('name').notNull(),
  enabled: boolean('enabled').notNull().default(true),
  transport: text('transport', { enum: TRANSPORTS }).notNull().default('streamable_http'),
  url: text('url'),
  command: text('command').array().notNull(),
  environmentNames: text('environment_names').array().notNull(),
  /** The vault's text under the context `server-environment:<id>`; inside, JSON of name to value. */
  environmentSealed: text('environment_sealed'),
  /** Null: as the registry says. */
  credentialMode: text('credential_mode', { enum: CREDENTIAL_MODES }),
  credentialId: text('credential_id').references(() => credentials.id),
  providerId: text('provider_id'),
  resourceUri: text('resource_uri'),
  era: text('era', { enum: ['legacy', 'modern'] }),
  protocolVersion: text('protocol_version'),
  softwareName: text('software_name'),
  softwareVersion: text('software_version'),
  /** Bounds; null: the node's default. */
  timeoutMs: integer('timeout_ms'),
  maxResponseBytes: integer('max_response_bytes'),
  maxConcurrent: integer('max_concurrent'),
  requestsPerMinute: integer('requests_per_minute'),
  instructions: text('instructions'),
  authorizationServers: text('authorization_servers').array().notNull(),
  scopes: text('scopes').array().notNull(),
  discoveredAt: timestamp('discovered_at', { withTimezone: true }),
  discoveryError: text('discovery_error'),
  revision: integer('revision').notNull().default(1),
  createdAt: madeAt(),
  updatedAt: changedAt(),
});
