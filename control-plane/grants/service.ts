import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { AuditFact } from '../audit/audit-store.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { invalidInput, notFound } from '../services/refusal.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { says, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import type { ChangedResource } from '../snapshot/changes.ts';
import type { GrantRow, GrantStore } from './store.ts';

/** What a change elsewhere did to grants. */
export interface GrantEffects {
  readonly touched: readonly ChangedResource[];
  readonly audit: readonly AuditFact[];
}

/** Lets applications use registries, narrows, widens and revokes. */
export interface GrantService extends Reader<GrantRow> {
  ofApplications(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<GrantRow>[]>;
  ofRegistries(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<GrantRow>[]>;
  listOf(viewer: Viewer, filter: Parameters<GrantStore['matching']>[0], args: PageArgs): Promise<Page<GrantRow>>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ grant: GrantRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ grant: GrantRow }>>;
  revoke(viewer: Viewer, id: string): Promise<Changed<{ revokedId: string }>>;
  /** Takes servers and items that go out of every narrowing. A grant that named nothing else goes: narrowed to nothing must never become "all". */
  forget(tx: Transaction, projectId: string, serverIds: readonly string[], itemIds: readonly string[]): Promise<GrantEffects>;
  idsOfApplication: GrantStore['idsOfApplication'];
  idsOfRegistry: GrantStore['idsOfRegistry'];
}

const narrowing = (max: number) =>
  z
    .array(z.string().max(100))
    .min(1, says('is empty', 'at least one entry, or nothing at all for no narrowing'))
    .max(max, says('has too many entries', `at most ${max}`))
    .transform((ids) => [...new Set(ids)].sort());
const CreateInput = z.strictObject({
  applicationId: z.string(),
  registryId: z.string(),
  serverIds: narrowing(500).nullish(),
  itemIds: narrowing(5000).nullish(),
  readOnly: z.boolean().nullish(),
});
const UpdateInput = z.strictObject({
  id: z.string(),
  expectedRevision: z.int(),
  serverIds: narrowing(500).nullish(),
  itemIds: narrowing(5000).nullish(),
  readOnly: z.boolean().nullish(),
});

/** The service of grants. */
export function grantService(orm: Orm, store: GrantStore): GrantService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    idsOfApplication: store.idsOfApplication,
    idsOfRegistry: store.idsOfRegistry,
    ofApplications: (viewer, ids, args) => read.children(viewer, store.parents.application, ids, undefined, args),
    ofRegistries: (viewer, ids, args) => read.children(viewer, store.parents.registry, ids, undefined, args),
    listOf: (viewer, filter, args) => read.list(viewer, store.matching(filter), args),
    async create(viewer, input) {
      permit(viewer, 'grant.create');
      const { applicationId, registryId, serverIds, itemIds, readOnly } = valid(CreateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const projectId = await store.projectOfApplication(tx, applicationId);
        if (projectId === null || (viewer.projectId !== null && viewer.projectId !== projectId))
          throw notFound('Application', applicationId);
        if ((await store.projectOfRegistry(tx, registryId)) !== projectId) throw notFound('Registry', registryId);
        await mustNarrow(tx, store, registryId, serverIds ?? null, itemIds ?? null);
        const id = newId('Grant');
        const grant = await store.insert(tx, {
          id,
          applicationId,
          registryId,
          serverIds: serverIds ?? null,
          itemIds: itemIds ?? null,
          readOnly: readOnly ?? false,
        });
        return {
          value: { grant },
          touched: [{ kind: 'Grant', id }],
          audit: [{ action: 'grant.create', kind: 'Grant', id, name: null, projectId, before: null, after: shown(grant) }],
        };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'grant.update');
      const { id, expectedRevision, serverIds, itemIds, readOnly } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Grant', viewer, id, expectedRevision);
        await mustNarrow(tx, store, before.registryId, serverIds ?? null, itemIds ?? null);
        const grant = await store.update(tx, id, {
          ...(serverIds === undefined ? {} : { serverIds }),
          ...(itemIds === undefined ? {} : { itemIds }),
          ...(typeof readOnly === 'boolean' ? { readOnly } : {}),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        const projectId = await store.projectOfApplication(tx, grant.applicationId);
        return {
          value: { grant },
          touched: [{ kind: 'Grant', id }],
          audit: [{ action: 'grant.update', kind: 'Grant', id, name: null, projectId, before: shown(before), after: shown(grant) }],
        };
      });
    },
    async revoke(viewer, id) {
      permit(viewer, 'grant.revoke');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Grant', viewer, id);
        const projectId = await store.projectOfApplication(tx, before.applicationId);
        await store.remove(tx, id);
        return {
          value: { revokedId: id },
          touched: [{ kind: 'Grant', id }],
          audit: [{ action: 'grant.revoke', kind: 'Grant', id, name: null, projectId, before: shown(before), after: null }],
        };
      });
    },
    async forget(tx, projectId, serverIds, itemIds) {
      const touched: ChangedResource[] = [];
      const audit: AuditFact[] = [];
      const gone = new Set([...serverIds, ...itemIds]);
      for (const before of await store.narrowedTo(tx, serverIds, itemIds)) {
        const keptServers = before.serverIds?.filter((id) => !gone.has(id)) ?? null;
        const keptItems = before.itemIds?.filter((id) => !gone.has(id)) ?? null;
        touched.push({ kind: 'Grant', id: before.id });
        const fact = { kind: 'Grant', id: before.id, name: null, projectId, before: shown(before) };
        if (keptServers?.length === 0 || keptItems?.length === 0) {
          await store.remove(tx, before.id);
          audit.push({ ...fact, action: 'grant.revoke', after: null });
        } else {
          const after = await store.update(tx, before.id, {
            serverIds: keptServers,
            itemIds: keptItems,
            revision: before.revision + 1,
            updatedAt: new Date(),
          });
          audit.push({ ...fact, action: 'grant.update', after: shown(after) });
        }
      }
      return { touched, audit };
    },
  };
}

/** Throws: Refusal (InvalidInput) naming each server or item that is not of the registry. */
async function mustNarrow(
  tx: Transaction,
  store: GrantStore,
  registryId: string,
  serverIds: readonly string[] | null,
  itemIds: readonly string[] | null,
): Promise<void> {
  const servers = new Set(serverIds === null ? [] : await store.serversIn(tx, registryId, serverIds));
  const items = new Set(itemIds === null ? [] : await store.itemsIn(tx, registryId, itemIds));
  const problems = [
    ...(serverIds ?? [])
      .filter((id) => !servers.has(id))
      .map((id) => ({
        field: 'serverIds',
        problem: `"${id}" is no server of this registry`,
        expected: 'ids of servers of the granted registry',
      })),
    ...(itemIds ?? [])
      .filter((id) => !items.has(id))
      .map((id) => ({
        field: 'itemIds',
        problem: `"${id}" is offered by no server of this registry`,
        expected: 'ids of items of the granted registry',
      })),
  ];
  if (problems.length > 0) throw invalidInput(problems);
}

function shown({ applicationId, registryId, serverIds, itemIds, readOnly, revision }: GrantRow): object {
  return { applicationId, registryId, serverIds, itemIds, readOnly, revision };
}
