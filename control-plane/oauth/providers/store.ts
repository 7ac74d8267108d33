import { and, eq, sql } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { providers } from '../../../schema/tables/provider.ts';
import { servers } from '../../../schema/tables/server.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { OAuthClient } from '../client.ts';
import { ServerMetadata } from '../server-metadata.ts';

/** A row of `oauth_providers`. */
export type ProviderRow = typeof providers.$inferSelect;
/** Drizzle, or a transaction of it. */
export type Orm = PostgresJsDatabase | Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** Reads one provider; null when there is none. */
export async function providerById(orm: Orm, id: string): Promise<ProviderRow | null> {
  const [row] = await orm.select().from(providers).where(eq(providers.id, id));
  return row ?? null;
}

/** Providers of one project or of all given ones, oldest first. */
export async function listProviders(orm: Orm, projectIds: readonly string[] | null): Promise<ProviderRow[]> {
  const within = projectIds === null ? undefined : sql`${providers.projectId} = ANY(${sql.param(`{${projectIds.map((id) => JSON.stringify(id)).join(',')}}`)}::text[])`;
  return orm.select().from(providers).where(within).orderBy(providers.createdAt, providers.id).limit(1000);
}

/** A provider by name; null when there is none. */
export async function providerByName(orm: Orm, projectId: string, name: string): Promise<ProviderRow | null> {
  const [row] = await orm.select().from(providers).where(and(eq(providers.projectId, projectId), eq(providers.name, name)));
  return row ?? null;
}

/** Servers bound to a provider. */
export async function serversOfProvider(orm: Orm, providerId: string): Promise<string[]> {
  const rows = await orm.select({ id: servers.id }).from(servers).where(eq(servers.providerId, providerId));
  return rows.map(({ id }) => id);
}

/** Context under which a provider's client secret is sealed. */
export function secretContext(providerId: string): string {
  return `provider:${providerId}`;
}

/** The gateway as this provider's client, with the secret opened. Throws: SealBroken; ZodError where the stored metadata is unreadable. */
export function clientOf(row: ProviderRow, vault: Vault): OAuthClient {
  return {
    metadata: ServerMetadata.parse(row.metadata),
    clientId: row.clientId,
    clientSecret: row.clientSecretSealed === null ? null : vault.open(row.clientSecretSealed, secretContext(row.id)).toString('utf8'),
    authMethod: row.authMethod,
  };
}
