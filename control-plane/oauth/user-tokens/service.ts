import { z } from 'zod';
import type { Log } from '../../../data-plane/lib/log.ts';
import type { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import { permit } from '../../admin-tokens/permissions.ts';
import type { ProjectStore } from '../../projects/store.ts';
import type { Vault } from '../../secrets/vault.ts';
import { commitChange, type Changed } from '../../services/change.ts';
import type { Page, PageArgs } from '../../services/page.ts';
import { holdForChange, holdReference, reader, type Reader } from '../../services/reader.ts';
import { invalidInput } from '../../services/refusal.ts';
import type { Orm, Transaction } from '../../services/transaction.ts';
import { future, printable, says, valid } from '../../services/validate.ts';
import type { Viewer } from '../../services/viewer.ts';
import { revoke as revokeAtProvider } from '../grants.ts';
import { clientOf, providerStore, type ProviderRow } from '../providers/store.ts';
import { addRevocation } from '../revocations/store.ts';
import {
  markRevoked,
  openTokens,
  putToken,
  userTokenStore,
  userTokensWhere,
  type TokenPair,
  type UserTokenFilter,
  type UserTokenRow,
} from './store.ts';

/** A user's token as people and scripts see it: everything but the token. */
export interface UserTokenService extends Reader<UserTokenRow> {
  listOf(viewer: Viewer, filter: UserTokenFilter, args: PageArgs): Promise<Page<UserTokenRow>>;
  /** Stores a token that was obtained elsewhere; replaces one that is there. */
  put(viewer: Viewer, input: unknown): Promise<Changed<{ token: UserTokenRow }>>;
  /** Forgets a token everywhere: here, on every node, in Redis, and at the provider where it can be revoked. */
  revoke(viewer: Viewer, id: string): Promise<Changed<{ token: UserTokenRow }>>;
}

/** What the service needs of other parts. */
export interface UserTokenParts {
  readonly projects: ProjectStore;
  readonly vault: Vault;
  readonly fetcher: GuardedFetcher;
  readonly now: () => number;
  readonly log: Log;
}

const token = z.string().regex(/^[\x21-\x7e]{1,16384}$/, says('is not a token', '1 to 16384 visible ASCII characters'));
const PutInput = z.strictObject({
  providerId: z.string(),
  user: printable(1, 256),
  resourceUri: z
    .string()
    .max(2048)
    .refine((text) => URL.canParse(text), says('is not a URI', "the server's resource URI, or its URL")),
  accessToken: token,
  refreshToken: token.nullish(),
  expiresAt: future(Date.now).nullish(),
  scopes: z.array(z.string().max(256)).max(100).nullish(),
});

/** The service of users' tokens. */
export function userTokenService(orm: Orm, parts: UserTokenParts): UserTokenService {
  const { vault, now } = parts;
  const providers = providerStore(orm);
  const store = userTokenStore(orm);
  const read = reader(store, 'config.read');
  return {
    ...read,
    listOf: (viewer, filter, args) => read.list(viewer, userTokensWhere(filter), args),
    async put(viewer, input) {
      permit(viewer, 'user-token.put');
      const fields = valid(PutInput, input);
      if (/^pc[a-z]_/.test(fields.accessToken))
        throw invalidInput([{ field: 'accessToken', problem: 'is a key or token of this gateway', expected: "the provider's own token" }]);
      return commitChange(orm, viewer, async (tx) => {
        const provider = await holdReference(tx, providers, 'OAuthProvider', viewer, fields.providerId);
        const identity = {
          projectId: provider.projectId,
          providerId: provider.id,
          userSubject: fields.user,
          resourceUri: fields.resourceUri,
          sourceHash: '',
        };
        const issued = {
          accessToken: fields.accessToken,
          refreshToken: fields.refreshToken ?? null,
          expiresAtMs: fields.expiresAt?.getTime() ?? null,
          scopes: fields.scopes ?? null,
          accountId: null,
        };
        const row = await putToken(tx, vault, { identity, source: 'put', token: issued, scopesAsked: provider.scopes, fence: 0 });
        const revocation = row.version === 1 ? null : await revokeVersions(tx, row, row.version - 1, now());
        return {
          value: { token: row },
          touched: revocation === null ? [] : [{ kind: 'Revocation' as const, id: revocation }],
          audit: [
            {
              action: 'user-token.put',
              kind: 'UserToken',
              id: row.id,
              name: row.userSubject,
              projectId: row.projectId,
              before: null,
              after: shown(row),
            },
          ],
        };
      });
    },
    async revoke(viewer, id) {
      permit(viewer, 'user-token.revoke');
      let pair: TokenPair | null = null;
      let provider: ProviderRow | null = null;
      const changed = await commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'UserToken', viewer, id);
        provider = (await providers.byIds([before.providerId], null))[0] ?? null;
        pair = before.state === 'revoked' ? null : openTokens(before, vault);
        const row = before.state === 'revoked' ? before : ((await markRevoked(tx, id)) as UserTokenRow);
        const revocation = await revokeVersions(tx, before, row.version, now());
        return {
          value: { token: row },
          touched: [{ kind: 'Revocation' as const, id: revocation }],
          audit: [
            {
              action: 'user-token.revoke',
              kind: 'UserToken',
              id,
              name: row.userSubject,
              projectId: row.projectId,
              before: shown(before),
              after: shown(row),
            },
          ],
        };
      });
      void tellProvider(pair, provider, parts).catch((error: unknown) =>
        parts.log.warn({ userTokenId: id, cause: String(error).slice(0, 300) }, 'the provider was not told that a token is revoked'),
      );
      return changed;
    },
  };
}

/** Makes nodes drop the token's versions up to one. Returns: the revocation's id. */
export async function revokeVersions(tx: Transaction, row: UserTokenRow, version: number, nowMs: number): Promise<string> {
  return addRevocation(
    tx,
    {
      projectId: row.projectId,
      type: 'upstream',
      target: row.id,
      version,
      userSubject: row.userSubject,
      providerId: row.providerId,
      tokenExpiresAt: row.expiresAt,
    },
    nowMs,
  );
}

async function tellProvider(pair: TokenPair | null, provider: ProviderRow | null, parts: UserTokenParts): Promise<void> {
  if (pair === null || provider === null) return;
  const [project] = await parts.projects.byIds([provider.projectId], null);
  const context = {
    client: clientOf(provider, parts.vault),
    fetchWith: parts.fetcher.for(project?.allowedPrivateTargets ?? []),
    now: parts.now,
  };
  if (pair.refreshToken !== null) await revokeAtProvider(context, pair.refreshToken, 'refresh_token');
  await revokeAtProvider(context, pair.accessToken, 'access_token');
}

function shown({ providerId, userSubject, resourceUri, source, scopes, expiresAt, state, version }: UserTokenRow): object {
  return { providerId, user: userSubject, resourceUri, source, scopes, expiresAt: expiresAt?.toISOString() ?? null, state, version };
}
