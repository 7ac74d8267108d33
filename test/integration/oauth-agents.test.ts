import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import { startDemoUpstream, type DemoUpstream } from '../../control-plane/cli/demo-upstream.ts';
import { startAuthorizationServer, type TestAuthorizationServer } from '../support/authorization-server.ts';
import { TestBrowser, textOf, type BrowserPage } from '../support/browser.ts';
import { startInstallation, type Installation } from '../support/installation.ts';
import { AgentMemory } from '../support/oauth-agent.ts';
import { makeTenant, type Tenant } from '../support/tenant.ts';

const REDIRECT = 'http://127.0.0.1:9/callback';

let installation: Installation;
let upstream: DemoUpstream;
let tenant: Tenant;

beforeAll(async () => {
  upstream = await startDemoUpstream();
  installation = await startInstallation();
  tenant = await makeTenant(installation.graphql, { upstreamUrl: upstream.url, tools: ['echo', 'get-sum'] });
});
afterAll(async () => {
  await installation?.stop();
  await upstream?.stop();
});

const mcpUrl = (): URL => new URL(`${installation.nodes[0]?.mcpUrl}/${tenant.registryName}`);
const console_ = (): string => new URL(installation.controlPlanes[0]?.consoleUrl ?? '').origin;

async function connect(memory: AgentMemory): Promise<Client> {
  const client = new Client({ name: 'agent', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(mcpUrl(), { authProvider: memory }) as never);
  return client;
}

/** The first attempt of a client that has no token: the SDK finds everything out by itself and asks for its user. */
async function askForUser(memory: AgentMemory): Promise<URL> {
  await expect(connect(memory)).rejects.toThrow(UnauthorizedError);
  if (memory.wants === null) throw new Error('the client did not ask for its user');
  return memory.wants;
}

/** Signs in as the administrator and shows the page that follows. */
async function signIn(browser: TestBrowser, wants: URL): Promise<BrowserPage> {
  const page = await browser.open(wants.href, REDIRECT);
  return page.html.includes('name="token"') ? browser.submit(page, { token: installation.adminToken }, REDIRECT) : page;
}

async function redeem(memory: AgentMemory, callback: string): Promise<void> {
  const code = new URL(callback).searchParams.get('code');
  if (code === null) throw new Error(`no code in ${callback}`);
  await new StreamableHTTPClientTransport(mcpUrl(), { authProvider: memory }).finishAuth(code);
}

async function approve(memory: AgentMemory, decision = 'full'): Promise<void> {
  const browser = new TestBrowser();
  const consent = await signIn(browser, await askForUser(memory));
  const done = await browser.submit(consent, { decision }, REDIRECT);
  await redeem(memory, done.url);
}

async function allow(clientId: string, overrides: object = {}): Promise<string> {
  const { rule } = await mutate<{ rule: { id: string } }>(
    installation.graphql,
    'createOAuthClientRule',
    { projectId: tenant.projectId, clientId, applicationId: tenant.applicationId, ...overrides },
    'rule { id }',
  );
  return rule.id;
}

describe('an agent that can send no header of its own', () => {
  it("goes the whole way with the SDK's client unmodified: metadata, registration, PKCE, consent, token, call", async () => {
    const memory = new AgentMemory(REDIRECT);
    const wants = await askForUser(memory);
    expect(wants.origin).toBe(console_());
    expect(Object.fromEntries(wants.searchParams)).toMatchObject({ code_challenge_method: 'S256', resource: mcpUrl().href, scope: 'mcp' });

    const browser = new TestBrowser();
    const refused = await signIn(browser, wants);
    expect(textOf(refused)).toContain('No administrator has allowed the client "Test agent"');
    const ruleId = await allow(memory.information?.client_id ?? '');

    const consent = await browser.open(refused.url);
    expect(textOf(consent)).toContain('Let Test agent use');
    expect(consent.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await redeem(memory, (await browser.submit(consent, { decision: 'full' }, REDIRECT)).url);

    const client = await connect(memory);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['main__echo', 'main__get-sum']);
    const answer = await client.callTool({ name: 'main__get-sum', arguments: { a: 2, b: 3 } });
    expect(JSON.stringify(answer.content)).toContain('5');
    await client.close();
    await mutate(installation.graphql, 'deleteOAuthClientRule', { id: ruleId });
  });

  it('is not led anywhere by a rule for somebody else, and by `*` where no other rule names it', async () => {
    const id = await allow('*', { readOnly: true });
    const memory = new AgentMemory(REDIRECT);
    const browser = new TestBrowser();
    const consent = await signIn(browser, await askForUser(memory));
    expect(consent.html).not.toContain('value="full"');
    await redeem(memory, (await browser.submit(consent, { decision: 'full' }, REDIRECT)).url);
    expect(decodeJwt(memory.saved?.access_token ?? '')).toMatchObject({
      scope: 'mcp:read',
      application_id: tenant.applicationId,
      aud: mcpUrl().href,
    });
    await mutate(installation.graphql, 'deleteOAuthClientRule', { id });
  });

  it('reaches read-only tools alone when its user says so', async () => {
    const id = await allow('*');
    const memory = new AgentMemory(REDIRECT);
    await approve(memory, 'read-only');
    expect(decodeJwt(memory.saved?.access_token ?? '')['scope']).toBe('mcp:read');
    const client = await connect(memory);
    const { tools } = await client.listTools();
    expect(tools.every((tool) => tool.annotations?.readOnlyHint === true)).toBe(true);
    await client.close();
    await mutate(installation.graphql, 'deleteOAuthClientRule', { id });
  });

  it('is told when its user refuses, and gets nothing', async () => {
    const id = await allow('*');
    const memory = new AgentMemory(REDIRECT);
    const browser = new TestBrowser();
    const done = await browser.submit(await signIn(browser, await askForUser(memory)), { decision: 'deny' }, REDIRECT);
    expect(new URL(done.url).searchParams.get('error')).toBe('access_denied');
    await mutate(installation.graphql, 'deleteOAuthClientRule', { id });
  });

  it('signs nobody in with a token that is not an administrator’s', async () => {
    const memory = new AgentMemory(REDIRECT);
    const browser = new TestBrowser();
    const page = await browser.submit(await browser.open((await askForUser(memory)).href), { token: 'pca_made-up' });
    expect(page.status).toBe(403);
    expect(textOf(page)).toContain('This token is not good');
  });

  it('refreshes with rotation; a spent refresh token ends the whole grant, on the nodes too (RFC 9700 §4.14.2)', async () => {
    const id = await allow('*');
    const memory = new AgentMemory(REDIRECT);
    await approve(memory);
    const refresh = (token: string) =>
      fetch(`${console_()}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: memory.information?.client_id ?? '' }),
      });
    const spent = memory.saved?.refresh_token ?? '';
    const first = await refresh(spent);
    expect(first.status).toBe(200);
    const renewed = (await first.json()) as { access_token: string; refresh_token: string };
    expect(renewed.refresh_token).not.toBe(spent);
    const call = (token: string) =>
      fetch(mcpUrl(), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
        }),
      });
    expect((await call(renewed.access_token)).status).toBe(200);
    const reused = await refresh(spent);
    expect(reused.status).toBe(400);
    expect((await refresh(renewed.refresh_token)).status).toBe(400);
    await expect.poll(async () => (await call(renewed.access_token)).status, { timeout: 20_000 }).toBe(401);
    await mutate(installation.graphql, 'deleteOAuthClientRule', { id });
  });

  it('gets no new tokens once its rule has gone, and the nodes refuse those it has', async () => {
    const memory = new AgentMemory(REDIRECT);
    await askForUser(memory);
    const id = await allow(memory.information?.client_id ?? '');
    await approve(memory);
    const call = () =>
      fetch(mcpUrl(), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${memory.saved?.access_token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
        }),
      });
    expect((await call()).status).toBe(200);
    const { configVersion } = await mutate(installation.graphql, 'deleteOAuthClientRule', { id });
    await awaitEnforced(installation.graphql, configVersion, 20_000);
    expect((await call()).status).toBe(401);
    const refreshed = await fetch(`${console_()}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: memory.saved?.refresh_token ?? '',
        client_id: memory.information?.client_id ?? '',
      }),
    });
    expect(refreshed.status).toBe(400);
  });

  it('cannot ask without `resource`, with `plain` PKCE, or for an endpoint that is not ours', async () => {
    const memory = new AgentMemory(REDIRECT);
    const wants = await askForUser(memory);
    const errorOf = async (change: (parameters: URLSearchParams) => void): Promise<string> => {
      const url = new URL(wants);
      change(url.searchParams);
      const page = await new TestBrowser().open(url.href, REDIRECT);
      return page.status === 0 ? (new URL(page.url).searchParams.get('error') ?? '') : textOf(page);
    };
    expect(await errorOf((parameters) => parameters.delete('resource'))).toBe('invalid_target');
    expect(await errorOf((parameters) => parameters.set('resource', 'https://elsewhere.example/mcp/x'))).toBe('invalid_target');
    expect(await errorOf((parameters) => parameters.set('resource', mcpUrl().href.replace(tenant.registryName, 'no-such')))).toBe(
      'invalid_target',
    );
    expect(await errorOf((parameters) => parameters.set('code_challenge_method', 'plain'))).toBe('invalid_request');
    expect(await errorOf((parameters) => parameters.delete('code_challenge'))).toBe('invalid_request');
    expect(await errorOf((parameters) => parameters.set('redirect_uri', 'https://evil.example/'))).toContain('invalid_redirect_uri');
  });

  it('names its own endpoints in metadata whatever the Host header says (RFC 8414)', async () => {
    const { request } = await import('node:http');
    const url = new URL(`${console_()}/.well-known/oauth-authorization-server`);
    const metadata = await new Promise<Record<string, unknown>>((resolve, reject) => {
      request(url, { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
      })
        .on('error', reject)
        .end();
    });
    expect(metadata).toMatchObject({
      issuer: console_(),
      authorization_endpoint: `${console_()}/oauth/authorize`,
      token_endpoint: `${console_()}/oauth/token`,
      registration_endpoint: `${console_()}/oauth/register`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
  });
});

