import { json, Router, type Request, type Response } from 'express';
import type Provider from 'oidc-provider';
import { FULL_SCOPE, READ_ONLY_SCOPE, scopeList } from '../../data-plane/lib/token-scopes.ts';
import { cookieOf } from '../oauth/connect/router.ts';
import { pageHeaders, renderPage } from '../oauth/pages.ts';
import { interactionRouter, SIGN_IN_COOKIE, signInCookie, type InteractionParts } from './interactions.ts';
import { SIGN_IN_CALLBACK_PATH } from './sign-in.ts';
import { rememberVisitor, visitorOf } from './visitors.ts';

/** Paths that the library answers itself. */
const OWN_PATHS = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/oauth/authorize',
  '/oauth/authorize/:uid',
  '/oauth/token',
  '/oauth/jwks',
  '/oauth/register',
  '/oauth/revoke',
];

/** Everything of the authorization server: the library's endpoints, sign-in, consent. */
export function authorizationServerRouter(parts: InteractionParts): Router {
  const router = Router();
  router.post('/oauth/register', json({ limit: '64kb' }), (request, _response, next) => {
    // What a client may ask for is decided by rules and consent, not by what it wrote down about itself.
    if (typeof request.body === 'object' && request.body !== null) delete (request.body as { scope?: unknown }).scope;
    next();
  });
  router.all(OWN_PATHS, underIssuer(parts.provider, parts.origin));
  router.use(interactionRouter(parts));
  router.get(SIGN_IN_CALLBACK_PATH, (request, response) => finishSignIn(parts, request, response));
  return router;
}

/**
 * Makes sure that the person at the browser is a certain user, where the organisation's sign-in is configured: a link to connect an
 * account that was passed on to somebody else connects nothing.
 *
 * Returns: false where the request was answered here, by sending the browser to sign in or by refusing.
 */
export async function verifyVisitor(parts: InteractionParts, request: Request, response: Response, userSubject: string): Promise<boolean> {
  const { organisation, vault, origin } = parts;
  if (organisation === null) return true;
  const visitor = visitorOf(request, vault, parts.now());
  if (visitor === userSubject) return true;
  if (visitor !== null || request.method !== 'GET') {
    const page = {
      title: 'This link is for somebody else',
      paragraphs: ['The account you signed in with is not the user this link was made for.'],
    };
    response.status(403).set(pageHeaders()).send(renderPage(page));
    return false;
  }
  const started = await organisation.start(origin, request.originalUrl);
  response.cookie(SIGN_IN_COOKIE, started.cookie, signInCookie(origin)).redirect(303, started.redirectTo);
  return false;
}

async function finishSignIn(parts: InteractionParts, request: Request, response: Response): Promise<void> {
  const { organisation, origin, vault } = parts;
  const callback = new URL(request.originalUrl, origin);
  const result =
    organisation === null
      ? { kind: 'failed' as const, reason: 'Sign-in is not configured.' }
      : await organisation.finish(callback, cookieOf(request, SIGN_IN_COOKIE));
  response.clearCookie(SIGN_IN_COOKIE, { path: '/oauth/signin' });
  if (result.kind === 'failed') {
    response
      .status(400)
      .set(pageHeaders())
      .send(renderPage({ title: 'Not signed in', paragraphs: [result.reason] }));
    return;
  }
  rememberVisitor(response, result.subject, origin, vault, parts.now());
  response.redirect(303, result.returnTo);
}

/** The library builds addresses from the request; they must be the issuer's, whatever a Host or X-Forwarded header says. */
function underIssuer(provider: Provider, issuer: string): (request: Request, response: Response) => void {
  const { host, protocol } = new URL(issuer);
  const handle = provider.callback();
  return (request, response) => {
    request.headers.host = host;
    request.headers['x-forwarded-proto'] = protocol.replace(':', '');
    delete request.headers['x-forwarded-host'];
    request.url = withBothScopes(request.originalUrl);
    void handle(request, response);
  };
}

/**
 * Asks for the lesser scope beside the greater one in an authorization request, so that the user can grant the lesser alone: the library
 * grants nothing that was not asked for.
 */
function withBothScopes(url: string): string {
  const [path = '', query] = url.split('?', 2);
  if (path !== '/oauth/authorize' || query === undefined) return url;
  const parameters = new URLSearchParams(query);
  const asked = scopeList(parameters.get('scope') ?? '');
  if (asked.includes(READ_ONLY_SCOPE)) return url;
  parameters.set('scope', [...(asked.length === 0 ? [FULL_SCOPE] : asked), READ_ONLY_SCOPE].join(' '));
  return `${path}?${parameters.toString()}`;
}
