import { eq } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { providers } from '../../../schema/tables/provider.ts';
import { registries } from '../../../schema/tables/registry.ts';
import { servers } from '../../../schema/tables/server.ts';
import { nounStore, type NounStore } from '../../services/noun-store.ts';
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

/** The store of providers. */
export function providerStore(orm: PostgresJsDatabase): NounStore<ProviderRow, typeof providers.$inferInsert> {
  return nounStore(orm, providers, { order: [providers.id] }, (projectId) => eq(providers.projectId, projectId));
}

/** The project of a server; null when there is none. */
export async function projectOfServer(orm: Orm, serverId: string): Promise<string | null> {
  const [row] = await orm
    .select({ projectId: registries.projectId })
    .from(servers)
    .innerJoin(registries, eq(registries.id, servers.registryId))
    .where(eq(servers.id, serverId));
  return row?.projectId ?? null;
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
