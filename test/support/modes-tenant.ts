/** A project with one guarded MCP server in a registry for each credential mode, made over GraphQL. */
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import type { GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import type { TestAuthorizationServer } from './authorization-server.ts';

/** One registry with the server in it. */
export interface ModeRegistry {
  readonly name: string;
  readonly registryId: string;
  readonly serverId: string;
}

/** What was made. */
export interface ModesTenant {
  readonly projectId: string;
  readonly applicationId: string;
  readonly key: string;
  readonly keyId: string;
  readonly credentialId: string;
  readonly providerId: string;
  readonly internal: ModeRegistry;
  readonly passthrough: ModeRegistry;
  readonly broker: ModeRegistry;
}

/** Makes it. The server's tools are discovered with the server's own client credentials, and enabled. */
export async function makeModesTenant(
  graphql: GraphqlClient,
  name: string,
  serverUrl: string,
  authorizationServer: TestAuthorizationServer,
): Promise<ModesTenant> {
  const { project } = await mutate<{ project: { id: string } }>(
    graphql,
    'createProject',
    { name, allowedPrivateTargets: ['127.0.0.1'] },
    'project { id }',
  );
  const projectId = project.id;
  const { credential } = await mutate<{ credential: { id: string } }>(
    graphql,
    'createCredential',
    {
      projectId,
      name: 'own client',
      clientCredentials: {
        tokenEndpoint: `${authorizationServer.issuer}/token`,
        clientId: authorizationServer.clientId,
        clientSecret: authorizationServer.clientSecret,
        scopes: ['files:read'],
        resource: serverUrl,
      },
    },
    'credential { id }',
  );
  const { provider } = await mutate<{ provider: { id: string } }>(
    graphql,
    'createOAuthProvider',
    {
      projectId,
      name: 'Files Inc',
      issuer: authorizationServer.issuer,
      clientId: authorizationServer.clientId,
      clientSecret: authorizationServer.clientSecret,
      scopes: ['openid', 'offline_access', 'files:read'],
    },
    'provider { id }',
  );
  const { application } = await mutate<{ application: { id: string } }>(
    graphql,
    'createApplication',
    { projectId, name: 'agent', maxConcurrent: 5000, requestsPerMinute: 1_000_000 },
    'application { id }',
  );
  const made = await mutate<{ key: { id: string }; secret: string }>(
    graphql,
    'createApplicationKey',
    { applicationId: application.id, name: 'first', maySpeakForUsers: true },
    'key { id } secret',
  );
  let version = '0';
  const registry = async (mode: string): Promise<ModeRegistry> => {
    const registryName = `${name}-${mode.toLowerCase().replaceAll('_', '-')}`.slice(0, 40);
    const { registry: row } = await mutate<{ registry: { id: string } }>(
      graphql,
      'createRegistry',
      { projectId, name: registryName, credentialMode: mode },
      'registry { id }',
    );
    const { server } = await mutate<{ server: { id: string } }>(
      graphql,
      'createServer',
      {
        registryId: row.id,
        name: 'files',
        url: serverUrl,
        credentialId: credential.id,
        limits: { maxConcurrent: 5000, timeoutMs: 60_000 },
      },
      'server { id }',
    );
    const { added } = await mutate<{ added: { id: string }[] }>(graphql, 'discoverServer', { id: server.id }, 'added { id }');
    await mutate(graphql, 'setItemsEnabled', { items: added.map(({ id }) => ({ id })), enabled: true });
    if (mode === 'TOKEN_BROKER') await mutate(graphql, 'setServerProvider', { serverId: server.id, providerId: provider.id });
    version = (await mutate(graphql, 'createGrant', { applicationId: application.id, registryId: row.id }, 'grant { id }')).configVersion;
    return { name: registryName, registryId: row.id, serverId: server.id };
  };
  const internal = await registry('INTERNAL');
  const passthrough = await registry('OAUTH_PASSTHROUGH');
  const broker = await registry('TOKEN_BROKER');
  await awaitEnforced(graphql, version, 30_000);
  return {
    projectId,
    applicationId: application.id,
    key: made.secret,
    keyId: made.key.id,
    credentialId: credential.id,
    providerId: provider.id,
    internal,
    passthrough,
    broker,
  };
}
