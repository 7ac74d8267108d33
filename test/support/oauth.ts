/** The OAuth side of a control plane on a real database, behind a real HTTP server on port 0. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { eq } from 'drizzle-orm';
import type { Database } from '../../control-plane/database/open-database.ts';
import { createOAuth, type OAuthOptions, type OAuthPart } from '../../control-plane/oauth/compose.ts';
import { discoverServer } from '../../control-plane/oauth/server-metadata.ts';
import { secretContext } from '../../control-plane/oauth/providers/store.ts';
import { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import { silentLog } from '../../data-plane/lib/log.ts';
import { projects } from '../../schema/tables/project.ts';
import { providers } from '../../schema/tables/provider.ts';
import { servers } from '../../schema/tables/server.ts';
import type { TestAuthorizationServer } from './authorization-server.ts';
import { TEST_VAULT } from './control-plane.ts';
import type { TenantRows } from './tenant-rows.ts';

/** A running one. */
export interface TestOAuth extends OAuthPart {
  readonly origin: string;
  readonly fetcher: GuardedFetcher;
  close(): Promise<void>;
}

/** Starts it. The administrator's token is `pca_administrator`. */
export async function startTestOAuth(database: Database, options: Partial<OAuthOptions> = {}): Promise<TestOAuth> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetcher = new GuardedFetcher();
  const part = await createOAuth({
    database,
    vault: TEST_VAULT,
    masterKey: Buffer.alloc(32, 7),
    fetcher,
    origin,
    publicUrl: null,
    signIn: null,
    verifyAdministrator: (token) => Promise.resolve(token === 'pca_administrator' ? { name: 'root' } : null),
    builtInServer: true,
    dynamicRegistration: true,
    clientIdMetadataDocuments: true,
    allowedPrivateTargets: [],
    log: silentLog,
    ...options,
  });
  app.use(part.router);
  return {
    ...part,
    origin,
    fetcher,
    async close() {
      part.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await fetcher.close();
    },
  };
}

/** Lets a tenant's project reach loopback, and binds its server to a provider there, in broker mode. Returns: the provider's id. */
export async function bindProvider(
  database: Database,
  tenant: TenantRows,
  authorizationServer: TestAuthorizationServer,
  overrides: Partial<typeof providers.$inferInsert> = {},
): Promise<string> {
  const { orm } = database;
  const id = `opr_${tenant.projectId}`;
  const fetcher = new GuardedFetcher();
  const metadata = await discoverServer(authorizationServer.issuer, fetcher.for(['127.0.0.1']));
  await fetcher.close();
  await orm
    .update(projects)
    .set({ allowedPrivateTargets: ['127.0.0.1'] })
    .where(eq(projects.id, tenant.projectId));
  await orm.insert(providers).values({
    id,
    projectId: tenant.projectId,
    name: 'Files Inc',
    issuer: authorizationServer.issuer,
    metadata,
    registration: 'manual',
    clientId: authorizationServer.clientId,
    clientSecretSealed: TEST_VAULT.seal(authorizationServer.clientSecret, secretContext(id)),
    authMethod: 'client_secret_basic',
    grant: 'authorization_code',
    scopes: ['openid', 'offline_access', 'files:read'],
    ...overrides,
  });
  await orm.update(servers).set({ providerId: id, credentialMode: 'token_broker' }).where(eq(servers.id, tenant.serverId));
  return id;
}
