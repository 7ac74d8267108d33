import { and, eq, inArray } from 'drizzle-orm';
import { applications } from '../../schema/tables/application.ts';
import { oauthClientRules } from '../../schema/tables/oauth-server.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import type { Orm } from '../services/transaction.ts';

/** An endpoint of the gateway for which tokens can be issued. */
export interface GatewayResource {
  readonly uri: string;
  readonly projectId: string;
  readonly registryName: string;
  /** Null for the aggregated endpoint. */
  readonly serverName: string | null;
}

/** Which origins agents use. */
export interface GatewayOrigins {
  /** Null: not configured; then loopback origins alone are taken, as in standalone. */
  readonly publicUrl: string | null;
}

/**
 * The endpoint that a resource indicator names; null where there is none, it is at another origin, or in passthrough (whose tokens
 * come from the upstream's own authorization server).
 *
 * Source: RFC 8707 §2.
 */
export async function resourceOf(orm: Orm, indicator: string, origins: GatewayOrigins): Promise<GatewayResource | null> {
  if (!URL.canParse(indicator)) return null;
  const url = new URL(indicator);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || !isGatewayOrigin(url, origins)) return null;
  const match = /^\/mcp\/([a-z0-9-]{1,40})(?:\/([a-z0-9-]{1,40}))?$/.exec(url.pathname);
  if (match === null) return null;
  const [, registryName, serverName] = match as unknown as [string, string, string | undefined];
  const [registry] = await orm.select().from(registries).where(eq(registries.name, registryName));
  if (registry === undefined || !registry.enabled) return null;
  if (serverName === undefined) return { uri: indicator, projectId: registry.projectId, registryName, serverName: null };
  const [server] = await orm
    .select()
    .from(servers)
    .where(and(eq(servers.registryId, registry.id), eq(servers.name, serverName)));
  if (server === undefined || !server.enabled || (server.credentialMode ?? registry.credentialMode) === 'oauth_passthrough') return null;
  return { uri: indicator, projectId: registry.projectId, registryName, serverName };
}

/** As which application a client acts in a project, and how far. */
export interface ClientStanding {
  readonly applicationId: string;
  readonly applicationName: string;
  readonly readOnly: boolean;
  /** Empty: everybody who can sign in. */
  readonly subjects: readonly string[];
}

/** The rule for a client: one that names it wins over `*`. Null: an administrator has allowed nothing, or the application is off. */
export async function standingOf(orm: Orm, projectId: string, clientId: string): Promise<ClientStanding | null> {
  const rows = await orm
    .select({ rule: oauthClientRules, application: applications })
    .from(oauthClientRules)
    .innerJoin(applications, eq(applications.id, oauthClientRules.applicationId))
    .where(and(eq(oauthClientRules.projectId, projectId), inArray(oauthClientRules.clientId, [clientId, '*'])));
  const found = rows.find(({ rule }) => rule.clientId === clientId) ?? rows[0];
  if (found === undefined || !found.application.enabled) return null;
  const { rule, application } = found;
  return { applicationId: application.id, applicationName: application.name, readOnly: rule.readOnly, subjects: rule.subjects };
}

/** Whether a user may approve a client. */
export function mayApprove(standing: ClientStanding, subject: string): boolean {
  return standing.subjects.length === 0 || standing.subjects.includes(subject);
}

function isGatewayOrigin(url: URL, { publicUrl }: GatewayOrigins): boolean {
  if (publicUrl !== null) return url.origin === new URL(publicUrl).origin;
  return url.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}