describe("signing in with the organisation's OpenID provider", () => {
  let organisation: TestAuthorizationServer;
  let other: Installation;

  beforeAll(async () => {
    const port = 30_000 + Math.floor(Math.random() * 20_000);
    const origin = `http://127.0.0.1:${port}`;
    organisation = await startAuthorizationServer([`${origin}/oauth/signin/callback`]);
    other = await startInstallation({
      env: {
        PORTCULLIS_HTTP_PORT: String(port),
        PORTCULLIS_SIGN_IN_ISSUER: organisation.issuer,
        PORTCULLIS_SIGN_IN_CLIENT_ID: organisation.clientId,
        PORTCULLIS_SIGN_IN_CLIENT_SECRET: organisation.clientSecret,
        PORTCULLIS_OAUTH_PRIVATE_TARGETS: '127.0.0.1',
      },
    });
  });
  afterAll(async () => {
    await other?.stop();
    await organisation?.stop();
  });

  it('makes the person there the subject of the token', async () => {
    const own = await makeTenant(other.graphql, { upstreamUrl: upstream.url, tools: ['echo'] });
    await mutate(other.graphql, 'createOAuthClientRule', {
      projectId: own.projectId,
      clientId: '*',
      applicationId: own.applicationId,
      users: ['carol@example.com'],
    });
    organisation.account = 'carol@example.com';
    const memory = new AgentMemory(REDIRECT);
    const url = new URL(`${other.nodes[0]?.mcpUrl}/${own.registryName}`);
    const client = new Client({ name: 'agent', version: '1' });
    await expect(client.connect(new StreamableHTTPClientTransport(url, { authProvider: memory }) as never)).rejects.toThrow(
      UnauthorizedError,
    );
    const browser = new TestBrowser();
    const consent = await browser.open(memory.wants?.href ?? '', REDIRECT);
    expect(textOf(consent)).toContain('carol@example.com');
    const done = await browser.submit(consent, { decision: 'full' }, REDIRECT);
    await new StreamableHTTPClientTransport(url, { authProvider: memory }).finishAuth(new URL(done.url).searchParams.get('code') ?? '');
    expect(decodeJwt(memory.saved?.access_token ?? '').sub).toBe('carol@example.com');

    organisation.account = 'mallory@example.com';
    const stranger = new AgentMemory(REDIRECT);
    await expect(
      new Client({ name: 'agent', version: '1' }).connect(new StreamableHTTPClientTransport(url, { authProvider: stranger }) as never),
    ).rejects.toThrow(UnauthorizedError);
    const page = await new TestBrowser().open(stranger.wants?.href ?? '', REDIRECT);
    expect(textOf(page)).toContain('may be approved by certain users only');
  });
});
