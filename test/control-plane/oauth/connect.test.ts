import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { FleetLocks } from '../../../control-plane/tokens/fleet-lock.ts';
import { TokenObtainer } from '../../../control-plane/tokens/obtain.ts';
import type { TokenOutcome } from '../../../control-plane/tokens/outcome.ts';
import { connectLink } from '../../../control-plane/oauth/connect/link.ts';
import { openConnection } from '../../../control-plane/oauth/connect/store.ts';
import { oauthConnections } from '../../../schema/tables/oauth-connection.ts';
import { userTokens } from '../../../schema/tables/user-token.ts';
import { startAuthorizationServer, type TestAuthorizationServer } from '../../support/authorization-server.ts';
import { TestBrowser, textOf } from '../../support/browser.ts';
import { TEST_VAULT } from '../../support/control-plane.ts';
import { bindProvider, startTestOAuth, type TestOAuth } from '../../support/oauth.ts';
import { testDatabase, type TestDatabase } from '../../support/postgres.ts';
import { insertTenant, type TenantRows } from '../../support/tenant-rows.ts';

let database: TestDatabase;
let tenant: TenantRows;
let oauth: TestOAuth;
let provider: TestAuthorizationServer;
let obtainer: TokenObtainer;

beforeAll(async () => {
  database = await testDatabase();
  tenant = await insertTenant(database);
  oauth = await startTestOAuth(database);
  provider = await startAuthorizationServer([`${oauth.origin}/oauth/callback`]);
  await bindProvider(database, tenant, provider);
  obtainer = new TokenObtainer(
    {
      orm: database.orm,
      vault: TEST_VAULT,
      locks: new FleetLocks(database.sql, { leaseMs: 15_000, waitMs: 20_000 }),
      fetcher: oauth.fetcher,
      now: Date.now,
      async connect(identity, row, serverName) {
        const { projectId, providerId, userSubject, resourceUri } = identity;
        const connection = await openConnection(database.orm, { projectId, providerId, userSubject, resourceUri, serverName }, Date.now());
        return {
          kind: 'connect',
          url: connectLink(oauth.origin, TEST_VAULT, connection.id),
          provider: row.name,
          elicitationId: connection.id,
        };
      },
    },
    25_000,
  );
});
afterAll(async () => {
  await oauth.close();
  await provider.stop();
  await database.drop();
});

const ask = (userSubject: string, staleVersion = 0): Promise<TokenOutcome> =>
  obtainer.obtain({ projectId: tenant.projectId, serverId: tenant.serverId, userSubject, subjectToken: '', staleVersion });

async function linkFor(user: string): Promise<string> {
  const outcome = await ask(user);
  if (outcome.kind !== 'connect') throw new Error(`a link was expected, not ${outcome.kind}`);
  return outcome.url;
}

describe('connecting an account', () => {
  it('leads from the link through the provider to a token, with PKCE S256, state and resource', async () => {
    provider.account = 'alice@files';
    const browser = new TestBrowser();
    const page = await browser.open(await linkFor('alice'));
    expect(textOf(page)).toContain('alice');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    const atProvider = await browser.submit(page, {}, `${provider.issuer}/auth`);
    const request = new URL(atProvider.url).searchParams;
    expect(Object.fromEntries(request)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      resource: 'http://127.0.0.1:9/mcp',
      redirect_uri: `${oauth.origin}/oauth/callback`,
      scope: 'openid offline_access files:read',
    });
    const done = await browser.open(atProvider.url);
    expect(textOf(done)).toContain('Your Files Inc account is connected');
    expect(await ask('alice')).toMatchObject({ kind: 'token', token: { provider: 'Files Inc', subject: 'alice', version: 1 } });
    const [row] = await database.orm.select().from(userTokens).where(eq(userTokens.userSubject, 'alice'));
    expect(row).toMatchObject({ source: 'connected', accountId: 'alice@files', state: 'active' });
    for (const secret of provider.issued) expect(row?.sealed).not.toContain(secret);
  });

  it('gives one link however many calls ask, and each user another', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask('bob')));
    await ask('bob');
    const rows = await database.orm.select().from(oauthConnections).where(eq(oauthConnections.userSubject, 'bob'));
    expect(rows.length).toBeLessThanOrEqual(20);
    const before = rows.length;
    await ask('bob');
    expect(await database.orm.select().from(oauthConnections).where(eq(oauthConnections.userSubject, 'bob'))).toHaveLength(before);
    expect(await linkFor('carol')).not.toBe(await linkFor('bob'));
  });

  it('works once: the same link and the same answer connect nothing a second time', async () => {
    const browser = new TestBrowser();
    const link = await linkFor('dave');
    const callback = await browser.submit(await browser.open(link), {}, `${oauth.origin}/oauth/callback`);
    expect((await browser.open(callback.url)).status).toBe(200);
    expect((await browser.open(callback.url)).status).toBe(400);
    expect((await browser.open(link)).status).toBe(404);
  });

  it('refuses an answer in another browser, so that nobody connects an account for somebody else (RFC 9700 §4.7)', async () => {
    const mallory = new TestBrowser();
    const callback = await mallory.submit(await mallory.open(await linkFor('erin')), {}, `${oauth.origin}/oauth/callback`);
    const victim = await new TestBrowser().open(callback.url);
    expect(victim.status).toBe(400);
    expect(textOf(victim)).toContain('another browser');
    expect((await ask('erin')).kind).toBe('connect');
  });

  it('refuses an answer whose iss is another server (RFC 9207 §2.4)', async () => {
    const browser = new TestBrowser();
    const callback = await browser.submit(await browser.open(await linkFor('frank')), {}, `${oauth.origin}/oauth/callback`);
    const mixed = new URL(callback.url);
    mixed.searchParams.set('iss', 'https://other.example');
    const page = await browser.open(mixed.href);
    expect(page.status).toBe(400);
    expect((await ask('frank')).kind).toBe('connect');
  });

  it('refuses an answer with an unknown state, an error, or a code that the provider does not know', async () => {
    const browser = new TestBrowser();
    expect((await browser.open(`${oauth.origin}/oauth/callback?state=made-up&code=x`)).status).toBe(400);
    expect((await browser.open(`${oauth.origin}/oauth/callback`)).status).toBe(400);
    const denied = await browser.submit(await browser.open(await linkFor('grace')), {}, `${oauth.origin}/oauth/callback`);
    const state = new URL(denied.url).searchParams.get('state') ?? '';
    const page = await browser.open(
      `${oauth.origin}/oauth/callback?state=${state}&error=access_denied&iss=${encodeURIComponent(provider.issuer)}`,
    );
    expect(textOf(page)).toContain('access_denied');
    const other = await browser.submit(await browser.open(await linkFor('heidi')), {}, `${oauth.origin}/oauth/callback`);
    const forged = new URL(other.url);
    forged.searchParams.set('code', 'made-up');
    expect(textOf(await browser.open(forged.href))).toContain('invalid_grant');
    expect((await ask('heidi')).kind).toBe('connect');
  });

  it('refuses a link that was not made here, and a form sent from another site', async () => {
    const browser = new TestBrowser();
    expect((await browser.open(`${oauth.origin}/oauth/connect/v1.abc.def`)).status).toBe(404);
    const link = await linkFor('ivan');
    const foreign = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
  });

  it('publishes a client id metadata document that names its own address', async () => {
    const url = `${oauth.origin}/oauth/client-metadata.json`;
    expect(await (await fetch(url)).json()).toMatchObject({
      client_id: url,
      redirect_uris: [`${oauth.origin}/oauth/callback`],
      token_endpoint_auth_method: 'none',
    });
  });
});

