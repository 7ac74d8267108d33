import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { GrantService } from '../grants/service.ts';
import type { PolicyService } from '../policies/service.ts';
import type { ProjectStore } from '../projects/store.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { label, valid, whole } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import type { RegistryRow, RegistryStore } from './store.ts';

/** Makes, changes and deletes trust boundaries. */
export interface RegistryService extends Reader<RegistryRow> {
  byName(viewer: Viewer, name: string): Promise<RegistryRow | null>;
  ofProjects(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<RegistryRow>[]>;
  ofPolicies(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<RegistryRow>[]>;
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<RegistryRow>>;
  /** Holds a registry that a change refers to. Throws: Refusal (NotFound). */
  require(tx: Transaction, viewer: Viewer, id: string): Promise<RegistryRow>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ registry: RegistryRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ registry: RegistryRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

const silence = whole(1, 2_592_000);
const credentialMode = z.enum(['internal', 'oauth_passthrough', 'token_broker']);
const CreateInput = z.strictObject({
  projectId: z.string(),
  name: label,
  enabled: z.boolean().nullish(),
  credentialMode: credentialMode.nullish(),
  policyId: z.string().nullish(),
  refuseAfterSilenceS: silence.nullish(),
  recordPayloads: z.boolean().nullish(),
});
const UpdateInput = z.strictObject({
  id: z.string(),
  expectedRevision: z.int(),
  name: label.nullish(),
  enabled: z.boolean().nullish(),
  credentialMode: credentialMode.nullish(),
  policyId: z.string().nullish(),
  refuseAfterSilenceS: silence.nullish(),
  recordPayloads: z.boolean().nullish(),
});

/** The service of registries. */
export function registryService(
  orm: Orm,
  store: RegistryStore,
  projects: ProjectStore,
  policies: Pick<PolicyService, 'require'>,
  grants: Pick<GrantService, 'idsOfRegistry'>,
): RegistryService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    byName: (viewer, name) => read.first(viewer, store.named(name)),
    ofProjects: (viewer, ids, args) => read.children(viewer, store.parents.project, ids, undefined, args),
    ofPolicies: (viewer, ids, args) => read.children(viewer, store.parents.policy, ids, undefined, args),
    listOf: (viewer, projectId, args) => read.list(viewer, projectId === null ? undefined : store.ofProject(projectId), args),
    require: (tx, viewer, id) => holdReference(tx, store, 'Registry', viewer, id),
    async create(viewer, input) {
      permit(viewer, 'registry.create');
      const { projectId, name, ...fields } = valid(CreateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const project = await holdReference(tx, projects, 'Project', viewer, projectId);
        const policy = await policies.require(tx, viewer, fields.policyId ?? project.defaultPolicyId ?? '', projectId);
        const id = newId('Registry');
        const registry = await store.insert(tx, {
          id,
          projectId,
          name,
          enabled: fields.enabled ?? true,
          credentialMode: fields.credentialMode ?? 'internal',
          policyId: policy.id,
          refuseAfterSilenceS: fields.refuseAfterSilenceS ?? null,
          recordPayloads: fields.recordPayloads ?? false,
        });
        return {
          value: { registry },
          touched: [{ kind: 'Registry', id }],
          audit: [{ action: 'registry.create', kind: 'Registry', id, name, projectId, before: null, after: shown(registry) }],
        };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'registry.update');
      const {
        id,
        expectedRevision,
        name,
        enabled,
        credentialMode: mode,
        policyId,
        refuseAfterSilenceS,
        recordPayloads,
      } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Registry', viewer, id, expectedRevision);
        if (typeof policyId === 'string') await policies.require(tx, viewer, policyId, before.projectId);
        const registry = await store.update(tx, id, {
          ...(typeof name === 'string' ? { name } : {}),
          ...(typeof enabled === 'boolean' ? { enabled } : {}),
          ...(mode === undefined || mode === null ? {} : { credentialMode: mode }),
          ...(typeof policyId === 'string' ? { policyId } : {}),
          ...(refuseAfterSilenceS === undefined ? {} : { refuseAfterSilenceS }),
          ...(typeof recordPayloads === 'boolean' ? { recordPayloads } : {}),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { registry },
          touched: [{ kind: 'Registry', id }],
          audit: [
            {
              action: 'registry.update',
              kind: 'Registry',
              id,
              name: registry.name,
              projectId: registry.projectId,
              before: shown(before),
              after: shown(registry),
            },
          ],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'registry.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Registry', viewer, id);
        const { servers, items } = await store.belongings(tx, id);
        const grantIds = await grants.idsOfRegistry(tx, id);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [
            { kind: 'Registry', id },
            ...servers.map((serverId) => ({ kind: 'Server' as const, id: serverId })),
            ...items.map((itemId) => ({ kind: 'Item' as const, id: itemId })),
            ...grantIds.map((grantId) => ({ kind: 'Grant' as const, id: grantId })),
          ],
          audit: [
            {
              action: 'registry.delete',
              kind: 'Registry',
              id,
              name: before.name,
              projectId: before.projectId,
              before: { ...shown(before), servers, grants: grantIds },
              after: null,
            },
          ],
        };
      });
    },
  };
}

function shown({ name, enabled, credentialMode: mode, policyId, refuseAfterSilenceS, recordPayloads, revision }: RegistryRow): object {
  return { name, enabled, credentialMode: mode, policyId, refuseAfterSilenceS, recordPayloads, revision };
}
