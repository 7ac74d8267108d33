import type { ResourceOf } from '../../proto/codec.ts';
import { buildCallers, type Callers } from './build-callers.ts';
import { buildTargets, type Targets } from './build-targets.ts';
import type { HeldConfig } from './decode.ts';
import { messagesOf, nextIndex, type HeldIndex } from './held-index.ts';
import { collectProblems, type Problems } from './problems.ts';
import type { Issuer, Revocation, Snapshot } from './snapshot.ts';

/** A snapshot, and what the next one is made from. */
export interface Built {
  readonly snapshot: Snapshot;
  readonly config: HeldConfig;
  readonly index: HeldIndex;
  readonly targets: Targets;
  readonly callers: Callers;
}

/** What came of building. Problems hold no secret. */
export type BuildResult = { readonly ok: true; readonly built: Built } | { readonly ok: false; readonly problems: readonly string[] };

const REVOCATION_TYPES = ['upstream', 'grant', 'client', 'subject'] as const;

/**
 * Makes the snapshot of a config from the one before.
 *
 * `changed`: keys of all resources that differ between the two; without one before, of all there are.
 * Cost: for one changed item among 10,000 or one key among 100,000, some milliseconds.
 */
export function buildSnapshot(config: HeldConfig, before: Built | null, changed: readonly string[]): BuildResult {
  const problems = collectProblems();
  const { index, differences } = nextIndex(before, config, changed);
  const targets = buildTargets(index, differences, before?.targets ?? null, problems);
  const callers = buildCallers(index, differences, before?.callers ?? null, problems);
  const issuers = [...messagesOf(index, 'Issuer').values()];
  const snapshot: Snapshot = {
    version: config.version,
    digest: config.digest,
    ...buildFleet(index, problems),
    registryByName: targets.registryByName,
    registryById: targets.registryById,
    serverById: targets.serverById,
    itemById: targets.itemById,
    keyByHash: callers.keyByHash,
    revokedKeyByHash: callers.revokedKeyByHash,
    applicationById: callers.applicationById,
    issuerByUrl: new Map(issuers.map((message) => [`${message.projectId}\0${message.issuer}`, issuer(message, problems)])),
    revocations: buildRevocations(index, problems),
  };
  const found = problems.all();
  return found.length === 0 ? { ok: true, built: { snapshot, config, index, targets, callers } } : { ok: false, problems: found };
}

function buildFleet(
  index: HeldIndex,
  problems: Problems,
): Pick<Snapshot, 'sealingKeys' | 'cacheKeys' | 'publicUrl' | 'authorizationServer'> {
  const [fleet] = messagesOf(index, 'Fleet').values();
  if (fleet === undefined || fleet.sealingKeys.length === 0 || fleet.cacheKeys.length === 0)
    problems.add('the keys that nodes share are missing (Fleet)');
  else if ([...fleet.sealingKeys, ...fleet.cacheKeys].some((key) => key.length !== 32))
    problems.add('a key that nodes share does not have 32 bytes (Fleet)');
  const issuerUrl = fleet?.authorizationServer ?? '';
  return {
    sealingKeys: fleet?.sealingKeys ?? [],
    cacheKeys: fleet?.cacheKeys ?? [],
    publicUrl: fleet?.publicUrl || null,
    authorizationServer:
      issuerUrl === ''
        ? null
        : {
            issuer: issuerUrl,
            jwks: problems.object('the key set of the authorization server', fleet?.authorizationServerJwks ?? Buffer.alloc(0)),
          },
  };
}

function issuer(message: ResourceOf<'Issuer'>, problems: Problems): Issuer {
  return {
    id: message.id,
    projectId: message.projectId,
    issuer: message.issuer,
    jwksUri: message.jwksUri,
    audiences: message.audiences,
    algorithms: message.algorithms,
    claimMapping:
      message.claimMapping.length === 0 ? {} : problems.object(`the claim mapping of Issuer ${message.id}`, message.claimMapping),
  };
}

/** Where several name the same target, the one that reaches furthest counts. */
function buildRevocations(index: HeldIndex, problems: Problems): Map<string, Revocation> {
  const furthest = new Map<string, Revocation>();
  for (const message of messagesOf(index, 'Revocation').values()) {
    const key = `${message.type}\0${message.target}`;
    const made = revocation(message, problems);
    const other = furthest.get(key);
    if (other === undefined || made.version > other.version || (made.version === other.version && made.revokedAtMs > other.revokedAtMs))
      furthest.set(key, made);
  }
  return furthest;
}

function revocation(message: ResourceOf<'Revocation'>, problems: Problems): Revocation {
  return {
    id: message.id,
    projectId: message.projectId,
    type: problems.oneOf(`the type of Revocation ${message.id}`, message.type, REVOCATION_TYPES),
    target: message.target,
    version: message.version,
    revokedAtMs: message.revokedAtMs,
    userSubject: message.userSubject || null,
    providerId: message.providerId || null,
  };
}
