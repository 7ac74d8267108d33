import { Router, urlencoded, type Request, type Response } from 'express';
import type Provider from 'oidc-provider';
import { FULL_SCOPE, READ_ONLY_SCOPE } from '../../data-plane/lib/token-scopes.ts';
import type { Log } from '../../data-plane/lib/log.ts';
import { sameOrigin } from '../oauth/connect/router.ts';
import { pageHeaders, renderPage, type Page } from '../oauth/pages.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Orm } from '../services/transaction.ts';
import { INTERACTION_PATH, SCOPE_WORDS } from './provider.ts';
import { mayApprove, resourceOf, standingOf, type ClientStanding, type GatewayOrigins, type GatewayResource } from './resource-store.ts';
import type { OrganisationSignIn, VerifyAdministrator } from './sign-in.ts';
import { visitorOf } from './visitors.ts';

/** What the pages of an interaction need. */
export interface InteractionParts {
  readonly provider: Provider;
  readonly orm: Orm;
  readonly vault: Vault;
  readonly origin: string;
  readonly origins: GatewayOrigins;
  /** Null: no organisation sign-in; a local administrator signs in with a token. */
  readonly organisation: OrganisationSignIn | null;
  readonly verifyAdministrator: VerifyAdministrator;
  readonly now: () => number;
  readonly log: Log;
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The pages between an authorization request and its answer: sign-in, then consent. */
export function interactionRouter(parts: InteractionParts): Router {
  const { provider } = parts;
  const router = Router();
  const form = urlencoded({ extended: false, limit: '8kb' });
  router.get(`${INTERACTION_PATH}/:uid`, async (request, response) => {
    const details = await detailsOf(provider, request, response);
    if (details === null) return;
    if (details.prompt.name === 'login') await showSignIn(parts, details, request, response);
    else await showConsent(parts, details, response);
  });
  router.post(`${INTERACTION_PATH}/:uid/sign-in`, form, async (request, response) => {
    const details = await detailsOf(provider, request, response);
    if (details === null || !fromHere(parts, request, response)) return;
    const token = (request.body as { token?: unknown }).token;
    const administrator = parts.organisation === null && typeof token === 'string' ? await parts.verifyAdministrator(token.trim()) : null;
    if (administrator === null) return send(response, 403, signInPage(details.uid, true), clientOrigins(details));
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: `admin:${administrator.name}` } },
      { mergeWithLastSubmission: false },
    );
  });
  router.post(`${INTERACTION_PATH}/:uid/consent`, form, async (request, response) => {
    const details = await detailsOf(provider, request, response);
    if (details === null || !fromHere(parts, request, response)) return;
    const decision = (request.body as { decision?: unknown }).decision;
    const asked = decision === 'full' || decision === 'read-only' ? await askedOf(parts, details) : null;
    if (asked === null || asked.standing === null || !mayApprove(asked.standing, asked.subject)) {
      await provider.interactionFinished(
        request,
        response,
        { error: 'access_denied', error_description: 'the request was not approved' },
        { mergeWithLastSubmission: false },
      );
      return;
    }
    const readOnly = decision === 'read-only' || asked.standing.readOnly || !asked.scopes.includes(FULL_SCOPE);
    const grantId = await grantFor(provider, details, asked, readOnly);
    await provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
  });
  return router;
}

async function showSignIn(parts: InteractionParts, details: Details, request: Request, response: Response): Promise<void> {
  const { organisation, provider, vault } = parts;
  if (organisation === null) return send(response, 200, signInPage(details.uid, false), clientOrigins(details));
  const visitor = visitorOf(request, vault, parts.now());
  if (visitor !== null) {
    await provider.interactionFinished(request, response, { login: { accountId: visitor } }, { mergeWithLastSubmission: false });
    return;
  }
  const started = await organisation.start(parts.origin, `${INTERACTION_PATH}/${details.uid}`);
  response.cookie(SIGN_IN_COOKIE, started.cookie, signInCookie(parts.origin)).redirect(303, started.redirectTo);
}

/** Cookie that holds a sign-in under way. */
export const SIGN_IN_COOKIE = 'portcullis_signin';

