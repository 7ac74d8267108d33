import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import { startAuthorizationServer, type TestAuthorizationServer } from '../support/authorization-server.ts';
import { TestBrowser, textOf } from '../support/browser.ts';
import { startGuardedMcpServer, type GuardedMcpServer } from '../support/guarded-mcp-server.ts';
import { startInstallation, type Installation } from '../support/installation.ts';
import { send } from '../support/mcp-call.ts';
import { makeModesTenant, type ModesTenant } from '../support/modes-tenant.ts';
import { AgentMemory } from '../support/oauth-agent.ts';
import { startTokenIssuer, type TokenIssuer } from '../support/token-issuer.ts';
import { until } from '../support/until.ts';

const REDIRECT = 'http://127.0.0.1:9/callback';

let installation: Installation;
let provider: TestAuthorizationServer;
let files: GuardedMcpServer;
let issuer: TokenIssuer;
let tenant: ModesTenant;
/** Everything secret that a test has had in its hands. */
const secrets = new Set<string>();

beforeAll(async () => {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  provider = await startAuthorizationServer([`http://127.0.0.1:${port}/oauth/callback`, REDIRECT]);
  files = await startGuardedMcpServer(provider.issuer);
  issuer = await startTokenIssuer();
  installation = await startInstallation({ controlPlanes: 2, nodes: 4, env: { PORTCULLIS_CONSOLE_URL: `http://127.0.0.1:${port}` } });
  const own = new URL(installation.controlPlanes[0]?.graphqlUrl ?? '');
  // The console's address is the first control plane's, as behind a load balancer.
  consoleProxy = await forward(port, Number(own.port));
  tenant = await makeModesTenant(installation.graphql, 'modes', files.url, provider);
  for (const secret of [installation.adminToken, installation.joinToken, installation.masterKey, tenant.key, provider.clientSecret])
    secrets.add(secret);
});
afterAll(async () => {
  await installation?.stop();
  await consoleProxy?.();
  await files?.stop();
  await provider?.stop();
  await issuer?.stop();
});

let consoleProxy: (() => Promise<void>) | undefined;

