/**
 * Authentication of a request to an MCP endpoint: keys, tokens of the built-in authorization server, tokens of configured issuers.
 *
 * Source: RFC 6750, RFC 9728 §5.1, RFC 8707 §2, MCP 2026-07-28 authorization.
 */
import { timingSafeEqual } from 'node:crypto';
import type { ApplicationKey, Issuer } from '../config/snapshot.ts';
import type { Authentication, AuthenticationConfig, AuthenticationReason, Caller, Endpoint, PresentedCredentials } from './caller.ts';
import { bearerChallenge } from './challenge.ts';
import { ClaimMapping } from '../lib/claim-mapping.ts';
import { mapClaims } from './claim-mapping.ts';
import { bearerToken, isOwnToken, keyHash, unverifiedClaims } from './own-token.ts';
import { endpointMode, endpointPath, metadataUrlOf, passthroughServerOf, resourceUriOf } from './protected-resource.ts';
import { FULL_SCOPE, READ_ONLY_SCOPE, reachOf, scopeList } from '../lib/token-scopes.ts';
import type { TokenVerifier } from './verify-token.ts';

/** What authentication needs beside the request and the config. */
export interface AuthenticationTools {
  readonly verifier: TokenVerifier;
  readonly nowMs: number;
  /** Whether a token of the built-in server was revoked: by its `jti`, its grant, its client or its subject. */
  readonly isRevoked: (claims: Readonly<Record<string, unknown>>) => boolean;
}

/**
 * Finds out who calls.
 *
 * `X-Portcullis-Key` wins over `Authorization`. In passthrough, `Authorization` belongs to the upstream: it must hold a bearer
 * token that is not ours, or the answer is the challenge that leads to the upstream's authorization servers.
 *
 * Returns: for whatever was wrong with a key or token, the same 401; the reason is for the record only.
 */
export async function authenticate(
  presented: PresentedCredentials,
  endpoint: Endpoint,
  config: AuthenticationConfig,
  tools: AuthenticationTools,
): Promise<Authentication> {
  const passthrough = endpointMode(endpoint.registry, endpoint.server) === 'oauth_passthrough';
  const token = bearerToken(presented.authorization);
  const key = presented.portcullisKey ?? token;
  if (key === null) {
    return refused(endpoint, presented.authorization === null ? 'no_credentials' : 'malformed', null);
  }
  const byKey = isKey(key) || presented.portcullisKey !== null;
  const outcome = byKey ? authenticateKey(key, presented, config, tools.nowMs) : await authenticateToken(key, endpoint, config, tools);
  if (typeof outcome === 'string') return refused(endpoint, outcome, byKey ? holderOf(key, config) : null);
  if ('missingScope' in outcome) return insufficientScope(endpoint, outcome.missingScope);
  if (passthrough) {
    if (presented.portcullisKey === null || token === null) return refused(endpoint, 'upstream_token_missing', outcome);
    if (isOwnToken(token, config)) return refused(endpoint, 'own_token', outcome);
  }
  return { kind: 'caller', caller: outcome };
}

/** Whether a value looks like an application key, so that it is looked up and never parsed as a token. */
export function isKey(value: string): boolean {
  return value.startsWith('pck_');
}

/**
 * Looks up an application key.
 *
 * Returns: the caller, or why not.
 * Cost: one hash and one map lookup.
 */
export function authenticateKey(
  key: string,
  presented: Pick<PresentedCredentials, 'portcullisUser'>,
  config: Pick<AuthenticationConfig, 'keyByHash' | 'revokedKeyByHash'>,
  nowMs: number,
): Caller | AuthenticationReason {
  const hash = keyHash(key);
  const found: ApplicationKey | undefined = config.keyByHash.get(hash);
  if (found === undefined || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)))
    return config.revokedKeyByHash.has(hash) ? 'key_revoked' : 'unknown_key';
  if (found.expiresAtMs !== null && found.expiresAtMs <= nowMs) return 'key_expired';
  if (!found.application.enabled) return 'application_disabled';
  const user = presented.portcullisUser === null || presented.portcullisUser === '' ? null : presented.portcullisUser;
  if (user !== null && (!found.maySpeakForUsers || !USER.test(user))) return 'user_not_allowed';
  return callerOf(found, user);
}

/** Whose key it is, also where it is not good any more: for the record. */
function holderOf(key: string, config: Pick<AuthenticationConfig, 'keyByHash' | 'revokedKeyByHash'>): Caller | null {
  const hash = keyHash(key);
  const found = config.keyByHash.get(hash) ?? config.revokedKeyByHash.get(hash);
  return found === undefined ? null : callerOf(found, null);
}

function callerOf(key: ApplicationKey, subject: string | null): Caller {
  return {
    application: key.application,
    keyId: key.id,
    subject,
    actor: null,
    readOnly: false,
    scopes: [],
    issuer: null,
    subjectToken: null,
    expiresAtMs: key.expiresAtMs,
  };
}

/** A subject in a header: visible ASCII, no spaces at the ends. */
const USER = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/;

/** A good token whose scopes reach nothing here. */
interface MissingScope {
  readonly missingScope: Caller;
}

