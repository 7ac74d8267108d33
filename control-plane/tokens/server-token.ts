import { createHash } from 'node:crypto';
import { z } from 'zod';
import { clientCredentials, TokenRefused, TokenUnavailable, type GrantContext, type IssuedToken } from '../oauth/grants.ts';
import type { Orm } from '../oauth/providers/store.ts';
import type { Vault } from '../secrets/vault.ts';
import type { FleetLocks } from './fleet-lock.ts';
import { isUsable, STALE_RENEWAL_MS, type IssuedUpstreamToken, type TokenOutcome } from './outcome.ts';
import { findServerToken, openServerToken, storeServerToken, type ServerTokenRow } from './server-token-store.ts';
import type { TokenTarget } from './target-store.ts';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';

/** The sealed content of a credential of the type `client_credentials`. */
export const ClientCredentialsSecret = z.object({
  issuer: z.string().max(2048).nullable().default(null),
  tokenEndpoint: z.url({ protocol: /^https?$/ }).max(2048),
  clientId: z.string().min(1).max(2048),
  clientSecret: z.string().min(1).max(8192),
  authMethod: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  scopes: z.array(z.string().min(1).max(256)).max(100).default([]),
  resource: z.string().max(2048).nullable().default(null),
  audience: z.string().max(2048).nullable().default(null),
});

/** A client at a token endpoint, checked. */
export type ClientCredentialsSecret = z.infer<typeof ClientCredentialsSecret>;

/** What obtaining a server's own token needs. */
export interface ServerTokenTools {
  readonly orm: Orm;
  readonly vault: Vault;
  readonly locks: FleetLocks;
  readonly fetcher: GuardedFetcher;
  readonly now: () => number;
}

/**
 * The token of a server in internal mode, by the client credentials grant; one request in the whole fleet.
 *
 * Throws: TokenUnavailable when the authorization server cannot be asked and the last token is over.
 * Source: RFC 6749 §4.4.
 */
export async function obtainServerToken(
  target: TokenTarget,
  staleVersion: number,
  tools: ServerTokenTools,
  signal: AbortSignal,
): Promise<TokenOutcome> {
  const { credential } = target;
  if (credential === null || credential.type !== 'client_credentials')
    return { kind: 'refused', reason: 'the server has no client credentials' };
  const secret = ClientCredentialsSecret.parse(
    JSON.parse(tools.vault.open(credential.sealed, `credential:${credential.id}`).toString('utf8')),
  );
  const resource = secret.resource ?? target.resourceUri;
  const id = `${credential.id}:${credential.version}:${createHash('sha256')
    .update(JSON.stringify([resource, secret.audience]))
    .digest('hex')
    .slice(0, 32)}`;
  const found = (row: ServerTokenRow | null): TokenOutcome | null =>
    row !== null && isUsable({ ...row, issuedAt: row.updatedAt }, staleVersion, tools.now())
      ? { kind: 'token', token: opened(row, credential.id, secret, tools.vault) }
      : null;
  const ready = found(await findServerToken(tools.orm, id));
  if (ready !== null) return ready;
  return tools.locks.run<TokenOutcome>(
    `server:${id}`,
    signal,
    async () => found(await findServerToken(tools.orm, id)),
    async (lock) => {
      const before = await findServerToken(tools.orm, id);
      if (staleVersion > 0 && before !== null && tools.now() - before.updatedAt.getTime() < STALE_RENEWAL_MS) {
        return { kind: 'refused', reason: 'the server refuses a token that was issued moments ago' };
      }
      const extra: Record<string, string> = secret.audience === null ? { resource } : { audience: secret.audience };
      let token: IssuedToken;
      try {
        token = await clientCredentials(contextOf(secret, target, tools, lock.signal), secret.scopes, extra);
      } catch (error) {
        if (error instanceof TokenRefused) return { kind: 'refused', reason: error.message };
        if (before !== null && staleVersion === 0 && (before.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) > tools.now() + 1000) {
          return { kind: 'token', token: opened(before, credential.id, secret, tools.vault) };
        }
        throw error;
      }
      const row = await storeServerToken(tools.orm, tools.vault, id, before, token, lock.fence, tools.now());
      if (row === null) throw new TokenUnavailable('another process renewed this token at the same time');
      return { kind: 'token', token: opened(row, credential.id, secret, tools.vault) };
    },
  );
}

function opened(row: ServerTokenRow, credentialId: string, secret: ClientCredentialsSecret, vault: Vault): IssuedUpstreamToken {
  return {
    accessToken: openServerToken(row, vault),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    version: row.version,
    credentialId,
    provider: new URL(secret.tokenEndpoint).origin,
    subject: '',
  };
}

function contextOf(secret: ClientCredentialsSecret, target: TokenTarget, tools: ServerTokenTools, signal: AbortSignal): GrantContext {
  const fetchWith = tools.fetcher.for(target.allowedPrivateTargets);
  return {
    client: {
      metadata: { issuer: secret.issuer ?? new URL(secret.tokenEndpoint).origin, token_endpoint: secret.tokenEndpoint },
      clientId: secret.clientId,
      clientSecret: secret.clientSecret,
      authMethod: secret.authMethod,
    },
    fetchWith: (url, init) => fetchWith(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
    now: tools.now,
  };
}
