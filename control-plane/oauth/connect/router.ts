import { Router, type Request, type Response } from 'express';
import type { Log } from '../../../data-plane/lib/log.ts';
import { clientIdMetadataDocument } from '../registration.ts';
import { pageHeaders, renderPage, type Page } from '../pages.ts';
import { finishConnection, readOffer, startConnection, type ConnectTools } from './flow.ts';
import { CALLBACK_PATH, CLIENT_METADATA_PATH, CONNECT_PATH } from './link.ts';

const COOKIE = 'portcullis_connect';

/** Decides whether the person at the browser is the user the link is for; answers the request itself when not (sign-in first). */
export type VerifyVisitor = (request: Request, response: Response, userSubject: string) => Promise<boolean>;

/** Pages on which a user connects an account, the redirect URI, and the gateway's client id metadata document. */
export function connectRouter(tools: ConnectTools, verifyVisitor: VerifyVisitor, log: Log): Router {
  const router = Router();
  router.get(CLIENT_METADATA_PATH, (_request, response) => {
    const origin = tools.origin();
    response
      .set('cache-control', 'public, max-age=300')
      .json(clientIdMetadataDocument(`${origin}${CLIENT_METADATA_PATH}`, `${origin}${CALLBACK_PATH}`));
  });
  router.get(`${CONNECT_PATH}/:secret`, async (request, response) => {
    const offer = await readOffer(request.params.secret, tools);
    if (offer === null) return send(response, 404, EXPIRED);
    if (!(await verifyVisitor(request, response, offer.connection.userSubject))) return undefined;
    return send(
      response,
      200,
      {
        title: `Connect your ${offer.provider.name} account`,
        paragraphs: [
          `An agent that acts for you wants to use the MCP server "${offer.connection.serverName}". For that, this gateway needs access to your account at ${offer.provider.name}.`,
          'Go on only if this is your own user name and you asked for it. The agent never sees the access token.',
        ],
        facts: [
          ['User', offer.connection.userSubject],
          ['Server', `${offer.connection.serverName} (${offer.connection.resourceUri})`],
          ['Provider', `${offer.provider.name} (${offer.provider.issuer})`],
          ['Access', offer.provider.scopes.length === 0 ? 'as the provider decides' : offer.provider.scopes.join(', ')],
        ],
        form: { action: `${CONNECT_PATH}/${request.params.secret}`, buttons: [{ label: `Continue to ${offer.provider.name}` }] },
      },
      [offer.providerOrigin],
    );
  });
  router.post(`${CONNECT_PATH}/:secret`, async (request, response) => {
    if (!sameOrigin(request, tools.origin())) return send(response, 403, FOREIGN);
    const offer = await readOffer(String(request.params['secret']), tools);
    if (offer === null) return send(response, 404, EXPIRED);
    if (!(await verifyVisitor(request, response, offer.connection.userSubject))) return undefined;
    const started = await startConnection(offer, tools);
    response.cookie(COOKIE, started.browserSecret, {
      httpOnly: true,
      sameSite: 'lax',
      secure: tools.origin().startsWith('https:'),
      path: CALLBACK_PATH,
      maxAge: 15 * 60_000,
    });
    return response.set(pageHeaders([offer.providerOrigin])).redirect(303, started.redirectTo);
  });
  router.get(CALLBACK_PATH, async (request, response) => {
    const result = await finishConnection(new URL(request.originalUrl, tools.origin()), cookieOf(request, COOKIE), tools);
    response.clearCookie(COOKIE, { path: CALLBACK_PATH });
    if (result.kind === 'connected') {
      return send(response, 200, {
        title: 'Connected',
        paragraphs: [
          `Your ${result.provider} account is connected for the server "${result.serverName}". You can close this window and go on in your agent.`,
        ],
      });
    }
    log.info({ reason: result.reason }, 'an account was not connected');
    return send(response, 400, { title: 'Not connected', paragraphs: [result.reason] });
  });
  return router;
}

const EXPIRED: Page = {
  title: 'This link cannot be used',
  paragraphs: ['It was used already, or its time is over. Let the agent try again: it will be given a new one.'],
};
const FOREIGN: Page = { title: 'Not from here', paragraphs: ['This form was sent from another site. Open the link itself.'] };

/** The value of one cookie; null where it is absent. */
export function cookieOf(request: Pick<Request, 'headers'>, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && /^[A-Za-z0-9._~-]{1,512}$/.test(value)) return value;
  }
  return null;
}

/** Whether a form was sent from our own page. Source: Fetch standard, Sec-Fetch-Site; `Origin` for older browsers. */
export function sameOrigin(request: Pick<Request, 'headers'>, origin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const from = request.headers.origin;
  return from === undefined || from === origin;
}

function send(response: Response, status: number, page: Page, formTargets: readonly string[] = []): void {
  response.status(status).set(pageHeaders(formTargets)).send(renderPage(page));
}
