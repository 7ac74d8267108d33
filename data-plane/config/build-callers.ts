import type { ResourceOf } from '../../proto/codec.ts';
import type { HeldByKind } from './held-by-kind.ts';
import { MadeValues } from './made.ts';
import type { Problems } from './problems.ts';
import type { Application, ApplicationKey, Grant } from './snapshot.ts';

/** Who may call: applications, their keys and grants. */
export interface Callers {
  readonly applicationById: ReadonlyMap<string, Application>;
  readonly keyByHash: ReadonlyMap<string, ApplicationKey>;
  readonly revokedKeyByHash: ReadonlyMap<string, ApplicationKey>;
  readonly made: { readonly applications: MadeValues<Application>; readonly keys: MadeValues<ApplicationKey> };
}

/** Builds the callers of a config. References are closed already. `before` lends what did not change. */
export function buildCallers(held: HeldByKind, before: Callers | null, problems: Problems): Callers {
  const made = {
    applications: new MadeValues(before?.made.applications ?? null),
    keys: new MadeValues(before?.made.keys ?? null),
  };
  const grantsByApplication = new Map<string, ResourceOf<'Grant'>[]>();
  for (const message of held.Grant) {
    const grants = grantsByApplication.get(message.applicationId);
    if (grants === undefined) grantsByApplication.set(message.applicationId, [message]);
    else grants.push(message);
  }
  const applicationById = new Map<string, Application>();
  for (const message of held.Application) {
    const grants = grantsByApplication.get(message.id) ?? [];
    applicationById.set(
      message.id,
      made.applications.make(message.id, [message, ...grants], () => application(message, grants)),
    );
  }
  const keyByHash = new Map<string, ApplicationKey>();
  const revokedKeyByHash = new Map<string, ApplicationKey>();
  for (const message of held.ApplicationKey) {
    const owner = applicationById.get(message.applicationId) as Application;
    const key = made.keys.make(message.id, [message, owner], () => keyOf(message, owner));
    const byHash = message.revoked ? revokedKeyByHash : keyByHash;
    if (!/^[0-9a-f]{64}$/.test(key.hash)) problems.add(`ApplicationKey ${key.id} has a hash that is no SHA-256`);
    else if (byHash.has(key.hash)) problems.add(`ApplicationKey ${key.id} and ${byHash.get(key.hash)?.id} have the same hash`);
    byHash.set(key.hash, key);
  }
  // Revoked wins, whatever else has the hash.
  for (const hash of revokedKeyByHash.keys()) keyByHash.delete(hash);
  return { applicationById, keyByHash, revokedKeyByHash, made };
}

function application(message: ResourceOf<'Application'>, grants: readonly ResourceOf<'Grant'>[]): Application {
  const byRegistry = new Map<string, Grant[]>();
  for (const grant of grants.map(grantOf)) {
    const same = byRegistry.get(grant.registryId);
    if (same === undefined) byRegistry.set(grant.registryId, [grant]);
    else same.push(grant);
  }
  return {
    id: message.id,
    projectId: message.projectId,
    name: message.name,
    enabled: message.enabled,
    requestsPerMinute: message.requestsPerMinute || null,
    maxConcurrent: message.maxConcurrent || null,
    grants: byRegistry,
  };
}

function grantOf(message: ResourceOf<'Grant'>): Grant {
  return {
    id: message.id,
    registryId: message.registryId,
    serverIds: message.serverIds.length === 0 ? null : new Set(message.serverIds),
    itemIds: message.itemIds.length === 0 ? null : new Set(message.itemIds),
    readOnly: message.readOnly,
  };
}

function keyOf(message: ResourceOf<'ApplicationKey'>, owner: Application): ApplicationKey {
  return {
    id: message.id,
    application: owner,
    hash: message.hash,
    expiresAtMs: message.expiresAtMs === 0 ? null : message.expiresAtMs,
    maySpeakForUsers: message.maySpeakForUsers,
  };
}
