import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutate } from '../../../control-plane/cli/administration.ts';
import { startAuthorizationServer, type TestAuthorizationServer } from '../../support/authorization-server.ts';
import { startInstallation, type Installation } from '../../support/installation.ts';

let installation: Installation;
let provider: TestAuthorizationServer;
let projectId: string;
let applicationId: string;

beforeAll(async () => {
  installation = await startInstallation({ nodes: 0 });
  provider = await startAuthorizationServer(['http://127.0.0.1:9/callback']);
  ({
    project: { id: projectId },
  } = await mutate<{ project: { id: string } }>(
    installation.graphql,
    'createProject',
    { name: 'providers', allowedPrivateTargets: ['127.0.0.1'] },
    'project { id }',
  ));
  ({
    application: { id: applicationId },
  } = await mutate<{ application: { id: string } }>(
    installation.graphql,
    'createApplication',
    { projectId, name: 'agent' },
    'application { id }',
  ));
});
afterAll(async () => {
  await installation?.stop();
  await provider?.stop();
});

const problemsOf = async (name: string, input: object): Promise<string> =>
  mutate(installation.graphql, name, input).then(
    () => 'it was accepted',
    (error: Error) => error.message,
  );
const fields = 'provider { id clientId hasSecret authMethod registration grant metadata revision }';

describe('OAuth providers', () => {
  it('are found through their metadata, and register the gateway where asked (RFC 7591)', async () => {
    const { provider: made } = await mutate<{ provider: any }>(
      installation.graphql,
      'createOAuthProvider',
      { projectId, name: 'registered', issuer: provider.issuer, registration: 'DYNAMIC', scopes: ['openid'] },
      fields,
    );
    expect(made).toMatchObject({
      registration: 'DYNAMIC',
      grant: 'AUTHORIZATION_CODE',
      metadata: { issuer: provider.issuer, token_endpoint: `${provider.issuer}/token` },
    });
    expect(made.clientId).not.toBe(provider.clientId);
  });

  it('never show their secret, not in the audit trail either', async () => {
    const { provider: made } = await mutate<{ provider: any }>(
      installation.graphql,
      'createOAuthProvider',
      { projectId, name: 'manual', issuer: provider.issuer, clientId: 'c', clientSecret: 'super-secret-value' },
      fields,
    );
    expect(made).toMatchObject({ clientId: 'c', hasSecret: true, authMethod: 'CLIENT_SECRET_BASIC' });
    expect(JSON.stringify(made)).not.toContain('super-secret-value');
    const rows = await installation.database.sql`SELECT * FROM audit_entries`;
    expect(JSON.stringify(rows)).toContain('oauth-provider.create');
    expect(JSON.stringify(rows)).not.toContain('super-secret-value');
  });

  it('are refused with a reason that says what would be right', async () => {
    const base = { projectId, name: 'bad', issuer: provider.issuer, clientId: 'c' };
    expect(await problemsOf('createOAuthProvider', { ...base, issuer: 'not a url' })).toContain('is not an issuer');
    expect(await problemsOf('createOAuthProvider', { ...base, issuer: 'http://127.0.0.1:1' })).toContain(
      'no authorization server metadata was found',
    );
    expect(await problemsOf('createOAuthProvider', { ...base, issuer: 'http://169.254.169.254' })).toContain(
      'private, loopback or reserved',
    );
    expect(await problemsOf('createOAuthProvider', { ...base, issuer: `${provider.issuer}/` })).toMatch(
      /speaks for the issuer|no authorization server metadata/,
    );
    expect(await problemsOf('createOAuthProvider', { ...base, clientId: null })).toContain('clientId is missing');
    expect(await problemsOf('createOAuthProvider', { ...base, registration: 'METADATA_DOCUMENT', clientId: null })).toContain(
      'is not offered',
    );
    expect(await problemsOf('createOAuthProvider', { ...base, authorizationParameters: [{ name: 'state', value: 'x' }] })).toContain(
      'sets a parameter that the gateway sets itself',
    );
    expect(await problemsOf('createOAuthProvider', { ...base, name: 'manual' })).toContain('NameTaken');
    expect(await problemsOf('createOAuthProvider', { ...base, projectId: 'prj_00000000000000000000000000' })).toContain('InvalidInput');
  });

  it('are not taken from metadata that speaks for another issuer (RFC 8414 §3.3)', async () => {
    provider.lyingIssuer = 'https://accounts.example';
    expect(await problemsOf('createOAuthProvider', { projectId, name: 'lie', issuer: provider.issuer, clientId: 'c' })).toContain(
      'speaks for the issuer "https://accounts.example"',
    );
    provider.lyingIssuer = null;
  });

  it('cannot go while a server uses them', async () => {
    const { provider: made } = await mutate<{ provider: any }>(
      installation.graphql,
      'createOAuthProvider',
      { projectId, name: 'used', issuer: provider.issuer, clientId: 'c' },
      fields,
    );
    const { registry } = await mutate<{ registry: { id: string } }>(
      installation.graphql,
      'createRegistry',
      { projectId, name: 'used', credentialMode: 'TOKEN_BROKER' },
      'registry { id }',
    );
    const { server } = await mutate<{ server: { id: string } }>(
      installation.graphql,
      'createServer',
      { registryId: registry.id, name: 's', url: 'https://s.example/mcp' },
      'server { id }',
    );
    const { server: bound } = await mutate<{ server: any }>(
      installation.graphql,
      'setServerProvider',
      { serverId: server.id, providerId: made.id },
      'server { oauthProvider { id name } }',
    );
    expect(bound.oauthProvider).toEqual({ id: made.id, name: 'used' });
    expect(await problemsOf('deleteOAuthProvider', { id: made.id })).toContain('InUse');
    await mutate(installation.graphql, 'setServerProvider', { serverId: server.id, providerId: null });
    await mutate(installation.graphql, 'deleteOAuthProvider', { id: made.id });
  });

  it('are changed only from their current revision', async () => {
    const { provider: made } = await mutate<{ provider: any }>(
      installation.graphql,
      'createOAuthProvider',
      { projectId, name: 'changing', issuer: provider.issuer, clientId: 'c' },
      fields,
    );
    const { provider: changed } = await mutate<{ provider: any }>(
      installation.graphql,
      'updateOAuthProvider',
      { id: made.id, expectedRevision: made.revision, clientSecret: 'new', scopes: ['a'], rediscover: true },
      fields,
    );
    expect(changed).toMatchObject({ hasSecret: true, revision: made.revision + 1 });
    expect(await problemsOf('updateOAuthProvider', { id: made.id, expectedRevision: made.revision, name: 'x' })).toContain('StaleRevision');
  });
});

