/**
 * Connecting an account: from the link to the provider and back.
 *
 * Source: OAuth 2.1 (draft) §4.1 and §7.5, RFC 7636, RFC 9207, RFC 8707; MCP security best practices (confused deputy).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client';
import type { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import type { Vault } from '../../secrets/vault.ts';
import { configurationOf } from '../client.ts';
import { redeemCode, TokenRefused, TokenUnavailable } from '../grants.ts';
import { allowedTargetsOf } from '../project-store.ts';
import { clientOf, providerById, type Orm, type ProviderRow } from '../providers/store.ts';
import { putToken } from '../user-tokens/store.ts';
import { CALLBACK_PATH, connectionOfLink } from './link.ts';
import { liveConnection, markConnected, markStarted, takeByState, type ConnectionRow } from './store.ts';

/** What the flow needs. */
export interface ConnectTools {
  readonly orm: Orm;
  readonly vault: Vault;
  readonly fetcher: GuardedFetcher;
  readonly now: () => number;
  /** Origin of the control plane as browsers reach it. */
  readonly origin: () => string;
  /** Called once the account is connected, so that the change is recorded. */
  readonly onConnected: (connection: ConnectionRow, tokenId: string) => Promise<void>;
}

/** A link as its page shows it. */
export interface ConnectOffer {
  readonly connection: ConnectionRow;
  readonly provider: ProviderRow;
  /** Origin of the provider's authorization endpoint, for the page's form-action. */
  readonly providerOrigin: string;
}

/** What a link offers; null where it is not ours, over, or used. */
export async function readOffer(secret: string, tools: ConnectTools): Promise<ConnectOffer | null> {
  const id = connectionOfLink(tools.vault, secret);
  const connection = id === null ? null : await liveConnection(tools.orm, id, tools.now());
  if (connection === null) return null;
  const provider = await providerById(tools.orm, connection.providerId);
  const endpoint = provider?.metadata['authorization_endpoint'];
  if (provider === null || typeof endpoint !== 'string') return null;
  return { connection, provider, providerOrigin: new URL(endpoint).origin };
}

/** Where to send the browser, and the cookie that binds the answer to it. */
export interface StartedConnection {
  readonly redirectTo: string;
  readonly browserSecret: string;
}

/** Starts the authorization request, with a fresh state, verifier and browser binding. */
export async function startConnection(offer: ConnectOffer, tools: ConnectTools): Promise<StartedConnection> {
  const { connection, provider } = offer;
  const state = randomBytes(32).toString('base64url');
  const browserSecret = randomBytes(32).toString('base64url');
  const verifier = randomPKCECodeVerifier();
  await markStarted(tools.orm, connection.id, {
    stateHash: sha256(state),
    browserHash: sha256(browserSecret),
    verifierSealed: tools.vault.seal(verifier, verifierContext(connection.id)),
  });
  const url = buildAuthorizationUrl(configurationOf(clientOf(provider, tools.vault), tools.fetcher.for([])), {
    ...provider.authorizationParameters,
    redirect_uri: `${tools.origin()}${CALLBACK_PATH}`,
    response_type: 'code',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...(provider.scopes.length === 0 ? {} : { scope: provider.scopes.join(' ') }),
    ...(provider.sendsResource ? { resource: connection.resourceUri } : {}),
  });
  return { redirectTo: url.href, browserSecret };
}

/** How a return from the provider ended. */
export type ConnectResult =
  | { readonly kind: 'connected'; readonly provider: string; readonly serverName: string }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Finishes the authorization request: state once, the same browser, `iss`, code and verifier for tokens, then the tokens encrypted.
 *
 * Returns: `failed` with a sentence for people; nothing that came from the outside is repeated in it but OAuth error codes.
 */
export async function finishConnection(callback: URL, browserSecret: string | null, tools: ConnectTools): Promise<ConnectResult> {
  const state = callback.searchParams.get('state');
  if (state === null || state.length > 200) return { kind: 'failed', reason: 'The answer names no request. Start again with the link.' };
  const connection = await takeByState(tools.orm, sha256(state), tools.now());
  if (connection === null)
    return { kind: 'failed', reason: 'This request is unknown, over, or was answered already. Start again with the link.' };
  if (connection.browserHash === null || browserSecret === null || !same(sha256(browserSecret), connection.browserHash)) {
    return { kind: 'failed', reason: 'The request was started in another browser. Open the link in the browser in which you sign in.' };
  }
  const provider = await providerById(tools.orm, connection.providerId);
  if (provider === null || connection.verifierSealed === null)
    return { kind: 'failed', reason: 'The provider is not configured any more.' };
  const verifier = tools.vault.open(connection.verifierSealed, verifierContext(connection.id)).toString('utf8');
  const targets = await allowedTargetsOf(tools.orm, connection.projectId);
  try {
    const token = await redeemCode(
      { client: clientOf(provider, tools.vault), fetchWith: tools.fetcher.for(targets), now: tools.now },
      new URL(`${tools.origin()}${CALLBACK_PATH}${callback.search}`),
      { state, codeVerifier: verifier, redirectUri: `${tools.origin()}${CALLBACK_PATH}` },
      provider.sendsResource ? connection.resourceUri : null,
    );
    const { projectId, providerId, userSubject, resourceUri } = connection;
    const identity = { projectId, providerId, userSubject, resourceUri, sourceHash: '' };
    const row = await putToken(tools.orm, tools.vault, { identity, source: 'connected', token, scopesAsked: provider.scopes, fence: 0 });
    await markConnected(tools.orm, connection.id);
    await tools.onConnected(connection, row.id);
    return { kind: 'connected', provider: provider.name, serverName: connection.serverName };
  } catch (error) {
    if (error instanceof TokenRefused || error instanceof TokenUnavailable)
      return { kind: 'failed', reason: `The account was not connected: ${error.message}.` };
    throw error;
  }
}

function verifierContext(connectionId: string): string {
  return `connection:${connectionId}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function same(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
