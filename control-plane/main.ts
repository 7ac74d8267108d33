import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Router } from 'express';
import { pino } from 'pino';
import { GuardedFetcher } from '../data-plane/lib/guarded-fetch.ts';
import type { Log } from '../data-plane/lib/log.ts';
import { packageRoot } from '../data-plane/lib/package-root.ts';
import { openDatabase } from './database/open-database.ts';
import { DiscoveryFailed } from './discovery/discovered.ts';
import type { ControlPlaneEnv } from './env.ts';
import { startHttp } from './graphql/http.ts';
import { createMetrics } from './graphql/metrics.ts';
import { currentRequestId } from './graphql/request-id.ts';
import { createServices } from './graphql/services.ts';
import type { OpenCredential } from './credentials/service.ts';
import { createOAuth } from './oauth/compose.ts';
import { headersOfCredential } from './oauth/credential-headers.ts';
import { TokenRefused, TokenUnavailable } from './oauth/grants.ts';
import { oauthGoingWithProject } from './oauth/project-store.ts';
import { takeDrifts } from './scans/drift-store.ts';
import { startScanWorker } from './scans/worker.ts';
import { newToken } from './secrets/tokens.ts';
import { openVault } from './secrets/vault.ts';
import { currentVersion } from './snapshot/changes.ts';
import type { Enforcement } from './stream/enforcement.ts';
import { startStreamServer, type StreamServer } from './stream/server.ts';

/** How to start. */
export interface ControlPlaneOptions {
  readonly env: ControlPlaneEnv;
  /** Absent: pino on standard error at the level of the environment. */
  readonly log?: Log;
}

/** A running control plane. */
export interface ControlPlane {
  /** Up to and including `/graphql`. */
  readonly graphqlUrl: string;
  readonly consoleUrl: string;
  /** `host:port` nodes connect to. */
  readonly grpcAddress: string;
  /** Set on the very first start of a database: shown once. */
  readonly adminToken: string | null;
  /** A token with which nodes join, good at least while this process runs. */
  readonly joinToken: string;
  stop(): Promise<void>;
}

/**
 * Starts a control plane: database, services, gRPC for nodes, HTTP for people.
 *
 * Throws: DatabaseFault, StreamServerFault, MasterKeyUnusable, or Error of the socket; each says cause and remedy, and nothing is left running.
 */
