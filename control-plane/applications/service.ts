import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { GrantService } from '../grants/service.ts';
import type { ProjectStore } from '../projects/store.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Orm } from '../services/transaction.ts';
import { printable, title, valid, whole } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import type { ApplicationKeyStore, ApplicationRow, ApplicationStore } from './store.ts';

/** Makes, changes and deletes what calls. */
export interface ApplicationService extends Reader<ApplicationRow> {
  ofProjects(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<ApplicationRow>[]>;
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<ApplicationRow>>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ application: ApplicationRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ application: ApplicationRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

const type = z.enum(['agent', 'ide', 'service', 'other']);
const owner = printable(1, 200);
const requestsPerMinute = whole(1, 1_000_000);
const maxConcurrent = whole(1, 10_000);
const CreateInput = z.strictObject({
  projectId: z.string(),
  name: title,
  type: type.nullish(),
  owner: owner.nullish(),
  enabled: z.boolean().nullish(),
  requestsPerMinute: requestsPerMinute.nullish(),
  maxConcurrent: maxConcurrent.nullish(),
});
const UpdateInput = z.strictObject({
  id: z.string(),
  expectedRevision: z.int(),
  name: title.nullish(),
  type: type.nullish(),
  owner: owner.nullish(),
  enabled: z.boolean().nullish(),
  requestsPerMinute: requestsPerMinute.nullish(),
  maxConcurrent: maxConcurrent.nullish(),
});

/** The service of applications. */
export function applicationService(
  orm: Orm,
  store: ApplicationStore,
  keys: ApplicationKeyStore,
  projects: ProjectStore,
  grants: Pick<GrantService, 'idsOfApplication'>,
): ApplicationService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    ofProjects: (viewer, ids, args) => read.children(viewer, store.parents.project, ids, undefined, args),
    listOf: (viewer, projectId, args) => read.list(viewer, projectId === null ? undefined : store.ofProject(projectId), args),
    async create(viewer, input) {
      permit(viewer, 'application.create');
      const { projectId, name, ...fields } = valid(CreateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, projects, 'Project', viewer, projectId);
        const id = newId('Application');
        const application = await store.insert(tx, {
          id,
          projectId,
          name,
          type: fields.type ?? 'agent',
          owner: fields.owner ?? null,
          enabled: fields.enabled ?? true,
          requestsPerMinute: fields.requestsPerMinute ?? null,
          maxConcurrent: fields.maxConcurrent ?? null,
        });
        return {
          value: { application },
          touched: [{ kind: 'Application', id }],
          audit: [{ action: 'application.create', kind: 'Application', id, name, projectId, before: null, after: shown(application) }],
        };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'application.update');
      const { id, expectedRevision, ...fields } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Application', viewer, id, expectedRevision);
        const application = await store.update(tx, id, {
          ...(typeof fields.name === 'string' ? { name: fields.name } : {}),
          ...(typeof fields.type === 'string' ? { type: fields.type } : {}),
          ...(typeof fields.enabled === 'boolean' ? { enabled: fields.enabled } : {}),
          ...(fields.owner === undefined ? {} : { owner: fields.owner }),
          ...(fields.requestsPerMinute === undefined ? {} : { requestsPerMinute: fields.requestsPerMinute }),
          ...(fields.maxConcurrent === undefined ? {} : { maxConcurrent: fields.maxConcurrent }),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { application },
          touched: [{ kind: 'Application', id }],
          audit: [
            {
              action: 'application.update',
              kind: 'Application',
              id,
              name: application.name,
              projectId: before.projectId,
              before: shown(before),
              after: shown(application),
            },
          ],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'application.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Application', viewer, id);
        const keyIds = await keys.idsOfApplication(tx, id);
        const grantIds = await grants.idsOfApplication(tx, id);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [
            { kind: 'Application', id },
            ...keyIds.map((keyId) => ({ kind: 'ApplicationKey' as const, id: keyId })),
            ...grantIds.map((grantId) => ({ kind: 'Grant' as const, id: grantId })),
          ],
          audit: [
            {
              action: 'application.delete',
              kind: 'Application',
              id,
              name: before.name,
              projectId: before.projectId,
              before: { ...shown(before), keys: keyIds, grants: grantIds },
              after: null,
            },
          ],
        };
      });
    },
  };
}

function shown({
  name,
  type: kind,
  owner: answerable,
  enabled,
  requestsPerMinute: rate,
  maxConcurrent: concurrent,
  revision,
}: ApplicationRow): object {
  return { name, type: kind, owner: answerable, enabled, requestsPerMinute: rate, maxConcurrent: concurrent, revision };
}
