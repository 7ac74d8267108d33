import type { Application, Issuer, Snapshot } from '../config/snapshot.ts';
import type { ClaimMapping } from '../lib/claim-mapping.ts';
import { reachOf, scopeList } from '../lib/token-scopes.ts';

/** What the claims of a token say. */
export interface MappedClaims {
  readonly application: Application | null;
  readonly subject: string | null;
  readonly actor: string | null;
  readonly scopes: readonly string[];
  readonly reach: 'full' | 'read-only' | 'none';
}

/**
 * Applies a mapping to verified claims.
 *
 * Returns: a null application where the claims name none in the issuer's own project; names are matched exactly.
 */
export function mapClaims(
  mapping: ClaimMapping,
  claims: Readonly<Record<string, unknown>>,
  issuer: Pick<Issuer, 'projectId'>,
  config: Pick<Snapshot, 'applicationById'>,
): MappedClaims {
  const scopes = scopeList(claimAt(claims, mapping.scopes?.claim ?? 'scope'));
  return {
    application: applicationOf(mapping, claims, issuer.projectId, config),
    subject: mapping.user === null ? null : textAt(claims, mapping.user),
    actor: (mapping.actor === null ? null : textAt(claims, mapping.actor)) ?? textAt(claims, 'client_id') ?? textAt(claims, 'azp'),
    scopes,
    reach: mapping.scopes === undefined ? 'full' : reachOf(scopes, mapping.scopes.full, mapping.scopes.readOnly),
  };
}

function applicationOf(
  mapping: ClaimMapping,
  claims: Readonly<Record<string, unknown>>,
  projectId: string,
  config: Pick<Snapshot, 'applicationById'>,
): Application | null {
  if ('fixed' in mapping.application) return inProject(config.applicationById.get(mapping.application.fixed), projectId);
  const value = textAt(claims, mapping.application.claim);
  if (value === null) return null;
  if (mapping.application.values !== undefined) {
    const id = Object.hasOwn(mapping.application.values, value) ? mapping.application.values[value] : undefined;
    return id === undefined ? null : inProject(config.applicationById.get(id), projectId);
  }
  const byId = inProject(config.applicationById.get(value), projectId);
  if (byId !== null) return byId;
  for (const application of config.applicationById.values()) {
    if (application.name === value && application.projectId === projectId) return application;
  }
  return null;
}

function inProject(application: Application | undefined, projectId: string): Application | null {
  return application !== undefined && application.projectId === projectId ? application : null;
}

function claimAt(claims: Readonly<Record<string, unknown>>, path: string | readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of typeof path === 'string' ? [path] : path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function textAt(claims: Readonly<Record<string, unknown>>, path: string | readonly string[]): string | null {
  const value = claimAt(claims, path);
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : null;
}
