import { eq } from 'drizzle-orm';
import { credentials } from '../../schema/tables/credential.ts';
import { projects } from '../../schema/tables/project.ts';
import { providers } from '../../schema/tables/provider.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import type { Orm, ProviderRow } from '../oauth/providers/store.ts';

/** What the configuration says about the tokens of one server. */
export interface TokenTarget {
  readonly serverId: string;
  readonly serverName: string;
  readonly projectId: string;
  readonly allowedPrivateTargets: readonly string[];
  readonly mode: 'internal' | 'oauth_passthrough' | 'token_broker';
  /** RFC 8707 resource: as configured, else the URL. */
  readonly resourceUri: string;
  readonly credential: typeof credentials.$inferSelect | null;
  readonly provider: ProviderRow | null;
}

/** Reads the target of a token request; null when the server is unknown or disabled, or in another project than the node says. */
export async function tokenTarget(orm: Orm, serverId: string, projectId: string): Promise<TokenTarget | null> {
  const [row] = await orm
    .select({ server: servers, registry: registries, project: projects, credential: credentials, provider: providers })
    .from(servers)
    .innerJoin(registries, eq(registries.id, servers.registryId))
    .innerJoin(projects, eq(projects.id, registries.projectId))
    .leftJoin(credentials, eq(credentials.id, servers.credentialId))
    .leftJoin(providers, eq(providers.id, servers.providerId))
    .where(eq(servers.id, serverId));
  if (row === undefined || row.project.id !== projectId || !row.server.enabled || !row.registry.enabled) return null;
  return {
    serverId,
    serverName: row.server.name,
    projectId,
    allowedPrivateTargets: row.project.allowedPrivateTargets,
    mode: row.server.credentialMode ?? row.registry.credentialMode,
    resourceUri: row.server.resourceUri ?? row.server.url ?? '',
    credential: row.credential,
    provider: row.provider,
  };
}
