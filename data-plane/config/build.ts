import type { ResourceOf } from '../../proto/codec.ts';
import { buildCallers, type Callers } from './build-callers.ts';
import { buildTargets, type Targets } from './build-targets.ts';
import type { HeldConfig } from './decode.ts';
import { heldByKind, type HeldByKind } from './held-by-kind.ts';
import { collectProblems, type Problems } from './problems.ts';
import type { Issuer, Revocation, Snapshot } from './snapshot.ts';

/** A snapshot, and what the next one can share with it. */
export interface Built {
  readonly snapshot: Snapshot;
  readonly targets: Targets;
  readonly callers: Callers;
}

/** What came of building. Problems hold no secret. */
export type BuildResult = { readonly ok: true; readonly built: Built } | { readonly ok: false; readonly problems: readonly string[] };

const TARGET_KINDS: ReadonlySet<string> = new Set(['Project', 'Policy', 'Credential', 'Registry', 'Server', 'Item']);
const CALLER_KINDS: ReadonlySet<string> = new Set(['Application', 'ApplicationKey', 'Grant']);
const REVOCATION_TYPES = ['upstream', 'grant', 'client', 'subject'] as const;

/**
 * Makes the snapshot of a config. `before` and `changed` say what is shared with the one in force.
 *
 * Cost: for one changed item among 10,000, a few milliseconds: nothing is parsed or compiled again that did not change.
 */
export function buildSnapshot(config: HeldConfig, before: Built | null, changed: readonly string[]): BuildResult {
  const problems = collectProblems();
  const held = heldByKind(config);
  const kinds = new Set(changed.map((key) => key.slice(0, key.indexOf(' '))));
  const touches = (some: ReadonlySet<string>): boolean => before === null || [...kinds].some((kind) => some.has(kind));
  const targets = touches(TARGET_KINDS) ? buildTargets(held, before?.targets ?? null, problems) : (before as Built).targets;
  const callers = touches(CALLER_KINDS) ? buildCallers(held, before?.callers ?? null, problems) : (before as Built).callers;
  const snapshot: Snapshot = {
    version: config.version,
    digest: config.digest,
    ...buildFleet(held, problems),
    registryByName: targets.registryByName,
    registryById: targets.registryById,
    serverById: targets.serverById,
    itemById: targets.itemById,
    keyByHash: callers.keyByHash,
    revokedKeyByHash: callers.revokedKeyByHash,
    applicationById: callers.applicationById,
    issuerByUrl: new Map(held.Issuer.map((message) => [`${message.projectId}\0${message.issuer}`, issuer(message, problems)])),
    revocations: buildRevocations(held, problems),
  };
  const found = problems.all();
  return found.length === 0 ? { ok: true, built: { snapshot, targets, callers } } : { ok: false, problems: found };
}

function buildFleet(held: HeldByKind, problems: Problems): Pick<Snapshot, 'sealingKeys' | 'cacheKeys' | 'publicUrl' | 'authorizationServer'> {
  const [fleet] = held.Fleet;
  if (fleet === undefined || fleet.sealingKeys.length === 0 || fleet.cacheKeys.length === 0) problems.add('the keys that nodes share are missing (Fleet)');
  else if ([...fleet.sealingKeys, ...fleet.cacheKeys].some((key) => key.length !== 32)) problems.add('a key that nodes share does not have 32 bytes (Fleet)');
  const issuerUrl = fleet?.authorizationServer ?? '';
  return {
    sealingKeys: fleet?.sealingKeys ?? [],
    cacheKeys: fleet?.cacheKeys ?? [],
    publicUrl: fleet?.publicUrl || null,
    authorizationServer:
      issuerUrl === '' ? null : { issuer: issuerUrl, jwks: problems.object('the key set of the authorization server', fleet?.authorizationServerJwks ?? Buffer.alloc(0)) },
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
    claimMapping: message.claimMapping.length === 0 ? {} : problems.object(`the claim mapping of Issuer ${message.id}`, message.claimMapping),
  };
}

/** Where several name the same target, the one that reaches furthest counts. */
function buildRevocations(held: HeldByKind, problems: Problems): Map<string, Revocation> {
  const furthest = new Map<string, Revocation>();
  for (const message of held.Revocation) {
    const key = `${message.type}\0${message.target}`;
    const made = revocation(message, problems);
    const other = furthest.get(key);
    if (other === undefined || made.version > other.version || (made.version === other.version && made.revokedAtMs > other.revokedAtMs)) furthest.set(key, made);
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
