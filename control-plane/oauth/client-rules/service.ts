import { z } from 'zod';
import { permit } from '../../admin-tokens/permissions.ts';
import type { ProjectStore } from '../../projects/store.ts';
import { commitChange, type Changed } from '../../services/change.ts';
import { newId } from '../../services/ids.ts';
import type { Page, PageArgs } from '../../services/page.ts';
import { holdForChange, holdReference, reader, type Reader } from '../../services/reader.ts';
import { invalidInput, notFound } from '../../services/refusal.ts';
import type { Orm, Transaction } from '../../services/transaction.ts';
import { given, printable, valid } from '../../services/validate.ts';
import type { Viewer } from '../../services/viewer.ts';
import { addRevocation } from '../revocations/store.ts';
import { clientRuleStore, projectOfApplication, type ClientRuleRow } from './store.ts';

/** Says which OAuth clients of the built-in authorization server act as which application, and takes their tokens back. */
export interface ClientRuleService extends Reader<ClientRuleRow> {
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<ClientRuleRow>>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ rule: ClientRuleRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ rule: ClientRuleRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
  /** Revokes the access tokens that the built-in server issued to a client or for a user until now. */
  revokeTokens(viewer: Viewer, input: unknown): Promise<Changed<{ target: string }>>;
}

const changeable = {
  applicationId: z.string().optional(),
  users: z.array(printable(1, 256)).max(1000).nullish(),
  readOnly: z.boolean().optional(),
};
const CreateInput = z.strictObject({
  ...changeable,
  readOnly: z.boolean().nullish(),
  projectId: z.string(),
  clientId: printable(1, 2048),
  applicationId: z.string(),
});
const UpdateInput = z.strictObject({ ...changeable, id: z.string(), expectedRevision: z.int() });
const RevokeInput = z.strictObject({ clientId: printable(1, 2048).nullish(), user: printable(1, 256).nullish() });

/** The service of client rules. */
export function clientRuleService(orm: Orm, parts: { readonly projects: ProjectStore; readonly now: () => number }): ClientRuleService {
  const store = clientRuleStore(orm);
  const read = reader(store, 'config.read');
  return {
    ...read,
    listOf: (viewer, projectId, args) => read.list(viewer, store.within(projectId), args),
    async create(viewer, input) {
      permit(viewer, 'oauth-client-rule.create');
      const { users: subjects, ...fields } = valid(CreateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, parts.projects, 'Project', viewer, fields.projectId);
        await mustBeOfProject(tx, fields.applicationId, fields.projectId);
        const rule = await store.insert(tx, {
          ...fields,
          id: newId('OAuthClientRule'),
          subjects: subjects ?? [],
          readOnly: fields.readOnly ?? false,
        });
        return { value: { rule }, touched: [], audit: [fact('oauth-client-rule.create', null, rule)] };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'oauth-client-rule.update');
      const { id, expectedRevision, users: subjects, ...fields } = valid(UpdateInput, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'OAuthClientRule', viewer, id, expectedRevision);
        if (fields.applicationId !== undefined) await mustBeOfProject(tx, fields.applicationId, before.projectId);
        const rule = await store.update(tx, id, {
          ...given(fields),
          ...(subjects === undefined ? {} : { subjects: subjects ?? [] }),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return {
          value: { rule },
          ...(await withRevocation(tx, before, parts.now())),
          audit: [fact('oauth-client-rule.update', before, rule)],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'oauth-client-rule.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'OAuthClientRule', viewer, id);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          ...(await withRevocation(tx, before, parts.now())),
          audit: [fact('oauth-client-rule.delete', before, null)],
        };
      });
    },
    async revokeTokens(viewer, input) {
      permit(viewer, 'agent-tokens.revoke');
      const { clientId, user } = valid(RevokeInput, input);
      if ((typeof clientId === 'string') === (typeof user === 'string')) {
        throw invalidInput([{ field: 'clientId', problem: 'and user are both given or both missing', expected: 'one of the two' }]);
      }
      return commitChange(orm, viewer, async (tx) => {
        const type = typeof clientId === 'string' ? ('client' as const) : ('subject' as const);
        const target = clientId ?? user ?? '';
        const id = await addRevocation(
          tx,
          { projectId: viewer.projectId, type, target, version: 0, userSubject: null, providerId: null, tokenExpiresAt: null },
          parts.now(),
        );
        const audit = {
          action: 'agent-tokens.revoke',
          kind: 'Revocation',
          id,
          name: target,
          projectId: viewer.projectId,
          before: null,
          after: { type, target },
        };
        return { value: { target }, touched: [{ kind: 'Revocation' as const, id }], audit: [audit] };
      });
    },
  };
}

/** Tokens issued under a rule that changed or went are taken back at once; the next refresh asks the rules anew. */
async function withRevocation(tx: Transaction, rule: ClientRuleRow, nowMs: number) {
  if (rule.clientId === '*') return { touched: [] };
  const id = await addRevocation(
    tx,
    {
      projectId: rule.projectId,
      type: 'client',
      target: rule.clientId,
      version: 0,
      userSubject: null,
      providerId: null,
      tokenExpiresAt: null,
    },
    nowMs,
  );
  return { touched: [{ kind: 'Revocation' as const, id }] };
}

async function mustBeOfProject(tx: Transaction, applicationId: string, projectId: string): Promise<void> {
  if ((await projectOfApplication(tx, applicationId)) !== projectId) throw notFound('Application', applicationId);
}

function fact(action: string, before: ClientRuleRow | null, after: ClientRuleRow | null) {
  const row = (after ?? before) as ClientRuleRow;
  return {
    action,
    kind: 'OAuthClientRule',
    id: row.id,
    name: row.clientId,
    projectId: row.projectId,
    before: shown(before),
    after: shown(after),
  };
}

function shown(row: ClientRuleRow | null): object | null {
  if (row === null) return null;
  const { clientId, applicationId, subjects, readOnly, revision } = row;
  return { clientId, applicationId, subjects, readOnly, revision };
}
