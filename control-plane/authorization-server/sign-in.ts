/**
 * Signing a person in: a local administrator by token, or anybody the organisation's OpenID provider knows.
 *
 * Source: OpenID Connect Core §3.1, RFC 7636, RFC 9207.
 */
import { randomBytes } from 'node:crypto';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  type Configuration,
} from 'openid-client';
import { z } from 'zod';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import { configurationOf, defaultAuthMethod } from '../oauth/client.ts';
import { discoverServer, reasonOf } from '../oauth/server-metadata.ts';
import { SealBroken, type Vault } from '../secrets/vault.ts';

/** The organisation's OpenID provider, as an administrator configured it. */
export interface SignInProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** The claim that names people the way tokens of agents do; `sub` unless configured. */
  readonly subjectClaim: string;
  readonly scopes: readonly string[];
  /** Private hosts at which it may be. */
  readonly allowedPrivateTargets: readonly string[];
}

/** Path of the redirect URI of sign-in. */
export const SIGN_IN_CALLBACK_PATH = '/oauth/signin/callback';

/** What is kept in the browser, sealed, while it is at the provider. */
const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string(), untilMs: z.number() });

const PENDING_CONTEXT = 'sign-in';
const PENDING_MS = 10 * 60_000;

/** Where to send the browser, and the cookie it has to bring back. */
export interface StartedSignIn {
  readonly redirectTo: string;
  readonly cookie: string;
}

/** A person who has signed in, and where they wanted to go. */
export type SignInResult =
  | { readonly kind: 'signed-in'; readonly subject: string; readonly returnTo: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Sign-in at one OpenID provider. Its metadata is fetched when first needed and kept for an hour. */
export class OrganisationSignIn {
  readonly #provider: SignInProvider;
  readonly #fetcher: GuardedFetcher;
  readonly #vault: Vault;
  readonly #now: () => number;
  #configuration: { readonly value: Configuration; readonly untilMs: number } | null = null;

  constructor(provider: SignInProvider, fetcher: GuardedFetcher, vault: Vault, now: () => number) {
    this.#provider = provider;
    this.#fetcher = fetcher;
    this.#vault = vault;
    this.#now = now;
  }

  /** Starts an authorization request. `returnTo` is a path of ours. Throws: DiscoveryRefused. */
  async start(origin: string, returnTo: string): Promise<StartedSignIn> {
    const pending = {
      state: randomBytes(32).toString('base64url'),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      returnTo,
      untilMs: this.#now() + PENDING_MS,
    };
    const url = buildAuthorizationUrl(await this.#discovered(), {
      redirect_uri: `${origin}${SIGN_IN_CALLBACK_PATH}`,
      response_type: 'code',
      scope: this.#provider.scopes.join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { redirectTo: url.href, cookie: this.#vault.seal(JSON.stringify(pending), PENDING_CONTEXT) };
  }

  /** Finishes it: cookie, state, `iss`, code and verifier, ID token with signature and nonce. */
  async finish(callback: URL, cookie: string | null): Promise<SignInResult> {
    const pending = cookie === null ? null : this.#opened(cookie);
    if (pending === null || pending.untilMs < this.#now())
      return { kind: 'failed', reason: 'The sign-in was started in another browser, or too long ago. Start again.' };
    try {
      const tokens = await authorizationCodeGrant(await this.#discovered(), callback, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.verifier,
        idTokenExpected: true,
      });
      const subject = tokens.claims()?.[this.#provider.subjectClaim];
      if (typeof subject !== 'string' || subject === '' || subject.length > 256) {
        return { kind: 'failed', reason: `The ID token has no usable claim "${this.#provider.subjectClaim}".` };
      }
      return { kind: 'signed-in', subject, returnTo: pending.returnTo };
    } catch (error) {
      return { kind: 'failed', reason: `The sign-in did not succeed: ${reasonOf(error)}.` };
    }
  }

  async #discovered(): Promise<Configuration> {
    if (this.#configuration !== null && this.#configuration.untilMs > this.#now()) return this.#configuration.value;
    const { issuer, clientId, clientSecret, allowedPrivateTargets } = this.#provider;
    const fetchWith = this.#fetcher.for(allowedPrivateTargets);
    const metadata = await discoverServer(issuer, fetchWith);
    const value = configurationOf(
      { metadata, clientId, clientSecret, authMethod: defaultAuthMethod(metadata, clientSecret !== null) },
      fetchWith,
    );
    enableNonRepudiationChecks(value);
    this.#configuration = { value, untilMs: this.#now() + 3600_000 };
    return value;
  }

  #opened(cookie: string): z.infer<typeof Pending> | null {
    try {
      return Pending.parse(JSON.parse(this.#vault.open(cookie, PENDING_CONTEXT).toString('utf8')));
    } catch (error) {
      if (error instanceof SealBroken || error instanceof z.ZodError) return null;
      throw error;
    }
  }
}

/** Checks an administrator's token; null where it is not good. */
export type VerifyAdministrator = (token: string) => Promise<{ readonly name: string } | null>;
