/**
 * Protected resource metadata (RFC 9728) of the gateway's endpoints.
 */
import type { CredentialModeName, Issuer, Registry, Server, Snapshot } from '../config/snapshot.ts';
import type { Endpoint } from './caller.ts';
import { GATEWAY_SCOPES } from '../lib/token-scopes.ts';

/** Where all of our metadata documents are: RFC 9728 §3.1 puts the path of the resource behind it. */
export const PROTECTED_RESOURCE_WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** A metadata document as it is served. */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
  readonly resource_name: string;
}

/** The path of an endpoint. */
export function endpointPath(registry: string, server: string | null): string {
  return server === null ? `/mcp/${registry}` : `/mcp/${registry}/${server}`;
}

/** The canonical URI of an endpoint: the `resource` of its metadata and the audience of its tokens. */
export function resourceUriOf(endpoint: Pick<Endpoint, 'origin' | 'path'>): string {
  return `${endpoint.origin}${endpoint.path}`;
}

/** Where the metadata of an endpoint is served. */
export function metadataUrlOf(endpoint: Pick<Endpoint, 'origin' | 'path'>): string {
  return `${endpoint.origin}${PROTECTED_RESOURCE_WELL_KNOWN}${endpoint.path}`;
}

/**
 * The credential mode that decides how an agent authenticates at an endpoint.
 *
 * On the aggregated endpoint the token in `Authorization` can belong to one upstream only, so the
 * endpoint is in passthrough exactly when `passthroughServerOf` names one.
 */
export function endpointMode(registry: Registry | null, server: Server | null): CredentialModeName {
  if (registry === null) return 'internal';
  if (server !== null) return server.credentialMode;
  return passthroughServerOf(registry) === null ? 'internal' : 'oauth_passthrough';
}

/**
 * The server whose token the agent sends on the aggregated endpoint.
 *
 * Returns: null unless all enabled passthrough servers share one origin; a token for one upstream must never reach another.
 */
export function passthroughServerOf(registry: Registry): Server | null {
  const candidates = registry.servers.filter((server) => server.enabled && server.credentialMode === 'oauth_passthrough');
  const first = candidates[0];
  if (first === undefined) return null;
  return candidates.every((server) => originOf(server.url) === originOf(first.url) && originOf(server.url) !== null) ? first : null;
}

/** The document for an endpoint. Unknown names get the same document as a registry in internal mode. */
export function protectedResourceMetadata(
  endpoint: Endpoint,
  config: Pick<Snapshot, 'authorizationServer' | 'issuerByUrl'>,
): ProtectedResourceMetadata {
  const { registry, server } = endpoint;
  const common = {
    resource: resourceUriOf(endpoint),
    bearer_methods_supported: ['header'],
    resource_name: registry === null ? 'Portcullis' : `Portcullis: ${server === null ? registry.name : `${registry.name}/${server.name}`}`,
  };
  if (endpointMode(registry, server) === 'oauth_passthrough') {
    const upstream = server ?? (registry === null ? null : passthroughServerOf(registry));
    return {
      ...common,
      ...listed('authorization_servers', upstream?.authorizationServers ?? []),
      ...listed('scopes_supported', upstream?.scopes ?? []),
    };
  }
  return {
    ...common,
    ...listed('authorization_servers', gatewayAuthorizationServers(registry, config)),
    scopes_supported: GATEWAY_SCOPES,
  };
}

/** The authorization servers whose tokens the gateway itself takes: the built-in one, then those of the project. */
function gatewayAuthorizationServers(registry: Registry | null, config: Pick<Snapshot, 'authorizationServer' | 'issuerByUrl'>): string[] {
  const own = config.authorizationServer === null ? [] : [config.authorizationServer.issuer];
  if (registry === null) return own;
  const configured = [...config.issuerByUrl.values()].filter((issuer: Issuer) => issuer.projectId === registry.project.id);
  return [...own, ...configured.map((issuer) => issuer.issuer)];
}

function listed<K extends string>(name: K, values: readonly string[]): { [key in K]?: readonly string[] } {
  return values.length === 0 ? {} : ({ [name]: values } as { [key in K]?: readonly string[] });
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
