import { hkdfSync } from 'node:crypto';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { Router } from 'express';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import type { Log } from '../../data-plane/lib/log.ts';
import { createBuiltInServer, publicKeys, type SignInProvider, type VerifyAdministrator } from '../authorization-server/index.ts';
import { dropExpiredArtifacts } from '../authorization-server/artifact-store.ts';
import type { Database } from '../database/open-database.ts';
import type { Vault } from '../secrets/vault.ts';
import { recordChange } from '../snapshot/changes.ts';
import type { FleetSettings } from '../snapshot/rows.ts';
import type { AuthenticateNode } from '../stream/node-auth.ts';
import { FleetLocks } from '../tokens/fleet-lock.ts';
import { tokenService } from '../tokens/grpc.ts';
import { TokenObtainer } from '../tokens/obtain.ts';
import { connectLink } from './connect/link.ts';
import { connectRouter } from './connect/router.ts';
import { dropExpired, openConnection } from './connect/store.ts';
import { dropExpiredRevocations } from './revocations/store.ts';
import { revokeVersions } from './user-tokens/service.ts';
import { dropExpiredExchanges, userTokenById } from './user-tokens/store.ts';

/** What the OAuth side of a control plane is made of. */
export interface OAuthOptions {
  readonly database: Database;
  readonly vault: Vault;
  /** The newest master key; keys for cookies are derived from it. */
  readonly masterKey: Buffer;
  readonly fetcher: GuardedFetcher;
  /** Origin of this control plane as browsers reach it; also the issuer of the built-in authorization server. */
  readonly origin: string;
  /** Origin agents use; null: each node derives it from the Host header. */
  readonly publicUrl: string | null;
  /** Null: a local administrator signs in with a token. */
  readonly signIn: SignInProvider | null;
  readonly verifyAdministrator: VerifyAdministrator;
  /** False: there is no built-in authorization server. */
  readonly builtInServer: boolean;
  readonly dynamicRegistration: boolean;
  readonly clientIdMetadataDocuments: boolean;
  /** Private hosts from which client id documents may be fetched. */
  readonly allowedPrivateTargets: readonly string[];
  readonly log: Log;
  readonly now?: () => number;
  readonly lockLeaseMs?: number;
}

/** The OAuth side of a control plane, to be mounted and handed on by `main.ts`. */
export interface OAuthPart {
  readonly router: Router;
  readonly tokenService: (authenticate: AuthenticateNode) => UntypedServiceImplementation;
  /** For the stream server: what nodes are told of the built-in authorization server. */
  readonly authorizationServer: FleetSettings['authorizationServer'];
  stop(): void;
}

/** Shorter than nodes wait for a token, so that a holder that died costs a call time and not its answer. A renewal is aborted before it ends. */
const LEASE_MS = 7_000;
const CLEANING_MS = 10 * 60_000;

/** Makes the OAuth side: connect pages, tokens for nodes, the built-in authorization server, and the cleaning up after them. */
export async function createOAuth(options: OAuthOptions): Promise<OAuthPart> {
  const { database, vault, fetcher, origin, log } = options;
  const { orm, sql } = database;
  const now = options.now ?? Date.now;
  const leaseMs = options.lockLeaseMs ?? LEASE_MS;
  const locks = new FleetLocks(sql, { leaseMs, waitMs: leaseMs + 2_000 });
  const obtainer = new TokenObtainer(
    {
      orm,
      vault,
      locks,
      fetcher,
      now,
      async connect(identity, provider, serverName) {
        const { projectId, providerId, userSubject, resourceUri } = identity;
        const connection = await openConnection(orm, { projectId, providerId, userSubject, resourceUri, serverName }, now());
        return { kind: 'connect', url: connectLink(origin, vault, connection.id), provider: provider.name, elicitationId: connection.id };
      },
    },
    leaseMs + 2_500,
  );
  const builtIn = options.builtInServer
    ? await createBuiltInServer({
        settings: {
          issuer: origin,
          origins: { publicUrl: options.publicUrl },
          dynamicRegistration: options.dynamicRegistration,
          clientIdMetadataDocuments: options.clientIdMetadataDocuments,
          allowedPrivateTargets: options.allowedPrivateTargets,
        },
        signIn: options.signIn,
        verifyAdministrator: options.verifyAdministrator,
        orm,
        vault,
        cookieSecret: Buffer.from(hkdfSync('sha256', options.masterKey, '', 'portcullis/cookies/v1', 32)),
        fetcher,
        now,
        log,
      })
    : null;
  const router = Router();
  router.use(
    connectRouter(
      {
        orm,
        vault,
        fetcher,
        now,
        origin: () => origin,
        // A reconnected account replaces older tokens: nodes drop those they hold.
        async onConnected(_connection, tokenId) {
          await orm.transaction(async (tx) => {
            const row = await userTokenById(tx, tokenId);
            if (row !== null && row.version > 1)
              await recordChange(tx, 'Revocation', await revokeVersions(tx, row, row.version - 1, now()));
          });
        },
      },
      builtIn?.verifyVisitor ?? (() => Promise.resolve(true)),
      log,
    ),
  );
  if (builtIn !== null) router.use(builtIn.router);
  const cleaning = setInterval(
    () =>
      void clean(database, locks, now()).catch((error: unknown) =>
        log.warn({ cause: String(error).slice(0, 300) }, 'what has expired could not be removed'),
      ),
    CLEANING_MS,
  );
  cleaning.unref();
  return {
    router,
    tokenService: (authenticate) => tokenService(obtainer, authenticate, log),
    authorizationServer: async (tx) =>
      builtIn === null ? null : { issuer: origin, jwks: Buffer.from(JSON.stringify(await publicKeys(tx)), 'utf8') },
    stop: () => clearInterval(cleaning),
  };
}

/** Removes what has expired, in every table of ours. */
export async function clean(database: Database, locks: FleetLocks, nowMs: number): Promise<void> {
  const { orm } = database;
  await dropExpired(orm, nowMs);
  await dropExpiredArtifacts(orm, nowMs);
  await dropExpiredExchanges(orm, new Date(nowMs));
  await dropExpiredRevocations(orm, nowMs);
  await locks.clean();
}
