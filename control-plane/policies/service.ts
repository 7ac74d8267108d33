import { z } from 'zod';
import { defaultPolicy } from '../../data-plane/guardrails/index.ts';
import type { Policy } from '../../data-plane/guardrails/index.ts';
import { permit } from '../admin-tokens/permissions.ts';
import type { ProjectStore } from '../projects/store.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { inUse, notFound } from '../services/refusal.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { printable, title, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { policyFrom } from './policy-input.ts';
import type { PolicyParts } from './policy-input.ts';
import type { PolicyRow, PolicyStore } from './store.ts';

/** Makes, changes and deletes guardrail policies. */
export interface PolicyService extends Reader<PolicyRow> {
  ofProjects(viewer: Viewer, projectIds: readonly string[], args: PageArgs): Promise<Page<PolicyRow>[]>;
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<PolicyRow>>;
  insert(
    tx: Transaction,
    policy: { id: string; projectId: string; name: string; description: string; rules: Record<string, unknown> },
  ): Promise<PolicyRow>;
  /** Holds a policy that something of `projectId` refers to. Throws: Refusal (NotFound). */
  require(tx: Transaction, viewer: Viewer, id: string, projectId: string): Promise<PolicyRow>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ policy: PolicyRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ policy: PolicyRow }>>;
  setDefault(viewer: Viewer, id: string): Promise<Changed<{ policy: PolicyRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

const parts = {
  rules: z.array(z.looseObject({})).nullish(),
  customPatterns: z.array(z.looseObject({})).nullish(),
  webhooks: z.array(z.looseObject({})).nullish(),
  restore: z.array(z.looseObject({})).nullish(),
};
const CreateInput = z.strictObject({ projectId: z.string(), name: title, description: printable(0, 1000).nullish(), ...parts });
const UpdateInput = z.strictObject({
  id: z.string(),
  expectedRevision: z.int(),
  name: title.nullish(),
  description: printable(0, 1000).nullish(),
  ...parts,
});

/** The service of policies. */
export function policyService(orm: Orm, store: PolicyStore, projects: ProjectStore): PolicyService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    ofProjects: (viewer, ids, args) => read.children(viewer, store.parents.project, ids, undefined, args),
    listOf: (viewer, projectId, args) => read.list(viewer, projectId === null ? undefined : store.ofProject(projectId), args),
    insert: (tx, policy) => store.insert(tx, policy),
    async require(tx, viewer, id, projectId) {
      const policy = await holdReference(tx, store, 'Policy', viewer, id);
      if (policy.projectId !== projectId) throw notFound('Policy', id);
      return policy;
    },
    async create(viewer, input) {
      permit(viewer, 'policy.create');
      const { projectId, name, description, ...given } = valid(CreateInput, input);
      const id = newId('Policy');
      const policy =
        given.rules === null || given.rules === undefined
          ? { ...defaultPolicy(id), ...without(policyFrom(id, given), 'rules') }
          : policyFrom(id, given);
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, projects, 'Project', viewer, projectId);
        const row = await store.insert(tx, { id, projectId, name, description: description ?? null, rules: without(policy, 'id') });
        return {
          value: { policy: row },
          touched: [{ kind: 'Policy', id }],
          audit: [{ action: 'policy.create', kind: 'Policy', id, name, projectId, before: null, after: shown(row) }],
        };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'policy.update');
      const { id, expectedRevision, name, description, ...given } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Policy', viewer, id, expectedRevision);
        const policy = policyFrom(id, { ...(before.rules as PolicyParts), ...givenParts(given) });
        const row = await store.update(tx, id, {
          ...(typeof name === 'string' ? { name } : {}),
          ...(description === undefined ? {} : { description }),
          rules: without(policy, 'id'),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { policy: row },
          touched: [{ kind: 'Policy', id }],
          audit: [
            {
              action: 'policy.update',
              kind: 'Policy',
              id,
              name: row.name,
              projectId: row.projectId,
              before: shown(before),
              after: shown(row),
            },
          ],
        };
      });
    },
    async setDefault(viewer, id) {
      permit(viewer, 'policy.update');
      return commitChange(orm, viewer, async (tx) => {
        const policy = await holdReference(tx, store, 'Policy', viewer, id);
        const before = await store.defaultOf(tx, policy.projectId);
        if (before === id) return { value: { policy }, touched: [], audit: [] };
        await store.makeDefault(tx, policy.projectId, id);
        return {
          value: { policy },
          touched: [],
          audit: [
            {
              action: 'policy.set-default',
              kind: 'Policy',
              id,
              name: policy.name,
              projectId: policy.projectId,
              before: { defaultPolicyId: before },
              after: { defaultPolicyId: id },
            },
          ],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'policy.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Policy', viewer, id);
        const naming = await store.registriesNaming(tx, id);
        if (naming.length > 0) throw inUse('registries name this policy; give them another one first', naming);
        if ((await store.defaultOf(tx, before.projectId)) === id)
          throw inUse('it is the default policy of its project; make another one the default first', [before.projectId]);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [{ kind: 'Policy', id }],
          audit: [
            {
              action: 'policy.delete',
              kind: 'Policy',
              id,
              name: before.name,
              projectId: before.projectId,
              before: shown(before),
              after: null,
            },
          ],
        };
      });
    },
  };
}

function without(policy: Policy, key: 'id' | 'rules'): Record<string, unknown> {
  const { [key]: _, ...rest } = policy;
  return key === 'id' ? rest : without(rest as Policy, 'id');
}

/** The parts an update names: null empties a list, left out keeps it. */
function givenParts(given: PolicyParts): PolicyParts {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
}

function shown({ name, description, rules, revision }: PolicyRow): object {
  return { name, description, ...rules, revision };
}
