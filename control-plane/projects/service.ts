import { z } from 'zod';
import { defaultPolicy } from '../../data-plane/guardrails/index.ts';
import { permit } from '../admin-tokens/permissions.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import { holdForChange, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { inUse } from '../services/refusal.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { given, label, says, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { isPrivateTarget } from './private-target.ts';
import type { ProjectRow, ProjectStore } from './store.ts';

/** Makes, changes and deletes tenants. */
export interface ProjectService extends Reader<ProjectRow> {
  byName(viewer: Viewer, name: string): Promise<ProjectRow | null>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ project: ProjectRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ project: ProjectRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

/** What other nouns do when a project is made or goes. */
export interface ProjectParts {
  /** Stores the project's first policy. */
  insertPolicy(
    tx: Transaction,
    policy: { id: string; projectId: string; name: string; description: string; rules: Record<string, unknown> },
  ): Promise<unknown>;
  /** Resources of later nouns that go with a project. */
  goingWith(tx: Transaction, projectId: string): Promise<readonly { readonly kind: 'Issuer' | 'Revocation'; readonly id: string }[]>;
}

const target = z
  .string()
  .max(255)
  .refine(isPrivateTarget, says('is neither a host nor an address range', 'a host name, an address, or a range such as 10.0.0.0/8'));
const targets = z.array(target).max(100);
const CreateInput = z.strictObject({ name: label, allowedPrivateTargets: targets.nullish() });
const UpdateInput = z.strictObject({
  id: z.string(),
  expectedRevision: z.int(),
  name: label.nullish(),
  allowedPrivateTargets: targets.nullish(),
});

/** The service of projects. */
export function projectService(orm: Orm, store: ProjectStore, parts: ProjectParts): ProjectService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    byName: (viewer, name) => read.first(viewer, store.named(name)),
    async create(viewer, input) {
      permit(viewer, 'project.create');
      const { name, allowedPrivateTargets } = valid(CreateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const id = newId('Project');
        const policyId = newId('Policy');
        await store.insert(tx, { id, name, allowedPrivateTargets: allowedPrivateTargets ?? [], defaultPolicyId: policyId });
        const { id: _, ...rules } = defaultPolicy(policyId);
        await parts.insertPolicy(tx, {
          id: policyId,
          projectId: id,
          name: 'default',
          description: 'What every new registry of this project enforces.',
          rules,
        });
        const project = (await store.hold(tx, id, null, 'update')) as ProjectRow;
        return {
          value: { project },
          touched: [
            { kind: 'Project', id },
            { kind: 'Policy', id: policyId },
          ],
          audit: [{ action: 'project.create', kind: 'Project', id, name, projectId: id, before: null, after: shown(project) }],
        };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'project.update');
      const { id, expectedRevision, ...fields } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Project', viewer, id, expectedRevision);
        const { name, allowedPrivateTargets } = given(fields);
        const project = await store.update(tx, id, {
          ...(typeof name === 'string' ? { name } : {}),
          ...(Array.isArray(allowedPrivateTargets) ? { allowedPrivateTargets } : {}),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { project },
          touched: [{ kind: 'Project', id }],
          audit: [
            {
              action: 'project.update',
              kind: 'Project',
              id,
              name: project.name,
              projectId: id,
              before: shown(before),
              after: shown(project),
            },
          ],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'project.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Project', viewer, id);
        const contents = await store.contents(tx, id);
        if (contents.length > 0) throw inUse('the project holds registries or applications; delete them first', contents);
        const { policies, credentials } = await store.belongings(tx, id);
        const others = await parts.goingWith(tx, id);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [
            { kind: 'Project', id },
            ...policies.map((policyId) => ({ kind: 'Policy' as const, id: policyId })),
            ...credentials.map((credentialId) => ({ kind: 'Credential' as const, id: credentialId })),
            ...others,
          ],
          audit: [{ action: 'project.delete', kind: 'Project', id, name: before.name, projectId: id, before: shown(before), after: null }],
        };
      });
    },
  };
}

function shown({ name, allowedPrivateTargets, defaultPolicyId, revision }: ProjectRow): object {
  return { name, allowedPrivateTargets, defaultPolicyId, revision };
}