describe('refreshing', () => {
  it('happens before expiry and keeps the rotated refresh token', async () => {
    provider.accessTokenS = 10;
    const browser = new TestBrowser();
    await browser.submit(await browser.open(await linkFor('judy')));
    const first = await ask('judy');
    await database.sql`UPDATE user_tokens SET expires_at = now() + interval '1 second', refreshed_at = now() - interval '1 hour' WHERE user_subject = 'judy'`;
    const second = await ask('judy');
    await database.sql`UPDATE user_tokens SET expires_at = now() + interval '1 second', refreshed_at = now() - interval '1 hour' WHERE user_subject = 'judy'`;
    const third = await ask('judy');
    expect([first, second, third].map((outcome) => outcome.kind === 'token' && outcome.token.version)).toEqual([1, 2, 3]);
    provider.accessTokenS = 3600;
  });

  it('asks the user again when the provider refuses, and does not try the same token twice', async () => {
    const browser = new TestBrowser();
    await browser.submit(await browser.open(await linkFor('kim')));
    await database.sql`UPDATE user_tokens SET expires_at = now() - interval '1 second' WHERE user_subject = 'kim'`;
    const before = provider.tokenRequests.get('refresh_token') ?? 0;
    provider.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } };
    expect((await ask('kim')).kind).toBe('connect');
    expect((await ask('kim')).kind).toBe('connect');
    provider.tokenAnswer = null;
    expect((provider.tokenRequests.get('refresh_token') ?? 0) - before).toBe(1);
    await browser.submit(await browser.open(await linkFor('kim')));
    expect(await ask('kim')).toMatchObject({ kind: 'token', token: { version: 2 } });
  });

  it('keeps handing out a token that is still good while the provider is down, and fails clearly once it is over', async () => {
    const browser = new TestBrowser();
    await browser.submit(await browser.open(await linkFor('leo')));
    await database.sql`UPDATE user_tokens SET expires_at = now() + interval '20 seconds' WHERE user_subject = 'leo'`;
    provider.tokenAnswer = { status: 503, body: {} };
    expect(await ask('leo')).toMatchObject({ kind: 'token', token: { version: 1 } });
    await database.sql`UPDATE user_tokens SET expires_at = now() - interval '1 second' WHERE user_subject = 'leo'`;
    await expect(ask('leo')).rejects.toMatchObject({ name: 'TokenUnavailable' });
    provider.tokenAnswer = null;
    expect(await ask('leo')).toMatchObject({ kind: 'token', token: { version: 2 } });
  });

  it('replaces a token the upstream refused, once, and then says so instead of hammering the provider', async () => {
    const browser = new TestBrowser();
    await browser.submit(await browser.open(await linkFor('mia')));
    await database.sql`UPDATE user_tokens SET refreshed_at = now() - interval '1 minute' WHERE user_subject = 'mia'`;
    expect(await ask('mia', 1)).toMatchObject({ kind: 'token', token: { version: 2 } });
    expect(await ask('mia', 2)).toMatchObject({ kind: 'refused' });
  });
});
