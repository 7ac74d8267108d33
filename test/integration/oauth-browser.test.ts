import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutate } from '../../control-plane/cli/administration.ts';
import { startAuthorizationServer, type TestAuthorizationServer } from '../support/authorization-server.ts';
import { chromiumPath, openChromium } from '../support/chromium.ts';
import { startGuardedMcpServer, type GuardedMcpServer } from '../support/guarded-mcp-server.ts';
import { startInstallation, type Installation } from '../support/installation.ts';
import { send } from '../support/mcp-call.ts';
import { makeModesTenant, type ModesTenant } from '../support/modes-tenant.ts';
import { AgentMemory } from '../support/oauth-agent.ts';

const executable = chromiumPath();
if (executable === null)
  process.stdout.write('test: SKIPPED, no Chromium on this machine: the OAuth pages are not clicked through in a real browser\n');

let installation: Installation;
let provider: TestAuthorizationServer;
let files: GuardedMcpServer;
let tenant: ModesTenant;
/** Where the agent listens for its code, as desktop clients do. */
let agent: { readonly url: string; readonly codes: string[]; readonly server: Server };

beforeAll(async () => {
  if (executable === null) return;
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  provider = await startAuthorizationServer([`http://127.0.0.1:${port}/oauth/callback`]);
  files = await startGuardedMcpServer(provider.issuer);
  installation = await startInstallation({ env: { PORTCULLIS_HTTP_PORT: String(port) } });
  tenant = await makeModesTenant(installation.graphql, 'browser', files.url, provider);
  const codes: string[] = [];
  const server = createServer((request, response) => {
    const code = new URL(request.url ?? '/', 'http://x').searchParams.get('code');
    if (code !== null) codes.push(code);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Back in the agent</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  agent = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, codes, server };
});
afterAll(async () => {
  await installation?.stop();
  await files?.stop();
  await provider?.stop();
  agent?.server.closeAllConnections();
  agent?.server.close();
});

describe.skipIf(executable === null)('the OAuth pages in a real browser', () => {
  it('sign an administrator in, ask for consent and send the agent its code', async () => {
    const memory = new AgentMemory(agent.url);
    const url = new URL(`${installation.nodes[0]?.mcpUrl}/${tenant.internal.name}`);
    await expect(
      new Client({ name: 'agent', version: '1' }).connect(new StreamableHTTPClientTransport(url, { authProvider: memory }) as never),
    ).rejects.toThrow(UnauthorizedError);
    await mutate(installation.graphql, 'createOAuthClientRule', {
      projectId: tenant.projectId,
      clientId: memory.information?.client_id ?? '',
      applicationId: tenant.applicationId,
    });
    const { context, close } = await openChromium(executable ?? '');
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(memory.wants?.href ?? '');
      await page.getByLabel('Administrator token').fill(installation.adminToken);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: /Let Test agent use/ }).waitFor();
      expect(await page.getByRole('table').textContent()).toContain(url.href);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await page.getByRole('heading', { name: 'Back in the agent' }).waitFor();
      expect(complaints.filter((text) => /content security policy|refused/i.test(text))).toEqual([]);
    } finally {
      await close();
    }
    expect(agent.codes).toHaveLength(1);
    await new StreamableHTTPClientTransport(url, { authProvider: memory }).finishAuth(agent.codes[0] ?? '');
    const client = new Client({ name: 'agent', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(url, { authProvider: memory }) as never);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('files__whoami');
    await client.close();
  });

  it('connect an account through the link that an agent was given', async () => {
    provider.account = 'alice';
    const headers = { authorization: `Bearer ${tenant.key}`, 'x-portcullis-user': 'alice' };
    const endpoint = `${installation.nodes[0]?.mcpUrl}/${tenant.broker.name}/files`;
    const opened = await send(endpoint, {
      headers,
      body: {
        jsonrpc: '2.0',
        id: 0,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: { elicitation: { url: {} } }, clientInfo: { name: 'raw', version: '1' } },
      },
    });
    const session = { ...headers, 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
    const call = () =>
      send(endpoint, {
        headers: session,
        body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'whoami', arguments: {} } },
      });
    const { error } = (await call()).messages[0];
    expect(error).toMatchObject({
      code: -32042,
      data: { elicitations: [{ mode: 'url', url: expect.stringContaining('/oauth/connect/') }] },
    });
    const { context, close } = await openChromium(executable ?? '');
    try {
      const page = await context.newPage();
      await page.goto(error.data.elicitations[0].url);
      expect(await page.getByRole('table').textContent()).toContain('alice');
      await page.getByRole('button', { name: 'Continue to Files Inc' }).click();
      await page.getByRole('heading', { name: 'Connected' }).waitFor();
    } finally {
      await close();
    }
    expect((await call()).messages[0].result.content[0].text).toBe('you are alice');
  });
});
