import { Router, type Request, type Response } from 'express';
import type { Log } from '../../data-plane/lib/log.ts';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Orm } from '../services/transaction.ts';
import type { InteractionParts } from './interactions.ts';
import { loadLibrary } from './library.ts';
import { createProvider, type AuthorizationServerSettings } from './provider.ts';
import { authorizationServerRouter, verifyVisitor } from './router.ts';
import { OrganisationSignIn, type SignInProvider, type VerifyAdministrator } from './sign-in.ts';
import { loadSigningKeys } from './signing-key-store.ts';

export { publicKeys } from './signing-key-store.ts';
export type { AuthorizationServerSettings } from './provider.ts';
export type { SignInProvider, VerifyAdministrator } from './sign-in.ts';

/** What the built-in authorization server is made of. */
export interface BuiltInServerOptions {
  readonly settings: AuthorizationServerSettings;
  readonly signIn: SignInProvider | null;
  readonly verifyAdministrator: VerifyAdministrator;
  readonly orm: Orm;
  readonly vault: Vault;
  /** 32 bytes, the same on all control planes. */
  readonly cookieSecret: Buffer;
  readonly fetcher: GuardedFetcher;
  readonly now: () => number;
  readonly log: Log;
}

/** The built-in authorization server, as the control plane mounts it. */
export interface BuiltInServer {
  readonly router: Router;
  /** For the connect pages: whether the person at the browser is this user; answers the request itself when not. */
  readonly verifyVisitor: (request: Request, response: Response, userSubject: string) => Promise<boolean>;
}

/** Makes the built-in authorization server: keys, library, pages. */
export async function createBuiltInServer(options: BuiltInServerOptions): Promise<BuiltInServer> {
  const { settings, signIn, orm, vault, fetcher, now, log } = options;
  const keys = await loadSigningKeys(orm, vault, now());
  const provider = createProvider(settings, {
    library: await loadLibrary(),
    orm,
    vault,
    fetcher,
    keys,
    cookieSecret: options.cookieSecret,
    now,
    log,
  });
  const parts: InteractionParts = {
    provider,
    orm,
    vault,
    origin: settings.issuer,
    origins: settings.origins,
    organisation: signIn === null ? null : new OrganisationSignIn(signIn, fetcher, vault, now),
    verifyAdministrator: options.verifyAdministrator,
    now,
    log,
  };
  return {
    router: authorizationServerRouter(parts),
    verifyVisitor: (request, response, subject) => verifyVisitor(parts, request, response, subject),
  };
}
