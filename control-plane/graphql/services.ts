import { adminTokenService } from '../admin-tokens/service.ts';
import { adminTokenStore } from '../admin-tokens/store.ts';
import { applicationKeyService } from '../applications/key-service.ts';
import { applicationService } from '../applications/service.ts';
import { applicationKeyStore, applicationStore } from '../applications/store.ts';
import { auditService } from '../audit/service.ts';
import { auditReadStore } from '../audit/store.ts';
import { credentialService } from '../credentials/service.ts';
import type { OpenCredential } from '../credentials/service.ts';
import { credentialStore } from '../credentials/store.ts';
import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import type { Log } from '../../data-plane/lib/log.ts';
import type { Fetch } from '../discovery/http-probe.ts';
import { graphService } from '../graph/service.ts';
import { graphStore } from '../graph/store.ts';
import { grantService } from '../grants/service.ts';
import { grantStore } from '../grants/store.ts';
import { invocationService } from '../invocations/service.ts';
import { invocationStore } from '../invocations/store.ts';
import { itemService } from '../items/service.ts';
import { itemStore } from '../items/store.ts';
import { nodeService } from '../nodes/service.ts';
import { joinTokenStore, nodeStore } from '../nodes/store.ts';
import { clientRuleService } from '../oauth/client-rules/service.ts';
import { issuerService } from '../oauth/issuers/service.ts';
import { providerService } from '../oauth/providers/service.ts';
import { userTokenService } from '../oauth/user-tokens/service.ts';
import { policyService } from '../policies/service.ts';
import { policyStore } from '../policies/store.ts';
import { policyTestService } from '../policies/test-service.ts';
import { projectService } from '../projects/service.ts';
import type { ProjectParts } from '../projects/service.ts';
import type { ProjectRow } from '../projects/store.ts';
import { projectStore } from '../projects/store.ts';
import { registryService } from '../registries/service.ts';
import { registryStore } from '../registries/store.ts';
import type { Vault } from '../secrets/vault.ts';
import { discoveryService } from '../servers/discovery-service.ts';
import { mayPassIn } from '../scans/harmless.ts';
import { scanService } from '../scans/service.ts';
import { scanStore } from '../scans/store.ts';
import { serverService } from '../servers/service.ts';
import { serverStore } from '../servers/store.ts';
import { notFound } from '../services/refusal.ts';
import type { Orm } from '../services/transaction.ts';

/** What the services are made of. */
export interface ServiceParts {
  readonly orm: Orm;
  readonly vault: Vault;
  readonly masterKeys: readonly Buffer[];
  /** The guarded dialer for a project. */
  fetchFor(allowedPrivateTargets: readonly string[]): Fetch;
  /** Headers that a credential puts on a request. */
  headersOf(credential: OpenCredential, project: ProjectRow): Promise<Readonly<Record<string, string>>>;
  /** For metadata, registration and revocation at authorization servers. */
  readonly fetcher: GuardedFetcher;
  /** Origin of this control plane as browsers reach it. */
  readonly consoleOrigin: () => string;
  readonly log: Log;
  /** Whether this process may start server programs to read what they offer. */
  readonly allowsPrograms: boolean;
  /** Resources of later nouns that go with a project. */
  readonly goingWithProject: ProjectParts['goingWith'];
}

/** Time an administrator who registers a server has to read it before it is read without being asked. */
const FIRST_SCAN_DELAY_MS = 15_000;

/** One service a noun, each with its store. Nothing here lives longer than the database it is given. */
export function createServices(parts: ServiceParts) {
  const { orm, vault } = parts;
  const projectRows = projectStore(orm);
  const applicationRows = applicationStore(orm);
  const keyRows = applicationKeyStore(orm);
  const serverRows = serverStore(orm);
  const registryRows = registryStore(orm);
  const itemRows = itemStore(orm);
  const policies = policyService(orm, policyStore(orm), projectRows);
  const credentials = credentialService(orm, credentialStore(orm), projectRows, vault);
  const grants = grantService(orm, grantStore(orm));
  const registries = registryService(orm, registryRows, projectRows, policies, grants);
  const scanRows = scanStore(orm);
  const scans = scanService(orm, scanRows, { items: itemRows, servers: serverRows, registries: registryRows });
  const servers = serverService(orm, serverRows, {
    registries,
    credentials,
    grants,
    vault,
    onEnabled: (id, isNew) => scans.queue(id, 'enabled', isNew ? FIRST_SCAN_DELAY_MS : 0),
  });
  const keys = applicationKeyService(orm, keyRows, applicationRows);
  return {
    projects: projectService(orm, projectRows, { insertPolicy: policies.insert, goingWith: parts.goingWithProject }),
    policies,
    policyTest: policyTestService(policies),
    credentials,
    registries,
    servers,
    discovery: discoveryService(orm, serverRows, {
      items: itemRows,
      vault,
      async placeOf(viewer, server) {
        const [registry] = await registryRows.byIds([server.registryId], viewer.projectId);
        const [project] = registry === undefined ? [] : await projectRows.byIds([registry.projectId], viewer.projectId);
        return registry === undefined || project === undefined ? null : { registry, project };
      },
      openCredential: credentials.open,
      headersOf: parts.headersOf,
      fetchFor: parts.fetchFor,
      allowsPrograms: parts.allowsPrograms,
      assess: scans.assess,
      mayPass: (registryId) => mayPassIn(scanRows, registryId),
    }),
    scans,
    scanRows,
    itemRows,
    items: itemService(
      orm,
      itemRows,
      async (tx, viewer, serverId) => {
        const server = await servers.require(tx, viewer, serverId);
        const registry = await registries.require(tx, viewer, server.registryId);
        if (viewer.projectId !== null && registry.projectId !== viewer.projectId) throw notFound('Server', serverId);
        return registry.projectId;
      },
      scans.mayEnable,
    ),
    applications: applicationService(orm, applicationRows, keyRows, projectRows, grants),
    keys,
    graph: graphService(graphStore(orm), Date.now, async (viewer, id) => (await keys.byIds(viewer, [id]))[0]?.applicationId ?? null),
    grants,
    nodes: nodeService(orm, nodeStore(orm), joinTokenStore(orm)),
    invocations: invocationService(invocationStore(orm)),
    audit: auditService(auditReadStore(orm)),
    oauthProviders: providerService(orm, {
      projects: projectRows,
      servers: serverRows,
      vault,
      fetcher: parts.fetcher,
      origin: parts.consoleOrigin,
    }),
    userTokens: userTokenService(orm, { projects: projectRows, vault, fetcher: parts.fetcher, now: Date.now, log: parts.log }),
    issuers: issuerService(orm, { projects: projectRows, fetcher: parts.fetcher }),
    oauthClientRules: clientRuleService(orm, { projects: projectRows, now: Date.now }),
    adminTokens: adminTokenService(orm, adminTokenStore(orm), projectRows, parts.masterKeys),
  };
}

/** Every service of the control plane. */
export type Services = ReturnType<typeof createServices>;