export async function startControlPlane({
  env,
  log = pino({ level: env.logLevel, base: { plane: 'control' } }, pino.destination({ dest: 2, sync: true })),
}: ControlPlaneOptions): Promise<ControlPlane> {
  const masterKeys = env.masterKeys();
  const vault = openVault(masterKeys);
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse())
      await end().catch((error: unknown) => log.error({ err: error }, 'something did not stop cleanly'));
  };
  try {
    const database = await openDatabase({ url: env.databaseUrl, dataFolder: env.dataFolder, log, poolSize: env.databasePoolSize });
    started.push(() => database.close());
    const fetcher = new GuardedFetcher();
    started.push(() => fetcher.close());
    let origin = env.consoleUrl ?? '';
    const services = createServices({
      orm: database.orm,
      vault,
      masterKeys,
      fetchFor: (allowed) => fetcher.for(allowed, { timeoutMs: 60_000, maxResponseBytes: 16 * 1024 * 1024 }),
      headersOf: (credential, project) => headersForDiscovery(credential, project.allowedPrivateTargets, fetcher),
      fetcher,
      consoleOrigin: () => origin,
      log,
      allowsPrograms: env.allowsPrograms,
      goingWithProject: oauthGoingWithProject,
    });
    const lasting = await services.nodes.bootstrap(env.bootstrapJoinToken);
    const ownJoinToken = newToken('pcj').token;
    // People are let in before nodes, because the authorization server's issuer is the address on which they come.
    let stream: StreamServer | null = null;
    const oauthRoutes = Router();
    const consoleFolder = join(packageRoot(), 'control-plane/console/dist');
    const http = await startHttp({
      host: env.httpHost,
      port: env.httpPort,
      tls: env.httpTls,
      services,
      edge: {
        awaitEnforced: (version, timeoutMs) => (stream === null ? Promise.resolve(NOT_YET) : stream.awaitEnforced(version, timeoutMs)),
        configVersion: () => currentVersion(database.orm),
        publicUrl: env.publicUrl,
      },
      introspection: env.introspection,
      log,
      metrics: createMetrics({ streams: () => stream?.status().streams ?? 0, configVersion: () => stream?.status().version ?? null }),
      readiness: async () => ({
        ...(await databaseProblem(() => database.orm.execute(sql`SELECT 1`))),
        ...(stream === null ? { nodes: 'gRPC for nodes is not open yet' } : configProblem(stream.status())),
      }),
      consoleFolder: existsSync(join(consoleFolder, 'index.html')) ? consoleFolder : null,
      routers: [oauthRoutes],
    });
    started.push(() => http.stop());
    origin = env.consoleUrl ?? http.origin;
    const oauth = await createOAuth({
      database,
      vault,
      masterKey: masterKeys[0] as Buffer,
      fetcher,
      origin,
      publicUrl: env.publicUrl,
      signIn: env.oauth.signIn === null ? null : { ...env.oauth.signIn, allowedPrivateTargets: env.oauth.allowedPrivateTargets },
      async verifyAdministrator(token) {
        const viewer = await services.adminTokens.recognise(token, currentRequestId());
        return viewer?.role === 'admin' ? { name: viewer.name } : null;
      },
      builtInServer: env.oauth.server,
      dynamicRegistration: env.oauth.registration,
      clientIdMetadataDocuments: env.oauth.clientDocuments,
      allowedPrivateTargets: env.oauth.allowedPrivateTargets,
      log,
    });
    started.push(() => Promise.resolve(oauth.stop()));
    oauthRoutes.use(oauth.router);
    stream = await startStreamServer({
      database,
      vault,
      address: `${isIP(env.grpcHost) === 6 ? `[${env.grpcHost}]` : env.grpcHost}:${env.grpcPort}`,
      tls: env.grpcTls,
      allowsInsecure: env.grpcInsecure,
      log,
      publicUrl: env.publicUrl ?? '',
      joinTokens: [ownJoinToken],
      retentionDays: env.retentionDays,
      authorizationServer: oauth.authorizationServer,
      tokenService: oauth.tokenService,
    });
    const running = stream;
    started.push(() => running.stop());
    const scanWorker = startScanWorker({
      store: services.scanRows,
      run: async (viewer, scan, signal) => void (await services.discovery.discover(viewer, { id: scan.serverId }, signal, scan)),
      takeDrifts: (viewer) => takeDrifts(database.orm, services.itemRows, viewer),
      log,
    });
    started.push(() => scanWorker.stop());
    if (env.httpTls === null && !isLoopback(env.httpHost)) {
      log.warn(
        { host: env.httpHost },
        'GraphQL is served without TLS on an address others can reach; put TLS in front of it or set PORTCULLIS_HTTP_CERT_FILE and PORTCULLIS_HTTP_KEY_FILE',
      );
    }
    // Last: a token made by a start that then fails would be shown to nobody.
    const adminToken = await services.adminTokens.bootstrap(env.bootstrapAdminToken);
    return {
      graphqlUrl: `${http.origin}/graphql`,
      consoleUrl: `${http.origin}/`,
      grpcAddress: stream.address,
      adminToken,
      joinToken: lasting ?? ownJoinToken,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The answer to who waits for nodes before any can have joined. */
const NOT_YET: Enforcement = { isEnforced: false, connected: 0, waitingFor: [] };

/** Throws: DiscoveryFailed where a credential of the OAuth kind brings no token. */
async function headersForDiscovery(
  credential: OpenCredential,
  allowedPrivateTargets: readonly string[],
  fetcher: GuardedFetcher,
): Promise<Readonly<Record<string, string>>> {
  try {
    return await headersOfCredential(credential, allowedPrivateTargets, fetcher);
  } catch (error) {
    if (error instanceof TokenRefused || error instanceof TokenUnavailable)
      throw new DiscoveryFailed('auth-required', `no access token could be obtained: ${error.message}`);
    throw error;
  }
}

async function databaseProblem(ask: () => PromiseLike<unknown>): Promise<Record<string, string>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), 2_000);
  });
  try {
    await Promise.race([ask(), tooLate]);
    return {};
  } catch {
    return { database: 'PostgreSQL does not answer; nodes go on with the config they have, changes fail until it is back' };
  } finally {
    clearTimeout(timer);
  }
}

function configProblem({
  blocked,
}: {
  readonly blocked: { readonly version: string; readonly problems: readonly string[] } | null;
}): Record<string, string> {
  return blocked === null ? {} : { config: `version ${blocked.version} cannot be pushed: ${blocked.problems.slice(0, 3).join('; ')}` };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