async function authenticateToken(
  token: string,
  endpoint: Endpoint,
  config: AuthenticationConfig,
  tools: AuthenticationTools,
): Promise<Caller | MissingScope | AuthenticationReason> {
  const claims = unverifiedClaims(token);
  const claimed = claims?.iss;
  if (claimed === undefined) return 'bad_token';
  const own = config.authorizationServer;
  if (own !== null && claimed === own.issuer) return authenticateOwn(token, endpoint, config, tools, own);
  const { registry } = endpoint;
  const issuer = registry === null ? undefined : issuerOf(config, claimed, registry.project.id);
  if (registry === null || issuer === undefined) return 'unknown_issuer';
  const verified = await tools.verifier.verifyConfigured(token, issuer, registry.project, audiencesOf(endpoint, issuer));
  if (verified.kind === 'rejected') return verified.reason;
  const mapping = mappingOf(issuer);
  if (mapping === null) return 'no_application';
  const mapped = mapClaims(mapping, verified.claims, issuer, config);
  if (mapped.application === null) return 'no_application';
  if (!mapped.application.enabled) return 'application_disabled';
  const caller: Caller = {
    application: mapped.application,
    keyId: null,
    subject: mapped.subject,
    actor: mapped.actor,
    readOnly: mapped.reach === 'read-only',
    scopes: mapped.scopes,
    issuer: issuer.issuer,
    subjectToken: token,
    expiresAtMs: verified.expiresAtMs,
  };
  return mapped.reach === 'none' ? { missingScope: caller } : caller;
}

const mappings = new WeakMap<Issuer, ClaimMapping | null>();

/** The mapping of an issuer, checked once for each config; null where it cannot be used. */
function mappingOf(issuer: Issuer): ClaimMapping | null {
  let mapping = mappings.get(issuer);
  if (mapping === undefined) {
    const parsed = ClaimMapping.safeParse(issuer.claimMapping);
    mapping = parsed.success ? parsed.data : null;
    mappings.set(issuer, mapping);
  }
  return mapping;
}

async function authenticateOwn(
  token: string,
  endpoint: Endpoint,
  config: AuthenticationConfig,
  tools: AuthenticationTools,
  server: NonNullable<AuthenticationConfig['authorizationServer']>,
): Promise<Caller | MissingScope | AuthenticationReason> {
  const verified = await tools.verifier.verifyOwn(token, server, audiencesOf(endpoint, null));
  if (verified.kind === 'rejected') return verified.reason;
  const { claims } = verified;
  if (tools.isRevoked(claims)) return 'revoked';
  const id = claims['application_id'];
  const application = typeof id === 'string' ? config.applicationById.get(id) : undefined;
  if (application === undefined) return 'no_application';
  if (!application.enabled) return 'application_disabled';
  const scopes = scopeList(claims['scope']);
  const reach = reachOf(scopes, [FULL_SCOPE], [READ_ONLY_SCOPE]);
  const caller: Caller = {
    application,
    keyId: null,
    subject: claims.sub ?? null,
    actor: typeof claims['client_id'] === 'string' ? claims['client_id'] : null,
    readOnly: reach === 'read-only',
    scopes,
    issuer: server.issuer,
    subjectToken: null,
    expiresAtMs: verified.expiresAtMs,
  };
  return reach === 'none' ? { missingScope: caller } : caller;
}

/** A token for a registry's endpoint is good at each of its servers; one for a server only there. */
function audiencesOf(endpoint: Endpoint, issuer: Issuer | null): readonly string[] {
  if (issuer !== null && issuer.audiences.length > 0) return issuer.audiences;
  const exact = resourceUriOf(endpoint);
  const registry = endpoint.path.split('/')[2] ?? '';
  const whole = resourceUriOf({ origin: endpoint.origin, path: endpointPath(registry, null) });
  return whole === exact ? [exact] : [exact, whole];
}

function issuerOf(config: AuthenticationConfig, url: string, projectId: string): Issuer | undefined {
  return config.issuerByUrl.get(`${projectId}\0${url}`);
}

function refused(endpoint: Endpoint, reason: AuthenticationReason, caller: Caller | null): Authentication {
  if (reason === 'issuer_unavailable') return { kind: 'refused', status: 503, challenge: null, reason, caller };
  const first = reason === 'no_credentials' || reason === 'upstream_token_missing';
  const challenge = bearerChallenge({
    error: first ? undefined : 'invalid_token',
    scope: scopeAsked(endpoint),
    resourceMetadata: metadataUrlOf(endpoint),
  });
  return { kind: 'refused', status: 401, challenge, reason, caller };
}

function insufficientScope(endpoint: Endpoint, caller: Caller): Authentication {
  const challenge = bearerChallenge({ error: 'insufficient_scope', scope: FULL_SCOPE, resourceMetadata: metadataUrlOf(endpoint) });
  return { kind: 'refused', status: 403, challenge, reason: 'insufficient_scope', caller };
}

/** What a client should ask for: the gateway's scope, or in passthrough what the upstream's metadata names. */
function scopeAsked(endpoint: Endpoint): string | undefined {
  const { registry, server } = endpoint;
  if (endpointMode(registry, server) !== 'oauth_passthrough') return FULL_SCOPE;
  const upstream = server ?? (registry === null ? null : passthroughServerOf(registry));
  return upstream === null || upstream.scopes.length === 0 ? undefined : upstream.scopes.join(' ');
}