describe('issuers', () => {
  it('bring their key set from their metadata, or take the one they are given', async () => {
    const { issuer } = await mutate<{ issuer: any }>(
      installation.graphql,
      'createIssuer',
      { projectId, issuer: provider.issuer, claimMapping: { application: { fixed: applicationId } } },
      'issuer { id jwksUri claimMapping revision }',
    );
    expect(issuer).toMatchObject({ jwksUri: `${provider.issuer}/jwks`, claimMapping: { user: 'sub', actor: ['act', 'sub'] } });
    const { issuer: off } = await mutate<{ issuer: any }>(
      installation.graphql,
      'updateIssuer',
      { id: issuer.id, expectedRevision: issuer.revision, enabled: false },
      'issuer { enabled }',
    );
    expect(off.enabled).toBe(false);
    await mutate(installation.graphql, 'deleteIssuer', { id: issuer.id });
  });

  it('are refused with algorithms or mappings that cannot be meant', async () => {
    const base = {
      projectId,
      issuer: 'https://idp.example',
      jwksUri: 'https://idp.example/jwks',
      claimMapping: { application: { fixed: applicationId } },
    };
    expect(await problemsOf('createIssuer', { ...base, algorithms: ['HS256'] })).toContain('is not an algorithm that is taken');
    expect(await problemsOf('createIssuer', { ...base, algorithms: ['none'] })).toContain('is not an algorithm that is taken');
    expect(await problemsOf('createIssuer', { ...base, claimMapping: { application: {} } })).toContain('claimMapping.application');
    expect(await problemsOf('createIssuer', { ...base, claimMapping: { application: { fixed: applicationId }, usr: 'sub' } })).toContain(
      'claimMapping',
    );
  });
});

