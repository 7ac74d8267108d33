import { permit } from '../admin-tokens/permissions.ts';
import type { CredentialService } from '../credentials/service.ts';
import type { GrantService } from '../grants/service.ts';
import type { RegistryService } from '../registries/service.ts';
import type { Vault } from '../secrets/vault.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { CreateServer, limitColumns, mustFitTransport, UpdateServer } from './server-input.ts';
import type { ItemCounts, ServerRow, ServerStore } from './store.ts';

/** Makes, changes and deletes upstream servers. Reading what they offer is `discovery-service.ts`. */
export interface ServerService extends Reader<ServerRow> {
  ofRegistries(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<ServerRow>[]>;
  listOf(viewer: Viewer, registryId: string | null, args: PageArgs): Promise<Page<ServerRow>>;
  itemCounts(viewer: Viewer, ids: readonly string[]): Promise<ItemCounts[]>;
  /** Holds a server that a change refers to. Throws: Refusal (NotFound). */
  require(tx: Transaction, viewer: Viewer, id: string): Promise<ServerRow>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ server: ServerRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ server: ServerRow }>>;
  setEnabled(viewer: Viewer, id: string, enabled: boolean): Promise<Changed<{ server: ServerRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

/** What servers need of other nouns. */
export interface ServerParts {
  readonly registries: Pick<RegistryService, 'require'>;
  readonly credentials: Pick<CredentialService, 'require'>;
  readonly grants: Pick<GrantService, 'forget'>;
  readonly vault: Vault;
  /** A server was registered as enabled, or switched on: it is to be scanned. */
  onEnabled(serverId: string, isNew: boolean): Promise<void>;
}

/** The service of servers. */
export function serverService(
  orm: Orm,
  store: ServerStore,
  { registries, credentials, grants, vault, onEnabled }: ServerParts,
): ServerService {
  const read = reader(store, 'config.read');
  const sealed = (id: string, environment: readonly { name: string; value: string }[] | null | undefined) =>
    environment === undefined || environment === null || environment.length === 0
      ? { environmentNames: [], environmentSealed: null }
      : {
          environmentNames: environment.map(({ name }) => name),
          environmentSealed: vault.seal(
            JSON.stringify(Object.fromEntries(environment.map(({ name, value }) => [name, value]))),
            environmentContext(id),
          ),
        };
  return {
    ...read,
    ofRegistries: (viewer, ids, args) => read.children(viewer, store.parents.registry, ids, undefined, args),
    listOf: (viewer, registryId, args) => read.list(viewer, registryId === null ? undefined : store.ofRegistry(registryId), args),
    async itemCounts(viewer, ids) {
      permit(viewer, 'config.read');
      return store.itemCounts(ids);
    },
    require: (tx, viewer, id) => holdReference(tx, store, 'Server', viewer, id),
    async create(viewer, input) {
      permit(viewer, 'server.create');
      const { registryId, name, transport: given, url, command, environment, credentialId, ...fields } = valid(CreateServer, input);
      const transport = given ?? 'streamable_http';
      if (transport === 'stdio') permit(viewer, 'server.name-program');
      mustFitTransport(transport, { url: url ?? null, command: command ?? [], environment: (environment?.length ?? 0) > 0 });
      const made = await commitChange(orm, viewer, async (tx) => {
        const registry = await registries.require(tx, viewer, registryId);
        if (typeof credentialId === 'string') await credentials.require(tx, viewer, credentialId, registry.projectId);
        const id = newId('Server');
        const server = await store.insert(tx, {
          id,
          registryId,
          name,
          transport,
          enabled: fields.enabled ?? true,
          url: url ?? null,
          command: command ?? [],
          ...sealed(id, environment),
          credentialMode: fields.credentialMode ?? null,
          credentialId: credentialId ?? null,
          resourceUri: fields.resourceUri ?? null,
          ...limitColumns(fields.limits ?? null),
          authorizationServers: [],
          scopes: [],
        });
        return {
          value: { server },
          touched: [{ kind: 'Server', id }],
          audit: [{ action: 'server.create', kind: 'Server', id, name, projectId: registry.projectId, before: null, after: shown(server) }],
        };
      });
      if (made.server.enabled) await onEnabled(made.server.id, true);
      return made;
    },
    async update(viewer, input) {
      permit(viewer, 'server.update');
      const { id, expectedRevision, name, enabled, url, command, environment, credentialMode, credentialId, resourceUri, limits } = valid(
        UpdateServer,
        input,
      );
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Server', viewer, id, expectedRevision);
        const registry = await registries.require(tx, viewer, before.registryId);
        if (command !== undefined || environment !== undefined) permit(viewer, 'server.name-program');
        const place = { url: url === undefined ? before.url : url, command: command === undefined ? before.command : (command ?? []) };
        mustFitTransport(before.transport, { ...place, environment: (environment?.length ?? 0) > 0 });
        if (typeof credentialId === 'string') await credentials.require(tx, viewer, credentialId, registry.projectId);
        const server = await store.update(tx, id, {
          ...(typeof name === 'string' ? { name } : {}),
          ...(typeof enabled === 'boolean' ? { enabled } : {}),
          ...place,
          ...(environment === undefined ? {} : sealed(id, environment)),
          ...(credentialMode === undefined ? {} : { credentialMode }),
          ...(credentialId === undefined ? {} : { credentialId }),
          ...(resourceUri === undefined ? {} : { resourceUri }),
          ...(limits === undefined ? {} : limitColumns(limits)),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { server },
          touched: [{ kind: 'Server', id }],
          audit: [
            {
              action: 'server.update',
              kind: 'Server',
              id,
              name: server.name,
              projectId: registry.projectId,
              before: shown(before),
              after: shown(server),
            },
          ],
        };
      });
    },
    async setEnabled(viewer, id, enabled) {
      permit(viewer, 'server.update');
      const switched = await commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Server', viewer, id);
        if (before.enabled === enabled) return { value: { server: before }, touched: [], audit: [] };
        const { projectId } = await registries.require(tx, viewer, before.registryId);
        const server = await store.update(tx, id, { enabled, revision: before.revision + 1, updatedAt: new Date() });
        return {
          value: { server },
          touched: [{ kind: 'Server', id }],
          audit: [
            {
              action: enabled ? 'server.enable' : 'server.disable',
              kind: 'Server',
              id,
              name: server.name,
              projectId,
              before: shown(before),
              after: shown(server),
            },
          ],
        };
      });
      if (enabled) await onEnabled(id, false);
      return switched;
    },
    async remove(viewer, id) {
      permit(viewer, 'server.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Server', viewer, id);
        const { projectId } = await registries.require(tx, viewer, before.registryId);
        const itemIds = await store.itemIds(tx, id);
        const effects = await grants.forget(tx, projectId, [id], itemIds);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [{ kind: 'Server', id }, ...itemIds.map((itemId) => ({ kind: 'Item' as const, id: itemId })), ...effects.touched],
          audit: [
            {
              action: 'server.delete',
              kind: 'Server',
              id,
              name: before.name,
              projectId,
              before: { ...shown(before), items: itemIds.length },
              after: null,
            },
            ...effects.audit,
          ],
        };
      });
    },
  };
}

/** What a sealed environment is bound to. */
export function environmentContext(serverId: string): string {
  return `server-environment:${serverId}`;
}

function shown(server: ServerRow): object {
  const { name, registryId, enabled, transport, url, command, environmentNames, credentialMode, credentialId, resourceUri, revision } =
    server;
  const { timeoutMs, maxResponseBytes, maxConcurrent, requestsPerMinute } = server;
  const limits = { timeoutMs, maxResponseBytes, maxConcurrent, requestsPerMinute };
  return {
    name,
    registryId,
    enabled,
    transport,
    url,
    command,
    environmentNames,
    credentialMode,
    credentialId,
    resourceUri,
    limits,
    revision,
  };
}
