/**
 * The requests the gateway makes at token endpoints: code, refresh, client credentials, exchange.
 *
 * Source: OAuth 2.1 (draft) §4, RFC 6749 §6, RFC 8693 §2, RFC 8707 §2, RFC 7009.
 */
import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  clientCredentialsGrant,
  genericGrantRequest,
  refreshTokenGrant,
  ResponseBodyError,
  tokenRevocation,
  WWWAuthenticateChallengeError,
  type TokenEndpointResponse,
} from 'openid-client';
import type { GuardedFetch } from '../../data-plane/lib/guarded-fetch.ts';
import { configurationOf, type OAuthClient } from './client.ts';
import { reasonOf } from './server-metadata.ts';

/** What a token endpoint issued. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Null where none was issued; on a refresh that means the old one goes on. */
  readonly refreshToken: string | null;
  /** Null where `expires_in` is absent. */
  readonly expiresAtMs: number | null;
  /** Null where the server did not say: then it is what was asked for. */
  readonly scopes: readonly string[] | null;
  /** `sub` of the ID token, where one was issued. */
  readonly accountId: string | null;
}

/** An expected no of the authorization server (4xx with an OAuth error). Asking again does not help. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /** The OAuth error code, such as `invalid_grant`. */
  readonly error: string;
  constructor(error: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.error = error;
  }
}

/** The authorization server could not be reached or answered nonsense. Asking later may help. */
export class TokenUnavailable extends Error {
  override readonly name = 'TokenUnavailable';
}

/** What a request is made with. */
export interface GrantContext {
  readonly client: OAuthClient;
  readonly fetchWith: GuardedFetch;
  readonly now: () => number;
}

/** Redeems an authorization response: checks state and `iss`, then trades code and verifier for tokens. Throws: TokenRefused, TokenUnavailable. */
export function redeemCode(
  context: GrantContext,
  callbackUrl: URL,
  checks: { readonly state: string; readonly codeVerifier: string; readonly redirectUri: string },
  resource: string | null,
): Promise<IssuedToken> {
  const parameters = { redirect_uri: checks.redirectUri, ...(resource === null ? {} : { resource }) };
  return issued(context, () =>
    authorizationCodeGrant(
      configurationOf(context.client, context.fetchWith),
      callbackUrl,
      { expectedState: checks.state, pkceCodeVerifier: checks.codeVerifier },
      parameters,
    ),
  );
}

/** Trades a refresh token for a new access token, and a new refresh token where the server rotates. Throws: TokenRefused, TokenUnavailable. */
export function refresh(context: GrantContext, refreshToken: string, resource: string | null): Promise<IssuedToken> {
  const parameters = resource === null ? {} : { resource };
  return issued(context, () => refreshTokenGrant(configurationOf(context.client, context.fetchWith), refreshToken, parameters));
}

/** The gateway's own token. Throws: TokenRefused, TokenUnavailable. */
export function clientCredentials(
  context: GrantContext,
  scopes: readonly string[],
  extra: Readonly<Record<string, string>>,
): Promise<IssuedToken> {
  const parameters = { ...extra, ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }) };
  return issued(context, () => clientCredentialsGrant(configurationOf(context.client, context.fetchWith), parameters));
}

/** How a provider wants an exchange to be asked for. */
export interface ExchangeRequest {
  readonly subjectToken: string;
  readonly subjectTokenType: string;
  readonly requestedTokenType: string | null;
  readonly resource: string | null;
  readonly audience: string | null;
  readonly scopes: readonly string[];
}

/** Token type identifiers of RFC 8693 §3. */
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
const EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Trades the caller's token for one for the upstream. Throws: TokenRefused, TokenUnavailable. */
export function exchange(context: GrantContext, request: ExchangeRequest): Promise<IssuedToken> {
  const parameters: Record<string, string> = { subject_token: request.subjectToken, subject_token_type: request.subjectTokenType };
  if (request.requestedTokenType !== null) parameters['requested_token_type'] = request.requestedTokenType;
  if (request.resource !== null) parameters['resource'] = request.resource;
  if (request.audience !== null) parameters['audience'] = request.audience;
  if (request.scopes.length > 0) parameters['scope'] = request.scopes.join(' ');
  return issued(context, () => genericGrantRequest(configurationOf(context.client, context.fetchWith), EXCHANGE_GRANT, parameters));
}

/** Tells the server that a token is not needed any more; nothing where it has no revocation endpoint. Throws: TokenUnavailable. */
export async function revoke(context: GrantContext, token: string, hint: 'access_token' | 'refresh_token'): Promise<void> {
  if (context.client.metadata.revocation_endpoint === undefined) return;
  try {
    await tokenRevocation(configurationOf(context.client, context.fetchWith), token, { token_type_hint: hint });
  } catch (error) {
    throw new TokenUnavailable(`the authorization server did not revoke the token: ${reasonOf(error)}`);
  }
}

async function issued(
  context: GrantContext,
  request: () => Promise<TokenEndpointResponse & { claims?(): { sub?: string } | undefined }>,
): Promise<IssuedToken> {
  const askedAtMs = context.now();
  let response: Awaited<ReturnType<typeof request>>;
  try {
    response = await request();
  } catch (error) {
    throw translated(error, context.client.metadata.issuer);
  }
  if (response.token_type.toLowerCase() !== 'bearer') {
    throw new TokenRefused(
      'unsupported_token_type',
      `the authorization server issued a token of the type "${response.token_type.slice(0, 40)}"; only bearer tokens can be used`,
    );
  }
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? null,
    expiresAtMs: typeof response.expires_in === 'number' ? askedAtMs + response.expires_in * 1000 : null,
    scopes: typeof response.scope === 'string' ? response.scope.split(' ').filter((scope) => scope !== '') : null,
    accountId: response.claims?.()?.sub ?? null,
  };
}

/** Error texts of the server are kept short and only its codes are shown: a hostile one could echo what it was sent. */
function translated(error: unknown, issuer: string): TokenRefused | TokenUnavailable {
  if (error instanceof ResponseBodyError && error.status >= 400 && error.status < 500 && error.status !== 429 && error.status !== 408) {
    const code = codeOf(error.error);
    return new TokenRefused(code, `${issuer} refused: ${code}`);
  }
  if (error instanceof WWWAuthenticateChallengeError && (error.status === 401 || error.status === 403)) {
    return new TokenRefused('invalid_client', `${issuer} does not accept the gateway's client id or secret`);
  }
  if (error instanceof AuthorizationResponseError) {
    const code = codeOf(error.error);
    return new TokenRefused(code, `${issuer} answered the authorization request with ${code}`);
  }
  const code = (error as { code?: unknown }).code;
  if (code === 'OAUTH_INVALID_RESPONSE' || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED') {
    return new TokenRefused(
      'invalid_response',
      `the answer does not come from ${issuer} or does not belong to this request (state or iss differs)`,
    );
  }
  return new TokenUnavailable(`${issuer} could not be asked: ${reasonOf(error)}`);
}

function codeOf(error: string): string {
  return /^[a-z0-9_.-]{1,64}$/.test(error) ? error : 'an unreadable error';
}