/** Attributes of the cookie that holds a sign-in under way. */
export function signInCookie(origin: string): { httpOnly: true; sameSite: 'lax'; secure: boolean; path: string; maxAge: number } {
  return { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:'), path: '/oauth/signin', maxAge: 10 * 60_000 };
}

async function showConsent(parts: InteractionParts, details: Details, response: Response): Promise<void> {
  const asked = await askedOf(parts, details);
  const client = await parts.provider.Client.find(String(details.params['client_id']));
  if (asked === null || client === undefined)
    return send(response, 400, { title: 'This request cannot be served', paragraphs: ['It names no endpoint of this gateway.'] });
  const name = client.clientName ?? client.clientId;
  const { resource, standing, subject } = asked;
  if (standing === null || !mayApprove(standing, subject)) {
    parts.log.info({ clientId: client.clientId, registry: resource.registryName }, 'an OAuth client was refused: no rule allows it');
    return send(
      response,
      403,
      {
        title: 'Not allowed',
        paragraphs: [
          standing === null
            ? `No administrator has allowed the client "${name}" in the project of the registry "${resource.registryName}" yet. An administrator can do so with createOAuthClientRule.`
            : `The client "${name}" may be approved by certain users only, and "${subject}" is not one of them.`,
        ],
        facts: [['Client id', client.clientId]],
        form: {
          action: `${INTERACTION_PATH}/${details.uid}/consent`,
          buttons: [{ label: 'Back to the client', name: 'decision', value: 'deny' }],
        },
      },
      clientOrigins(details),
    );
  }
  const offersFull = !standing.readOnly && asked.scopes.includes(FULL_SCOPE);
  send(
    response,
    200,
    {
      title: `Let ${name} use ${resource.registryName}?`,
      paragraphs: [`The program "${name}" asks to use MCP tools through this gateway in your name. What it calls is recorded.`],
      facts: [
        ['You', subject],
        ['Client', client.clientId],
        ['Answer goes to', new URL(String(details.params['redirect_uri'])).origin],
        ['Endpoint', resource.uri],
        ['Acts as', standing.applicationName],
        ['Asked for', asked.scopes.map((scope) => SCOPE_WORDS[scope] ?? scope).join(', ')],
      ],
      form: {
        action: `${INTERACTION_PATH}/${details.uid}/consent`,
        buttons: [
          ...(offersFull ? [{ label: 'Allow', name: 'decision', value: 'full' }] : []),
          { label: 'Allow read-only tools', name: 'decision', value: 'read-only' },
          { label: 'Refuse', name: 'decision', value: 'deny' },
        ],
      },
    },
    clientOrigins(details),
  );
}

/** What a consent is about. */
interface Asked {
  readonly resource: GatewayResource;
  readonly standing: ClientStanding | null;
  readonly subject: string;
  readonly scopes: readonly string[];
}

async function askedOf(parts: InteractionParts, details: Details): Promise<Asked | null> {
  const indicator = details.params['resource'];
  const resource = typeof indicator === 'string' ? await resourceOf(parts.orm, indicator, parts.origins) : null;
  if (resource === null) return null;
  const requested = String(details.params['scope'] ?? '')
    .split(' ')
    .filter((scope) => scope === FULL_SCOPE || scope === READ_ONLY_SCOPE);
  return {
    resource,
    standing: await standingOf(parts.orm, resource.projectId, String(details.params['client_id'])),
    subject: details.session?.accountId ?? '',
    scopes: requested.length === 0 ? [FULL_SCOPE] : requested,
  };
}

/** Writes the decision down, refusals too, so that the same question is not asked again within this request. */
async function grantFor(provider: Provider, details: Details, asked: Asked, readOnly: boolean): Promise<string> {
  const grant = new provider.Grant({ accountId: asked.subject, clientId: String(details.params['client_id']) });
  // The library asks for the server's own scopes too; what a token reaches is decided by those of its resource alone.
  grant.addOIDCScope(`${FULL_SCOPE} ${READ_ONLY_SCOPE} offline_access`);
  grant.addResourceScope(asked.resource.uri, readOnly ? READ_ONLY_SCOPE : FULL_SCOPE);
  grant.rejectResourceScope(asked.resource.uri, readOnly ? FULL_SCOPE : READ_ONLY_SCOPE);
  return grant.save();
}

async function detailsOf(provider: Provider, request: Request, response: Response): Promise<Details | null> {
  try {
    return await provider.interactionDetails(request, response);
  } catch {
    send(response, 400, {
      title: 'This page is over',
      paragraphs: ['The request has expired, or belongs to another browser. Start again from your client.'],
    });
    return null;
  }
}

function fromHere(parts: InteractionParts, request: Request, response: Response): boolean {
  if (sameOrigin(request, parts.origin)) return true;
  send(response, 403, { title: 'Not from here', paragraphs: ['This form was sent from another site.'] });
  return false;
}

function signInPage(uid: string, failed: boolean): Page {
  return {
    title: 'Sign in',
    paragraphs: [
      failed
        ? 'This token is not good.'
        : 'A program asks to use MCP tools through this gateway. Sign in with an administrator token to go on.',
      'To sign in with accounts of your organisation instead, configure its OpenID provider.',
    ],
    form: {
      action: `${INTERACTION_PATH}/${uid}/sign-in`,
      fields: [{ name: 'token', label: 'Administrator token', type: 'password' }],
      buttons: [{ label: 'Sign in' }],
    },
  };
}

/** A form's answer may redirect on to the client, which CSP's form-action has to allow. */
function clientOrigins(details: Details): string[] {
  const uri = String(details.params['redirect_uri'] ?? '');
  if (!URL.canParse(uri)) return [];
  const { origin, protocol } = new URL(uri);
  return [origin === 'null' ? protocol : origin];
}

function send(response: Response, status: number, page: Page, formTargets: readonly string[] = []): void {
  response.status(status).set(pageHeaders(formTargets)).send(renderPage(page));
}
