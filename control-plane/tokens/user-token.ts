import { createHash } from 'node:crypto';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import {
  exchange,
  refresh,
  TokenRefused,
  TokenUnavailable,
  ACCESS_TOKEN_TYPE,
  type GrantContext,
  type IssuedToken,
} from '../oauth/grants.ts';
import { clientOf, type Orm, type ProviderRow } from '../oauth/providers/store.ts';
import {
  findUserToken,
  markRefused,
  openTokens,
  putToken,
  storeRefreshed,
  type UserTokenIdentity,
  type UserTokenRow,
} from '../oauth/user-tokens/store.ts';
import type { Vault } from '../secrets/vault.ts';
import type { FleetLocks, HeldLock } from './fleet-lock.ts';
import { isUsable, STALE_RENEWAL_MS, type TokenOutcome } from './outcome.ts';
import type { TokenTarget } from './target-store.ts';

/** What obtaining a user's token needs. */
export interface UserTokenTools {
  readonly orm: Orm;
  readonly vault: Vault;
  readonly locks: FleetLocks;
  readonly fetcher: GuardedFetcher;
  readonly now: () => number;
  /** Makes the link where the user connects the account. */
  readonly connect: (identity: UserTokenIdentity, provider: ProviderRow, serverName: string) => Promise<TokenOutcome>;
}

/** Whose token, and what the node knows about it. */
export interface UserTokenRequest {
  readonly userSubject: string;
  /** Empty where the node has none. */
  readonly subjectToken: string;
  /** 0: none was refused. */
  readonly staleVersion: number;
}

/**
 * One user's token for one server: as stored, refreshed, or exchanged; one request to the provider in the whole fleet.
 *
 * A refresh token that the provider refuses is not tried again: the user is asked to connect anew.
 *
 * Throws: TokenUnavailable when the provider cannot be asked and the stored token is over; LockUnavailable.
 * Source: RFC 6749 §6, RFC 9700 §4.14 (rotation), RFC 8693.
 */
export async function obtainUserToken(
  target: TokenTarget,
  request: UserTokenRequest,
  tools: UserTokenTools,
  signal: AbortSignal,
): Promise<TokenOutcome> {
  const { provider } = target;
  if (provider === null) return { kind: 'refused', reason: 'the server has no OAuth provider' };
  if (request.userSubject === '') return { kind: 'refused', reason: 'the call names no user' };
  const exchanges = provider.grant === 'token_exchange';
  if (exchanges && request.subjectToken === '') {
    return {
      kind: 'refused',
      reason: `the provider "${provider.name}" exchanges the caller's own access token, and the caller used a key`,
    };
  }
  const identity: UserTokenIdentity = {
    projectId: target.projectId,
    providerId: provider.id,
    userSubject: request.userSubject,
    resourceUri: target.resourceUri,
    sourceHash: exchanges ? sha256(request.subjectToken) : '',
  };
  const usable = (row: UserTokenRow | null): TokenOutcome | null =>
    row !== null && row.state === 'active' && isUsable({ ...row, issuedAt: row.refreshedAt }, request.staleVersion, tools.now())
      ? handedOut(row, provider, tools.vault)
      : null;
  const row = await findUserToken(tools.orm, identity);
  const ready = usable(row);
  if (ready !== null) return ready;
  if (!exchanges && (row === null || row.state !== 'active' || openTokens(row, tools.vault).refreshToken === null)) {
    return tools.connect(identity, provider, target.serverName);
  }
  const settled = async (): Promise<TokenOutcome | null> => usable(await findUserToken(tools.orm, identity));
  return tools.locks.run<TokenOutcome>(`user:${sha256(JSON.stringify(identity))}`, signal, settled, async (lock) => {
    const current = await findUserToken(tools.orm, identity);
    if (request.staleVersion > 0 && current !== null && tools.now() - (current.refreshedAt?.getTime() ?? 0) < STALE_RENEWAL_MS) {
      return { kind: 'refused', reason: `the server refuses a token that "${provider.name}" issued moments ago` };
    }
    const context = contextOf(provider, target, tools, lock.signal);
    return exchanges
      ? exchanged(identity, provider, request, context, tools, lock)
      : refreshed(identity, current, provider, target, context, tools, lock, request);
  });
}

async function refreshed(
  identity: UserTokenIdentity,
  row: UserTokenRow | null,
  provider: ProviderRow,
  target: TokenTarget,
  context: GrantContext,
  tools: UserTokenTools,
  lock: HeldLock,
  request: UserTokenRequest,
): Promise<TokenOutcome> {
  const pair = row === null || row.state !== 'active' ? null : openTokens(row, tools.vault);
  if (row === null || pair === null || pair.refreshToken === null) return tools.connect(identity, provider, target.serverName);
  let token: IssuedToken;
  try {
    token = await refresh(context, pair.refreshToken, provider.sendsResource ? identity.resourceUri : null);
  } catch (error) {
    if (error instanceof TokenRefused) {
      if (error.error !== 'invalid_grant') return { kind: 'refused', reason: error.message };
      await markRefused(tools.orm, row, lock.fence);
      return tools.connect(identity, provider, target.serverName);
    }
    const isGood = request.staleVersion === 0 && row.expiresAt !== null && row.expiresAt.getTime() > tools.now() + 1000;
    if (isGood) return handedOut(row, provider, tools.vault);
    throw error;
  }
  const next = { accessToken: token.accessToken, refreshToken: token.refreshToken ?? pair.refreshToken };
  const stored = await storeRefreshed(tools.orm, tools.vault, row, next, token, lock.fence);
  if (stored !== null) return handedOut(stored, provider, tools.vault);
  throw new TokenUnavailable('the token was changed by somebody else while it was refreshed; ask again');
}

async function exchanged(
  identity: UserTokenIdentity,
  provider: ProviderRow,
  request: UserTokenRequest,
  context: GrantContext,
  tools: UserTokenTools,
  lock: HeldLock,
): Promise<TokenOutcome> {
  try {
    const token = await exchange(context, {
      subjectToken: request.subjectToken,
      subjectTokenType: provider.subjectTokenType ?? ACCESS_TOKEN_TYPE,
      requestedTokenType: provider.requestedTokenType,
      resource: provider.sendsResource ? identity.resourceUri : null,
      audience: provider.audience,
      scopes: provider.scopes,
    });
    // A refresh token of an exchange is not kept: the caller's own token renews it.
    const row = await putToken(tools.orm, tools.vault, {
      identity,
      source: 'exchanged',
      token: { ...token, refreshToken: null },
      scopesAsked: provider.scopes,
      fence: lock.fence,
    });
    return handedOut(row, provider, tools.vault);
  } catch (error) {
    if (error instanceof TokenRefused) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function handedOut(row: UserTokenRow, provider: ProviderRow, vault: Vault): TokenOutcome {
  return {
    kind: 'token',
    token: {
      accessToken: openTokens(row, vault).accessToken,
      expiresAtMs: row.expiresAt?.getTime() ?? null,
      version: row.version,
      credentialId: row.id,
      provider: provider.name,
      subject: row.userSubject,
    },
  };
}

function contextOf(provider: ProviderRow, target: TokenTarget, tools: UserTokenTools, signal: AbortSignal): GrantContext {
  const fetchWith = tools.fetcher.for(target.allowedPrivateTargets);
  return {
    client: clientOf(provider, tools.vault),
    fetchWith: (url, init) => fetchWith(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
    now: tools.now,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