describe('client rules and tokens', () => {
  it('name an application of their own project', async () => {
    const { project } = await mutate<{ project: { id: string } }>(
      installation.graphql,
      'createProject',
      { name: 'elsewhere' },
      'project { id }',
    );
    expect(await problemsOf('createOAuthClientRule', { projectId: project.id, clientId: '*', applicationId })).toContain('NotFound');
    await mutate(installation.graphql, 'createOAuthClientRule', { projectId, clientId: '*', applicationId });
    expect(await problemsOf('createOAuthClientRule', { projectId, clientId: '*', applicationId })).toContain('NameTaken');
    expect(await problemsOf('revokeAgentTokens', {})).toContain('clientId and user are both given or both missing');
  });

  it('go with their project', async () => {
    const { project } = await mutate<{ project: { id: string } }>(
      installation.graphql,
      'createProject',
      { name: 'going' },
      'project { id }',
    );
    const { application } = await mutate<{ application: { id: string } }>(
      installation.graphql,
      'createApplication',
      { projectId: project.id, name: 'agent' },
      'application { id }',
    );
    await mutate(installation.graphql, 'createIssuer', {
      projectId: project.id,
      issuer: 'https://idp.example',
      jwksUri: 'https://idp.example/jwks',
      claimMapping: { application: { fixed: application.id } },
    });
    await mutate(installation.graphql, 'deleteApplication', { id: application.id });
    await mutate(installation.graphql, 'deleteProject', { id: project.id });
    expect(await installation.database.sql`SELECT 1 FROM issuers WHERE project_id = ${project.id}`).toHaveLength(0);
  });

  it('of users are refused when they are ours, expired or malformed', async () => {
    const { provider: made } = await mutate<{ provider: any }>(
      installation.graphql,
      'createOAuthProvider',
      { projectId, name: 'tokens', issuer: provider.issuer, clientId: 'c' },
      fields,
    );
    const base = { providerId: made.id, user: 'alice', resourceUri: 'https://s.example/mcp', accessToken: 'abc' };
    expect(await problemsOf('putUserToken', { ...base, accessToken: `pck_${'a'.repeat(43)}` })).toContain(
      'is a key or token of this gateway',
    );
    expect(await problemsOf('putUserToken', { ...base, accessToken: 'with space' })).toContain('is not a token');
    expect(await problemsOf('putUserToken', { ...base, resourceUri: 'nonsense' })).toContain('is not a URI');
    expect(await problemsOf('putUserToken', { ...base, expiresAt: '2001-01-01T00:00:00.000Z' })).toContain('in the past');
    const first = await mutate<{ token: any }>(installation.graphql, 'putUserToken', base, 'token { id version state }');
    const second = await mutate<{ token: any }>(
      installation.graphql,
      'putUserToken',
      { ...base, accessToken: 'def' },
      'token { id version state }',
    );
    expect([first.token.version, second.token.version]).toEqual([1, 2]);
    const revoked = await mutate<{ token: any }>(
      installation.graphql,
      'revokeUserToken',
      { id: first.token.id },
      'token { version state }',
    );
    expect(revoked.token).toEqual({ version: 3, state: 'REVOKED' });
  });
});

describe('a client named by its metadata document', () => {
  it('is fetched through the guarded dialer alone, and only over https', async () => {
    let fetched = 0;
    const server = createServer((_, response) => {
      fetched += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const origin = new URL(installation.controlPlanes[0]?.consoleUrl ?? '').origin;
    for (const clientId of [`http://127.0.0.1:${port}/client`, `https://127.0.0.1:${port}/client`, 'https://169.254.169.254/client']) {
      const parameters = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: 'http://127.0.0.1:9/callback',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      });
      const response = await fetch(`${origin}/oauth/authorize?${parameters}`, { redirect: 'manual' });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('invalid_client');
    }
    expect(fetched).toBe(0);
    server.close();
  });
});
