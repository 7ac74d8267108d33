import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { ProjectStore } from '../projects/store.ts';
import type { Vault } from '../secrets/vault.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { inUse, invalidInput, notFound } from '../services/refusal.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { title, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { secretFrom } from './credential-input.ts';
import type { CredentialRow, CredentialStore } from './store.ts';

/** A credential with its secret in the clear. Never leaves the process but to a server or a node. */
export interface OpenCredential {
  readonly id: string;
  readonly version: number;
  readonly projectId: string;
  readonly type: CredentialRow['type'];
  /** `static_headers`: header name to value. `client_credentials`: see `credential-input.ts`. */
  readonly secret: unknown;
}

/** Stores, rotates and deletes shared secrets of servers. Values go in and never come out through GraphQL. */
export interface CredentialService extends Reader<CredentialRow> {
  ofProjects(viewer: Viewer, projectIds: readonly string[], args: PageArgs): Promise<Page<CredentialRow>[]>;
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<CredentialRow>>;
  /** Ids of servers, in the order of `ids`. */
  serversUsing(viewer: Viewer, ids: readonly string[]): Promise<(readonly string[])[]>;
  /** Holds a credential that something of `projectId` refers to. Throws: Refusal (NotFound). */
  require(tx: Transaction, viewer: Viewer, id: string, projectId: string): Promise<CredentialRow>;
  /** Decrypts, for use inside the control plane. Null: there is none. */
  open(id: string): Promise<OpenCredential | null>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ credential: CredentialRow }>>;
  rotate(viewer: Viewer, input: unknown): Promise<Changed<{ credential: CredentialRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

const CreateInput = z.strictObject({
  projectId: z.string(),
  name: title,
  headers: z.unknown().optional(),
  clientCredentials: z.unknown().optional(),
});
const RotateInput = z.strictObject({ id: z.string(), headers: z.unknown().optional(), clientCredentials: z.unknown().optional() });

/** The service of credentials. */
export function credentialService(orm: Orm, store: CredentialStore, projects: ProjectStore, vault: Vault): CredentialService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    ofProjects: (viewer, ids, args) => read.children(viewer, store.parents.project, ids, undefined, args),
    listOf: (viewer, projectId, args) => read.list(viewer, projectId === null ? undefined : store.ofProject(projectId), args),
    async serversUsing(viewer, ids) {
      permit(viewer, 'config.read');
      const users = await store.serversUsingAny(ids);
      return ids.map((id) => users.get(id) ?? []);
    },
    async require(tx, viewer, id, projectId) {
      const credential = await holdReference(tx, store, 'Credential', viewer, id);
      if (credential.projectId !== projectId) throw notFound('Credential', id);
      return credential;
    },
    async open(id) {
      const [row] = await store.byIds([id], null);
      if (row === undefined) return null;
      const secret: unknown = JSON.parse(vault.open(row.sealed, contextOf(id)).toString('utf8'));
      return { id, version: row.version, projectId: row.projectId, type: row.type, secret };
    },
    async create(viewer, input) {
      permit(viewer, 'credential.create');
      const { projectId, name, headers, clientCredentials } = valid(CreateInput, input);
      const { type, headerNames, plain } = secretFrom(headers, clientCredentials);
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, projects, 'Project', viewer, projectId);
        const id = newId('Credential');
        const credential = await store.insert(tx, {
          id,
          projectId,
          name,
          type,
          headerNames: [...headerNames],
          sealed: vault.seal(plain, contextOf(id)),
        });
        return {
          value: { credential },
          touched: [{ kind: 'Credential', id }],
          audit: [{ action: 'credential.create', kind: 'Credential', id, name, projectId, before: null, after: shown(credential) }],
        };
      });
    },
    async rotate(viewer, input) {
      permit(viewer, 'credential.rotate');
      const { id, headers, clientCredentials } = valid(RotateInput, input);
      const { type, headerNames, plain } = secretFrom(headers, clientCredentials);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Credential', viewer, id);
        if (before.type !== type) {
          const field = type === 'static_headers' ? 'headers' : 'clientCredentials';
          throw invalidInput([
            {
              field,
              problem: `does not fit a credential of type ${before.type.toUpperCase()}`,
              expected: 'values of the type it has; make a new credential for another type',
            },
          ]);
        }
        const credential = await store.update(tx, id, {
          headerNames: [...headerNames],
          sealed: vault.seal(plain, contextOf(id)),
          version: before.version + 1,
          revision: before.revision + 1,
          rotatedAt: new Date(),
        });
        return {
          value: { credential },
          touched: [{ kind: 'Credential', id }],
          audit: [
            {
              action: 'credential.rotate',
              kind: 'Credential',
              id,
              name: before.name,
              projectId: before.projectId,
              before: shown(before),
              after: shown(credential),
            },
          ],
        };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'credential.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Credential', viewer, id);
        const using = await store.serversUsing(tx, id);
        if (using.length > 0) throw inUse('servers use this credential; give them another one first', using);
        await store.remove(tx, id);
        return {
          value: { deletedId: id },
          touched: [{ kind: 'Credential', id }],
          audit: [
            {
              action: 'credential.delete',
              kind: 'Credential',
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

/** What a sealed credential is bound to. */
function contextOf(id: string): string {
  return `credential:${id}`;
}

function shown({ name, type, headerNames, version, revision }: CredentialRow): object {
  return { name, type, headerNames, version, revision };
}
