import type { ResourceOf } from '../../proto/codec.ts';
import { HashMap } from './hash-map.ts';
import { messagesOf, type Differences, type HeldIndex } from './held-index.ts';
import type { Problems } from './problems.ts';
import type { Application, ApplicationKey, Grant } from './snapshot.ts';

/** Who may call: applications, their keys and grants. */
export interface Callers {
  readonly applicationById: ReadonlyMap<string, Application>;
  readonly keyByHash: HashMap<ApplicationKey>;
  readonly revokedKeyByHash: HashMap<ApplicationKey>;
}

const NO_CALLERS = (): Callers => ({ applicationById: new Map(), keyByHash: HashMap.empty(), revokedKeyByHash: HashMap.empty() });

/** Builds the callers of a config from those of the one before. References are closed already. */
export function buildCallers(index: HeldIndex, differences: Differences, before: Callers | null, problems: Problems): Callers {
  const { Application: applications, Grant: grants, ApplicationKey: keys } = differences;
  if (before !== null && applications.length + grants.length + keys.length === 0) return before;
  const remade = new Set<string>();
  for (const { id } of applications) remade.add(id);
  for (const grant of grants) for (const side of [grant.before, grant.after]) if (side !== null) remade.add(side.applicationId);
  const held = before ?? NO_CALLERS();
  const applicationById = new Map(held.applicationById);
  for (const id of remade) {
    const message = messagesOf(index, 'Application').get(id);
    if (message === undefined) applicationById.delete(id);
    else applicationById.set(id, application(message, [...messagesOf(index, 'Grant', id).values()]));
  }
  const ownerOf = (id: string): Application => applicationById.get(id) as Application;

  const removed = keys.flatMap(({ before: old }) => (old === null ? [] : [old]));
  const added = keys.flatMap(({ after }) => (after === null ? [] : [after]));
  const changedKeys = new Set(keys.map(({ id }) => id));
  const nextKeys = (current: HashMap<ApplicationKey>, isRevoked: boolean): HashMap<ApplicationKey> => {
    const moved: ApplicationKey[] = [];
    if (remade.size > 0) {
      for (const key of current.values()) {
        if (remade.has(key.application.id) && !changedKeys.has(key.id)) moved.push({ ...key, application: ownerOf(key.application.id) });
      }
    }
    const made = added.filter(({ revoked }) => revoked === isRevoked).map((message) => keyOf(message, ownerOf(message.applicationId)));
    const gone = removed.filter(({ revoked }) => revoked === isRevoked).map(({ hash }) => hash);
    return current.with(
      gone,
      [...moved, ...made].map((key) => [key.hash, key] as const),
    );
  };
  const keyByHash = nextKeys(held.keyByHash, false);
  const revokedKeyByHash = nextKeys(held.revokedKeyByHash, true);
  for (const { id, hash } of added) {
    if (!/^[0-9a-f]{64}$/.test(hash)) problems.add(`ApplicationKey ${id} has a hash that is no SHA-256`);
    for (const other of [keyByHash.get(hash), revokedKeyByHash.get(hash)]) {
      if (other !== undefined && other.id !== id) problems.add(`ApplicationKey ${id} and ${other.id} have the same hash`);
    }
  }
  return { applicationById, keyByHash, revokedKeyByHash };
}

function application(message: ResourceOf<'Application'>, grants: readonly ResourceOf<'Grant'>[]): Application {
  const byRegistry = new Map<string, Grant[]>();
  for (const grant of grants.map(grantOf).sort((a, b) => (a.id < b.id ? -1 : 1))) {
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