async function forward(from: number, to: number): Promise<() => Promise<void>> {
  const { createServer, connect } = await import('node:net');
  const server = createServer((socket) => {
    const other = connect(to, '127.0.0.1');
    socket.pipe(other).pipe(socket);
    for (const end of [socket, other]) end.on('error', () => [socket, other].forEach((each) => each.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(from, '127.0.0.1', resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}

type Mode = 'internal' | 'passthrough' | 'broker';
const endpoint = (mode: Mode, node = 0): string => `${installation.nodes[node]?.mcpUrl}/${tenant[mode].name}/files`;

/** One legacy session and one call in it. Returns the HTTP status of the first refusal, or the tool's result. */
async function call(
  mode: Mode,
  headers: Record<string, string>,
  node = 0,
): Promise<{ status: number; text: string; isError: boolean; challenge: string }> {
  const initialize = {
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  };
  const opened = await send(endpoint(mode, node), { headers, body: initialize });
  const challenge = opened.headers['www-authenticate'] ?? '';
  if (opened.status !== 200) return { status: opened.status, text: opened.body, isError: true, challenge };
  return toolCall(
    mode,
    { ...headers, 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' },
    node,
  );
}

async function toolCall(
  mode: Mode,
  headers: Record<string, string>,
  node: number,
): Promise<{ status: number; text: string; isError: boolean; challenge: string }> {
  const answer = await send(endpoint(mode, node), {
    headers,
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'whoami', arguments: {} } },
  });
  const result = answer.messages.find((message) => message.id === 1);
  const text = result?.result?.content?.[0]?.text ?? result?.error?.message ?? answer.body;
  return {
    status: answer.status,
    text,
    isError: result?.result?.isError === true || result?.error !== undefined || answer.status !== 200,
    challenge: answer.headers['www-authenticate'] ?? '',
  };
}

const asUser = (user: string): Record<string, string> => ({ authorization: `Bearer ${tenant.key}`, 'x-portcullis-user': user });

async function connectAccount(user: string): Promise<void> {
  provider.account = user;
  const refused = await call('broker', asUser(user));
  const link = /http:\/\/\S+\/oauth\/connect\/\S+/.exec(refused.text)?.[0];
  if (link === undefined) throw new Error(`there is no link in: ${refused.text}`);
  secrets.add(link.slice(link.lastIndexOf('.') + 1));
  const browser = new TestBrowser();
  const done = await browser.submit(await browser.open(link));
  expect(textOf(done)).toContain('is connected');
}

/** A user's own token for the files server, as an agent in passthrough has it. */
async function upstreamToken(account: string, resource: string): Promise<string> {
  provider.account = account;
  const verifier = 'v'.repeat(43);
  const { createHash } = await import('node:crypto');
  const parameters = new URLSearchParams({
    client_id: provider.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid files:read',
    resource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const callback = await new TestBrowser().open(`${provider.issuer}/auth?${parameters}`, REDIRECT);
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${provider.clientId}:${provider.clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(callback.url).searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  secrets.add(token);
  return token;
}

/** The credential in the record of the latest tool call, once it is stored. */
async function lastCredential(mode: Mode, outcome = 'OK'): Promise<any> {
  let found: any;
  await until(async () => {
    const data = await installation.graphql<any>(
      `query ($registryId: ID, $outcomes: [InvocationOutcome!]) { invocations(filter: { registryId: $registryId, method: "tools/call", outcomes: $outcomes }, first: 1) {
        nodes { credential { mode credentialId version provider subject tokenHash } } } }`,
      { registryId: tenant[mode].registryId, outcomes: [outcome] },
    );
    found = data.invocations.nodes[0]?.credential;
    return found !== undefined;
  }, 'the record of the call');
  return found;
}

describe('internal mode with client credentials', () => {
  it('attaches a token of its own, obtained once for all nodes, and asks again only when it is rotated', async () => {
    // A node that watches for drift may have been the first to ask; whoever it was, it was asked once.
    const issued = () =>
      installation.database.sql`SELECT version FROM server_tokens WHERE id LIKE ${`${tenant.credentialId}:%`} ORDER BY updated_at`;
    const answers = await Promise.all(
      [0, 1, 2, 3, 0, 1, 2, 3].map((node) => call('internal', { authorization: `Bearer ${tenant.key}` }, node)),
    );
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'you are gateway'));
    expect(await issued()).toEqual([{ version: 1 }]);
    expect(await lastCredential('internal')).toMatchObject({
      mode: 'internal',
      credentialId: tenant.credentialId,
      version: 1,
      provider: provider.issuer,
    });
    const { configVersion } = await mutate(installation.graphql, 'rotateCredential', {
      id: tenant.credentialId,
      clientCredentials: {
        tokenEndpoint: `${provider.issuer}/token`,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        scopes: ['files:read'],
        resource: files.url,
      },
    });
    await awaitEnforced(installation.graphql, configVersion, 20_000);
    expect((await call('internal', { authorization: `Bearer ${tenant.key}` })).text).toBe('you are gateway');
    expect(await issued()).toEqual([{ version: 1 }, { version: 1 }]);
  });
});

describe('token broker', () => {
  it('asks the user to connect once, then acts as that user, on every node', async () => {
    const asked = await call('broker', asUser('alice'));
    expect(asked).toMatchObject({ status: 200, isError: true });
    await connectAccount('alice');
    for (const node of [0, 1, 2, 3])
      expect(await call('broker', asUser('alice'), node)).toMatchObject({ isError: false, text: 'you are alice' });
    expect(await lastCredential('broker')).toMatchObject({ mode: 'token_broker', provider: 'Files Inc', subject: 'alice', version: 1 });
  });

  it('needs to know the user', async () => {
    expect(await call('broker', { authorization: `Bearer ${tenant.key}` })).toMatchObject({
      isError: true,
      text: expect.stringContaining('acts for a user'),
    });
  });

  it('refreshes one rotating token exactly once for 1,000 parallel calls over 4 nodes and 2 control planes', async () => {
    provider.accessTokenS = 2;
    await connectAccount('bob');
    provider.accessTokenS = 3600;
    await until(
      async () =>
        (await installation.database.sql`SELECT 1 FROM user_tokens WHERE user_subject = 'bob' AND expires_at < now()`).length === 1,
      'the first token is over',
    );
    const sessions = await Promise.all(
      [0, 1, 2, 3].map(async (node) => {
        const opened = await send(endpoint('broker', node), {
          headers: asUser('bob'),
          body: {
            jsonrpc: '2.0',
            id: 0,
            method: 'initialize',
            params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
          },
        });
        return { ...asUser('bob'), 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
      }),
    );
    const before = provider.tokenRequests.get('refresh_token') ?? 0;
    let released: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (released = resolve));
    provider.beforeToken = () => held;
    const calls = Array.from({ length: 1000 }, (_, index) => toolCall('broker', sessions[index % 4] as Record<string, string>, index % 4));
    await until(() => (provider.tokenRequests.get('refresh_token') ?? 0) > before, 'somebody refreshes');
    await until(
      async () => Number((await installation.database.sql`SELECT count(*) FROM token_locks WHERE expires_at > now()`)[0]?.['count']) === 1,
      'the lock is held',
    );
    released();
    provider.beforeToken = () => Promise.resolve();
    const answers = await Promise.all(calls);
    expect(answers.filter(({ text, isError }) => !isError && text === 'you are bob')).toHaveLength(1000);
    expect((provider.tokenRequests.get('refresh_token') ?? 0) - before).toBe(1);
  }, 300_000);

  it('replaces a token that the server refuses before its time, without the agent noticing', async () => {
    await connectAccount('carol');
    expect((await call('broker', asUser('carol'))).text).toBe('you are carol');
    await installation.database.sql`UPDATE user_tokens SET refreshed_at = now() - interval '1 minute' WHERE user_subject = 'carol'`;
    for (const token of files.seen) files.refuses.add(token);
    expect((await call('broker', asUser('carol'))).text).toBe('you are carol');
    files.refuses.clear();
  });

  it('takes tokens put in by an administrator, lists them without their value, and forgets them everywhere when revoked', async () => {
    const token = await upstreamToken('dave', files.url);
    const { token: row } = await mutate<{ token: { id: string } }>(
      installation.graphql,
      'putUserToken',
      {
        providerId: tenant.providerId,
        user: 'dave',
        resourceUri: files.url,
        accessToken: token,
        expiresAt: new Date(Date.now() + 3000_000).toISOString(),
      },
      'token { id }',
    );
    for (const node of [0, 1, 2, 3]) expect((await call('broker', asUser('dave'), node)).text).toBe('you are dave');
    const listed = await installation.graphql<any>(
      `{ userTokens(user: "dave") { nodes { id user source state version provider { name } } } }`,
    );
    expect(listed.userTokens.nodes).toEqual([
      { id: row.id, user: 'dave', source: 'PUT', state: 'ACTIVE', version: 1, provider: { name: 'Files Inc' } },
    ]);
    const redis = new Redis(installation.redis.url);
    const keysBefore = await redis.keys('portcullis:token-of:*');
    const { configVersion } = await mutate(installation.graphql, 'revokeUserToken', { id: row.id });
    await awaitEnforced(installation.graphql, configVersion, 20_000);
    for (const node of [0, 1, 2, 3]) expect((await call('broker', asUser('dave'), node)).text).toContain('not connected yet');
    await until(async () => (await redis.keys('portcullis:token-of:*')).length < keysBefore.length, 'Redis has forgotten it');
    redis.disconnect();
    const [stored] = await installation.database.sql`SELECT sealed, state FROM user_tokens WHERE id = ${row.id}`;
    expect(stored).toMatchObject({ sealed: '', state: 'revoked' });
  });

  it("exchanges the caller's own token where the provider is set up for it (RFC 8693), once for all nodes", async () => {
    const { provider: exchanging } = await mutate<{ provider: { id: string } }>(
      installation.graphql,
      'createOAuthProvider',
      {
        projectId: tenant.projectId,
        name: 'Exchange',
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        grant: 'TOKEN_EXCHANGE',
        audience: 'files',
      },
      'provider { id }',
    );
    const audience = 'portcullis-modes';
    await mutate(installation.graphql, 'createIssuer', {
      projectId: tenant.projectId,
      issuer: issuer.issuer,
      jwksUri: issuer.jwksUri,
      audiences: [audience],
      claimMapping: { application: { fixed: tenant.applicationId } },
    });
    const { configVersion } = await mutate(installation.graphql, 'setServerProvider', {
      serverId: tenant.broker.serverId,
      providerId: exchanging.id,
    });
    await awaitEnforced(installation.graphql, configVersion, 20_000);
    const token = await issuer.sign({ aud: audience, sub: 'erin' });
    secrets.add(token);
    const before = provider.exchanged.length;
    await Promise.all([0, 1, 2, 3].map((node) => call('broker', { authorization: `Bearer ${token}` }, node)));
    expect(provider.exchanged.slice(before)).toEqual([
      expect.objectContaining({ subject_token: token, audience: 'files', resource: files.url }),
    ]);
    // A key has nothing to exchange.
    expect((await call('broker', asUser('erin'))).text).toContain("exchanges the caller's own access token");
    const back = await mutate(installation.graphql, 'setServerProvider', {
      serverId: tenant.broker.serverId,
      providerId: tenant.providerId,
    });
    await awaitEnforced(installation.graphql, back.configVersion, 20_000);
  });
});

describe('OAuth passthrough', () => {
  it("leads the SDK's client, unmodified, to the upstream's own authorization server and lets it call with that token", async () => {
    const gateway = endpoint('passthrough');
    // The authorization server knows the gateway's address as another name of the server.
    provider.audienceOf = (resource) => (resource === gateway ? files.url : resource);
    provider.account = 'frank';
    const memory = new AgentMemory(REDIRECT, {
      scope: 'files:read',
      information: { client_id: provider.clientId, client_secret: provider.clientSecret },
    });
    const options = { authProvider: memory, requestInit: { headers: { 'x-portcullis-key': tenant.key } } };
    const first = new Client({ name: 'agent', version: '1' });
    await expect(first.connect(new StreamableHTTPClientTransport(new URL(gateway), options) as never)).rejects.toThrow(UnauthorizedError);
    expect(memory.wants?.origin).toBe(provider.issuer);
    const callback = await new TestBrowser().open(memory.wants?.href ?? '', REDIRECT);
    await new StreamableHTTPClientTransport(new URL(gateway), options).finishAuth(new URL(callback.url).searchParams.get('code') ?? '');
    const client = new Client({ name: 'agent', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(gateway), options) as never);
    const answer = await client.callTool({ name: 'whoami', arguments: {} });
    expect(JSON.stringify(answer.content)).toContain('you are frank');
    await client.close();
    expect(await lastCredential('passthrough')).toMatchObject({
      mode: 'oauth_passthrough',
      credentialId: null,
      tokenHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    provider.audienceOf = (resource) => resource;
  });

  it('never shares an upstream connection or session between two people behind one application', async () => {
    const [grace, heidi] = [await upstreamToken('grace', files.url), await upstreamToken('heidi', files.url)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call('passthrough', { 'x-portcullis-key': tenant.key, authorization: `Bearer ${index % 2 === 0 ? grace : heidi}` }),
      ),
    );
    expect(answers.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `you are ${index % 2 === 0 ? 'grace' : 'heidi'}`),
    );
  });
});

describe('every mode against every kind of token', () => {
  /** What is presented, by name; the cell says what the agent sees. */
  async function tokens(): Promise<Record<string, Record<string, string>>> {
    const audience = 'portcullis-modes';
    const past = Math.floor(Date.now() / 1000) - 120;
    const stranger = await startTokenIssuer();
    const { key: gone, secret } = await mutate<{ key: { id: string }; secret: string }>(
      installation.graphql,
      'createApplicationKey',
      { applicationId: tenant.applicationId, name: 'gone' },
      'key { id } secret',
    );
    const { configVersion } = await mutate(installation.graphql, 'revokeApplicationKey', { id: gone.id });
    await awaitEnforced(installation.graphql, configVersion, 20_000);
    const made = {
      none: '',
      'our key': tenant.key,
      'a revoked key': secret,
      'an admin token': installation.adminToken,
      'a token of a configured issuer for us': await issuer.sign({ aud: audience, sub: 'alice' }),
      'the same, expired': await issuer.sign({ aud: audience, sub: 'alice', exp: past }),
      'the same, for another audience': await issuer.sign({ aud: 'elsewhere', sub: 'alice' }),
      'a token of an unknown issuer': await stranger.sign({ aud: audience, sub: 'alice' }),
      "the upstream's token": await upstreamToken('alice', files.url),
      "the upstream's token for another server": await upstreamToken('alice', 'https://other.example/mcp'),
      opaque: 'opaque-4be1a0c9d2',
    };
    await stranger.stop();
    for (const token of Object.values(made)) if (token !== '') secrets.add(token);
    return Object.fromEntries(
      Object.entries(made).map(([name, token]) => [name, token === '' ? {} : { authorization: `Bearer ${token}` }]),
    ) as Record<string, Record<string, string>>;
  }

  const summary = (answer: { status: number; text: string; isError: boolean }): string =>
    answer.isError ? (answer.status === 200 ? `error: ${answer.text.split(/[.,]/)[0]}` : String(answer.status)) : answer.text;

  it('answers each cell as pinned here, and sends none of ours upstream', async () => {
    await connectAccount('alice').catch(() => undefined);
    const presented = await tokens();
    const table: Record<string, Record<string, string>> = {};
    for (const [name, headers] of Object.entries(presented)) {
      const alone = async (mode: Mode) => summary(await call(mode, headers));
      table[name] = {
        internal: await alone('internal'),
        passthrough: await alone('passthrough'),
        'passthrough, key beside it': summary(await call('passthrough', { ...headers, 'x-portcullis-key': tenant.key })),
        broker: await alone('broker'),
      };
    }
    const noUser = 'error: The server "files" acts for a user';
    expect(table).toEqual({
      none: { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      'our key': { internal: 'you are gateway', passthrough: '401', 'passthrough, key beside it': '401', broker: noUser },
      'a revoked key': { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      'an admin token': { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      'a token of a configured issuer for us': {
        internal: 'you are gateway',
        passthrough: '401',
        'passthrough, key beside it': '401',
        broker: 'you are alice',
      },
      'the same, expired': { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      'the same, for another audience': { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      'a token of an unknown issuer': { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
      "the upstream's token": { internal: '401', passthrough: '401', 'passthrough, key beside it': 'you are alice', broker: '401' },
      "the upstream's token for another server": {
        internal: '401',
        passthrough: '401',
        'passthrough, key beside it': '401',
        broker: '401',
      },
      opaque: { internal: '401', passthrough: '401', 'passthrough, key beside it': '401', broker: '401' },
    });
    const ours = [
      tenant.key,
      installation.adminToken,
      installation.joinToken,
      ...['a revoked key', 'a token of a configured issuer for us', 'the same, expired'].map(
        (name) => presented[name]?.['authorization']?.slice(7) ?? '',
      ),
    ];
    for (const token of ours) expect(files.seen.has(token)).toBe(false);
  });
});

describe('after all of this', () => {
  it('no secret is in clear in logs, Redis, the database, on disk or in metrics', async () => {
    for (const token of [...provider.issued, ...files.seen]) secrets.add(token);
    expect(secrets.size).toBeGreaterThan(20);
    const places: Record<string, string> = { log: installation.log.text() };
    const redis = new Redis(installation.redis.url);
    const values: string[] = [];
    for (const key of await redis.keys('portcullis:*'))
      values.push(
        key,
        (await redis.type(key)) === 'string' ? ((await redis.get(key)) ?? '') : JSON.stringify(await redis.hgetall(key).catch(() => ({}))),
      );
    redis.disconnect();
    places['Redis'] = values.join('\n');
    expect(values.length).toBeGreaterThan(0);
    const { sql } = installation.database;
    const rows: string[] = [];
    for (const { name } of await sql<
      { name: string }[]
    >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`) {
      rows.push(JSON.stringify(await sql`SELECT * FROM ${sql(name)}`));
    }
    places['database'] = rows.join('\n');
    places['disk'] = readdirSync(installation.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('\n');
    for (const [index, node] of installation.nodes.entries())
      places[`metrics of node ${index}`] = await (await fetch(`${node.adminUrl}/metrics`)).text();
    for (const controlPlane of installation.controlPlanes)
      places[`metrics of ${controlPlane.consoleUrl}`] = await (await fetch(`${controlPlane.consoleUrl}metrics`)).text();
    const found = Object.entries(places).flatMap(([place, text]) =>
      [...secrets].filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret.slice(0, 12)}…`),
    );
    expect(found).toEqual([]);
    // The scan itself finds what is there.
    expect(places['database']).toContain('alice');
    expect(places['disk']).not.toBe('');
  });
});
