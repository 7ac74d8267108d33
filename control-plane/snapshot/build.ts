/**
 * Rows to resources, one function a kind. Pure: what is sealed is opened by the vault that is handed in.
 */
import type { applicationKeys, applications } from '../../schema/tables/application.ts';
import type { credentials } from '../../schema/tables/credential.ts';
import type { grants } from '../../schema/tables/grant.ts';
import type { issuers, revocations } from '../../schema/tables/issuer.ts';
import type { items } from '../../schema/tables/item.ts';
import type { policies } from '../../schema/tables/policy.ts';
import type { projects } from '../../schema/tables/project.ts';
import type { registries } from '../../schema/tables/registry.ts';
import type { servers } from '../../schema/tables/server.ts';
import type { Vault } from '../secrets/vault.ts';
import { configResource, type ConfigResource } from './version.ts';

type Open = Pick<Vault, 'open'>;

/** A tenant. */
export function projectResource(row: typeof projects.$inferSelect): ConfigResource {
  return configResource('Project', { id: row.id, name: row.name, allowedPrivateTargets: row.allowedPrivateTargets });
}

/** A trust boundary. */
export function registryResource(row: typeof registries.$inferSelect): ConfigResource {
  return configResource('Registry', {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    enabled: row.enabled,
    credentialMode: row.credentialMode,
    policyId: row.policyId,
    refuseAfterSilenceS: row.refuseAfterSilenceS ?? 0,
    recordPayloads: row.recordPayloads,
  });
}

/**
 * An upstream MCP server.
 *
 * `exchanges`: whether its OAuth provider exchanges the caller's own token.
 * Throws: SealBroken when its environment does not open.
 */
export function serverResource(row: typeof servers.$inferSelect, vault: Open, exchanges = false): ConfigResource {
  const environment = row.environmentSealed === null ? {} : textMap(vault.open(row.environmentSealed, `server-environment:${row.id}`));
  return configResource('Server', {
    id: row.id,
    registryId: row.registryId,
    name: row.name,
    enabled: row.enabled,
    transport: row.transport,
    url: row.url ?? '',
    command: row.command,
    environment,
    credentialMode: row.credentialMode ?? '',
    credentialId: row.credentialId ?? '',
    providerId: row.providerId ?? '',
    resourceUri: row.resourceUri ?? '',
    era: row.era ?? '',
    limits: {
      timeoutMs: row.timeoutMs ?? 0,
      maxResponseBytes: row.maxResponseBytes ?? 0,
      maxConcurrent: row.maxConcurrent ?? 0,
      requestsPerMinute: row.requestsPerMinute ?? 0,
    },
    instructions: row.instructions ?? '',
    authorizationServers: row.authorizationServers,
    scopes: row.scopes,
    exchangeSubjectToken: exchanges,
  });
}

/** An approved item; null for one that was never approved, which nodes do not hear of. */
export function itemResource(row: typeof items.$inferSelect): ConfigResource | null {
  if (row.state === 'discovered' || row.approvedDefinition === null || row.approvedDigest === null) return null;
  return configResource('Item', {
    id: row.id,
    serverId: row.serverId,
    type: row.type,
    name: row.name,
    state: row.state,
    digest: row.approvedDigest,
    definition: Buffer.from(row.approvedDefinition, 'utf8'),
    readOnly: row.readOnlyOverride ?? row.readOnly,
  });
}

/** What calls. */
export function applicationResource(row: typeof applications.$inferSelect): ConfigResource {
  return configResource('Application', {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    enabled: row.enabled,
    requestsPerMinute: row.requestsPerMinute ?? 0,
    maxConcurrent: row.maxConcurrent ?? 0,
  });
}

/** A key. Revoked ones too: nodes refuse them and know whose they were. */
export function applicationKeyResource(row: typeof applicationKeys.$inferSelect): ConfigResource {
  return configResource('ApplicationKey', {
    id: row.id,
    applicationId: row.applicationId,
    hash: row.hash,
    expiresAtMs: row.expiresAt?.getTime() ?? 0,
    maySpeakForUsers: row.maySpeakForUsers,
    revoked: row.revokedAt !== null,
  });
}

/** A grant. Its lists are null for "all"; an empty list would widen it on the wire, so it grants nothing at all. */
export function grantResource(row: typeof grants.$inferSelect): ConfigResource | null {
  if (row.serverIds?.length === 0 || row.itemIds?.length === 0) return null;
  return configResource('Grant', {
    id: row.id,
    applicationId: row.applicationId,
    registryId: row.registryId,
    serverIds: row.serverIds ?? [],
    itemIds: row.itemIds ?? [],
    readOnly: row.readOnly,
  });
}

/** A guardrail policy. */
export function policyResource(row: typeof policies.$inferSelect): ConfigResource {
  const rules = Buffer.from(JSON.stringify({ id: row.id, ...row.rules }), 'utf8');
  return configResource('Policy', { id: row.id, projectId: row.projectId, rules });
}

/** A shared secret. Only static headers leave the control plane. Throws: SealBroken when it does not open. */
export function credentialResource(row: typeof credentials.$inferSelect, vault: Open): ConfigResource {
  const headers = row.type === 'static_headers' ? textMap(vault.open(row.sealed, `credential:${row.id}`)) : {};
  return configResource('Credential', { id: row.id, projectId: row.projectId, version: row.version, type: row.type, headers });
}

/** An issuer of tokens; null while it is switched off. */
export function issuerResource(row: typeof issuers.$inferSelect): ConfigResource | null {
  if (!row.enabled) return null;
  return configResource('Issuer', {
    id: row.id,
    projectId: row.projectId,
    issuer: row.issuer,
    jwksUri: row.jwksUri,
    audiences: row.audiences,
    algorithms: row.algorithms,
    claimMapping: Buffer.from(JSON.stringify(row.claimMapping), 'utf8'),
  });
}

/** A revocation of tokens that nodes may hold. */
export function revocationResource(row: typeof revocations.$inferSelect): ConfigResource {
  return configResource('Revocation', {
    id: row.id,
    projectId: row.projectId ?? '',
    type: row.type,
    target: row.target,
    version: row.version,
    revokedAtMs: row.revokedAt.getTime(),
    userSubject: row.userSubject ?? '',
    providerId: row.providerId ?? '',
  });
}

/** What every node needs. */
export function fleetResource(fleet: {
  sealingKeys: Buffer[];
  cacheKeys: Buffer[];
  publicUrl: string;
  authorizationServer: string;
  authorizationServerJwks: Buffer;
}): ConfigResource {
  return configResource('Fleet', fleet);
}

function textMap(json: Buffer): Record<string, string> {
  const value = JSON.parse(json.toString('utf8')) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
