import { createHmac } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { FULL_SCOPE, GATEWAY_SCOPES, READ_ONLY_SCOPE } from '../../data-plane/lib/token-scopes.ts';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import type { Log } from '../../data-plane/lib/log.ts';
import { pageHeaders, renderPage } from '../oauth/pages.ts';
import { revokeGrant } from '../oauth/revocations/store.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Orm } from '../services/transaction.ts';
import { artifactStore, registeredClients } from './artifact-store.ts';
import type { Library } from './library.ts';
import { resourceOf, standingOf, type GatewayOrigins } from './resource-store.ts';
import type { SigningKeys } from './signing-key-store.ts';

/** How the authorization server is set up. */
export interface AuthorizationServerSettings {
  /** The control plane's origin as browsers reach it; also the issuer. */
  readonly issuer: string;
  readonly origins: GatewayOrigins;
  /** Whether unknown clients may register themselves (RFC 7591). */
  readonly dynamicRegistration: boolean;
  /** Whether a client may be named by the address of its metadata document. */
  readonly clientIdMetadataDocuments: boolean;
  /** Private hosts from which client id documents may be fetched. */
  readonly allowedPrivateTargets: readonly string[];
}

/** What it is made of. */
export interface AuthorizationServerParts {
  readonly library: Library;
  readonly orm: Orm;
  readonly vault: Vault;
  readonly fetcher: GuardedFetcher;
  readonly keys: SigningKeys;
  /** 32 bytes, the same on all control planes; keys for cookies are derived from it. */
  readonly cookieSecret: Buffer;
  readonly now: () => number;
  readonly log: Log;
}

/** Access tokens are checked on nodes without asking anybody, so they are short. */
const ACCESS_TOKEN_S = 600;
const REFRESH_S = 14 * 24 * 3600;
/** Clients that registered themselves; more are refused until old ones have expired. */
const MAX_CLIENTS = 10_000;

/** Path under which the pages of an interaction are. */
export const INTERACTION_PATH = '/oauth/interaction';

/**
 * Sets the library up: authorization code with PKCE S256 and `resource` only, JWT access tokens for one endpoint, rotating refresh tokens.
 *
 * Source: OAuth 2.1 (draft), RFC 8414, RFC 8707, RFC 9068, RFC 9700; MCP 2026-07-28 authorization.
 */
export function createProvider(settings: AuthorizationServerSettings, parts: AuthorizationServerParts): Provider {
  const { orm, vault, fetcher, log } = parts;
  const { errors, Provider } = parts.library;
  const fetchDocument = fetcher.for(settings.allowedPrivateTargets, { timeoutMs: 5_000, maxResponseBytes: 64 * 1024 });
  const features = {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    revocation: { enabled: true },
    registration: { enabled: settings.dynamicRegistration, issueRegistrationAccessToken: false },
    clientIdMetadataDocument: { enabled: settings.clientIdMetadataDocuments, ack: 'draft-02' },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx: KoaContextWithOIDC, _client: unknown, oneOf?: readonly string[]) => {
        if (oneOf !== undefined) throw new errors.InvalidTarget('name one resource, the address of the MCP endpoint');
        throw new errors.InvalidTarget('the parameter "resource" is needed: the address of the MCP endpoint (RFC 8707)');
      },
      useGrantedResource: () => true,
      getResourceServerInfo: async (_ctx: KoaContextWithOIDC, indicator: string) => {
        const resource = await resourceOf(orm, indicator, settings.origins);
        if (resource === null) throw new errors.InvalidTarget('this is not an endpoint of the gateway that takes its tokens');
        return {
          scope: GATEWAY_SCOPES.join(' '),
          audience: indicator,
          accessTokenTTL: ACCESS_TOKEN_S,
          accessTokenFormat: 'jwt' as const,
          jwt: { sign: { alg: 'ES256' as const } },
        };
      },
    },
  };
  const configuration = {
    adapter: artifactStore(orm, vault, parts.now, errors),
    jwks: { keys: parts.keys.privateKeys },
    features,
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      jwks: '/oauth/jwks',
      registration: '/oauth/register',
      revocation: '/oauth/revoke',
      pushed_authorization_request: '/oauth/par',
    },
    scopes: [...GATEWAY_SCOPES, 'offline_access'],
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: 'ES256',
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    cookies: {
      keys: [createHmac('sha256', parts.cookieSecret).update('portcullis authorization server cookies').digest('base64url')],
      names: { session: 'portcullis_as', interaction: 'portcullis_as_interaction', resume: 'portcullis_as_resume' },
      long: { signed: true, httpOnly: true, sameSite: 'lax' as const },
      short: { signed: true, httpOnly: true, sameSite: 'lax' as const },
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_S,
      AuthorizationCode: 60,
      RefreshToken: REFRESH_S,
      Grant: REFRESH_S,
      Interaction: 900,
      Session: 8 * 3600,
      IdToken: ACCESS_TOKEN_S,
    },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx: unknown, client: { grantTypeAllowed(type: string): boolean }) => client.grantTypeAllowed('refresh_token'),
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `${INTERACTION_PATH}/${interaction.uid}` },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    extraTokenClaims: async (
      _ctx: unknown,
      token: {
        clientId?: string;
        grantId?: string;
        accountId?: string;
        aud?: string | string[];
        resourceServer?: { identifier(): string };
      },
    ) => {
      const resource = await resourceOf(orm, token.resourceServer?.identifier() ?? '', settings.origins);
      const standing = resource === null ? null : await standingOf(orm, resource.projectId, token.clientId ?? '');
      if (standing === null) throw new errors.InvalidGrant('no administrator allows this client any more');
      return { application_id: standing.applicationId, grant_id: token.grantId };
    },
    clientBasedCORS: () => true,
    fetch: (url: string | URL, init: RequestInit) => fetchDocument(url, withoutDispatcher(init)),
    renderError: (ctx: KoaContextWithOIDC, out: { error: string; error_description?: string }) => {
      ctx.set(pageHeaders());
      ctx.body = renderPage({
        title: 'This request cannot be served',
        paragraphs: [`${out.error}${out.error_description === undefined ? '' : `: ${out.error_description}`}`],
      });
    },
  };
  const provider = new Provider(settings.issuer, configuration as unknown as Configuration);
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => log.error({ error: error.message }, 'the authorization server failed'));
  provider.on('grant.revoked', (_ctx, grantId) => {
    revokeGrant(orm, grantId, parts.now()).catch((error: unknown) =>
      log.error({ error: String(error) }, 'a revoked grant could not be sent to the nodes'),
    );
  });
  if (settings.dynamicRegistration) boundRegistration(provider, orm);
  return provider;
}

/** Scopes as a person reads them. */
export const SCOPE_WORDS: Readonly<Record<string, string>> = {
  [FULL_SCOPE]: 'every tool this application was granted',
  [READ_ONLY_SCOPE]: 'read-only tools alone',
};

function boundRegistration(provider: Provider, orm: Orm): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === '/oauth/register' && ctx.method === 'POST' && (await registeredClients(orm)) >= MAX_CLIENTS) {
      ctx.status = 429;
      ctx.body = { error: 'temporarily_unavailable', error_description: 'too many clients have registered themselves' };
      return;
    }
    await next();
  });
}

/** The library hands its own connection guard along; ours is in the fetch. */
function withoutDispatcher(init: RequestInit): RequestInit {
  const { dispatcher: _, ...rest } = init as RequestInit & { dispatcher?: unknown };
  return { ...rest, redirect: 'error' };
}
