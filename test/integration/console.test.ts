import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutate } from '../../control-plane/cli/administration.ts';
import { connectDemoAgent } from '../../control-plane/cli/demo-agent.ts';
import { startDemoUpstream, type DemoUpstream } from '../../control-plane/cli/demo-upstream.ts';
import { graphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { startStandalone, type Standalone } from '../../control-plane/cli/standalone.ts';
import { chromiumPath, openChromium } from '../support/chromium.ts';

const executable = chromiumPath();
if (executable === null)
  process.stdout.write('test: SKIPPED the console in a real browser: no chromium on this machine (set CHROMIUM_PATH)\n');
if (executable === null && process.env['CI'] === 'true')
  throw new Error('CI has to run the console in a browser; .ci/run installs chromium');

describe.skipIf(executable === null)('the console in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-console-'));
  const problems: string[] = [];
  const foreign: string[] = [];
  let standalone: Standalone;
  let upstream: DemoUpstream;
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let key = '';

  beforeAll(async () => {
    standalone = await startStandalone({
      PATH: process.env['PATH'],
      PORTCULLIS_DATA: folder,
      PORTCULLIS_HTTP_PORT: '0',
      PORTCULLIS_GRPC_PORT: '0',
      PORTCULLIS_MCP_PORT: '0',
      PORTCULLIS_ADMIN_PORT: '0',
      PORTCULLIS_LOG_LEVEL: 'error',
    });
    upstream = await startDemoUpstream();
    await mutate(graphqlClient(standalone.graphqlUrl, standalone.adminToken ?? ''), 'createProject', {
      name: 'main',
      allowedPrivateTargets: ['127.0.0.1'],
    });
    browser = await openChromium(executable ?? '');
    page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.setDefaultTimeout(45_000);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    page.on(
      'request',
      (request) =>
        void (!request.url().startsWith(standalone.consoleUrl) && !request.url().startsWith('data:') && foreign.push(request.url())),
    );
  });

  afterAll(async () => {
    await browser?.close();
    await upstream?.stop();
    await standalone?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (place: string): Promise<unknown> => page.goto(`${standalone.consoleUrl}#/${place}`);

  it('lets nobody in without a token, and says so', async () => {
    await page.goto(standalone.consoleUrl);
    await page.getByLabel('Admin token').fill(`pca_${'x'.repeat(43)}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(problems.splice(0).every((text) => text.includes('401'))).toBe(true);
  });

  it('signs in, and tells what to do on an empty installation', async () => {
    await page.getByLabel('Admin token').fill(standalone.adminToken ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Nothing is reachable yet').waitFor();
  });

  it('makes a registry and registers a server, whose tools appear with what the scan found', async () => {
    await page.getByRole('link', { name: 'Make the first registry' }).click();
    await page.getByLabel('Name').fill('demo');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('button', { name: 'Register a server' }).click();
    await page.getByLabel('Name').fill('everything');
    await page.getByLabel('URL').fill(upstream.url);
    await page.getByRole('button', { name: 'Register and read it' }).click();
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'echo', exact: true }) });
    await row.getByText('discovered').waitFor();
    await row.getByText(/nothing found|to know/).waitFor();
    await page.getByText(/^Scanned/).waitFor();
  });

  it('shows the definition and the findings of a tool, and enables it', async () => {
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'echo', exact: true }) });
    await page.getByRole('button', { name: 'echo', exact: true }).click();
    await page.getByText('Live definition').waitFor();
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('status').getByText('Enabled echo').waitFor();
    await row.getByText('enabled', { exact: true }).waitFor();
  });

  it('makes an application, a key that is shown once, and a grant', async () => {
    await open('applications');
    await page.getByRole('button', { name: 'New application' }).click();
    await page.getByLabel('Name').fill('browser-agent');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('first');
    await page.getByRole('button', { name: 'Make it' }).click();
    key = (await page.getByTestId('secret').textContent()) ?? '';
    expect(key).toMatch(/^pck_[A-Za-z0-9_-]{43}$/);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'New grant' }).click();
    await page.getByRole('button', { name: 'Grant', exact: true }).click();
    await page.getByText('all that is enabled').waitFor();
  });

  it('shows a call through the node in the feed, in the record and as an edge of the graph', async () => {
    await open('live');
    await expect
      .poll(
        async () => {
          const agent = await connectDemoAgent(`${standalone.mcpUrl}/demo`, key).catch(() => null);
          const answer = await agent?.call('everything__echo', { message: 'seen' });
          await agent?.close();
          return answer?.kind === 'result' && answer.text.includes('seen');
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    const row = page.getByRole('row').filter({ hasText: 'browser-agent' }).filter({ hasText: 'echo' });
    await row.first().waitFor();
    await row.first().click();
    await page.getByText('What the guardrails concluded').waitFor();
    await open('graph');
    await page.getByRole('link', { name: 'application browser-agent' }).waitFor();
    await page.getByRole('link', { name: 'tool echo' }).waitFor();
    await page.locator('path.edge.called').first().waitFor({ state: 'attached' });
  });

  it.each([
    ['overview', 'Overview'],
    ['registries', 'Registries'],
    ['policies', 'Guardrails'],
    ['applications', 'Applications'],
    ['invocations', 'Invocations'],
    ['audit', 'Audit'],
    ['nodes', 'Nodes'],
    ['tokens', 'Admin tokens'],
  ])('opens the page %s', async (place, title) => {
    await open(place);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('judges a text with the rules of a policy while it is typed', async () => {
    await open('policies');
    await page.getByRole('link', { name: 'default' }).first().click();
    await page.getByLabel('Text to try the rules on').fill('The card is 4111 1111 1111 1111.');
    await page.getByText('pii.payment-card').first().waitFor();
    await page.getByText('Enforced:').waitFor();
  });

  it('asked nothing of any other host and broke no rule of its content security policy', () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });
});
