import { z } from 'zod';
import type { ProjectStore } from '../projects/store.ts';
import { hashToken, looksLikeToken, newToken } from '../secrets/tokens.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { invalidInput } from '../services/refusal.ts';
import type { Orm } from '../services/transaction.ts';
import { future, title, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { looksLocal, verifyLocalToken } from './local-token.ts';
import { permit } from './permissions.ts';
import type { AdminTokenRow, AdminTokenStore } from './store.ts';

/** Who may use GraphQL: makes, revokes and recognises tokens. */
export interface AdminTokenService extends Reader<AdminTokenRow> {
  listAll(viewer: Viewer, args: PageArgs): Promise<Page<AdminTokenRow>>;
  /** Who a token belongs to; null when it does not work. */
  recognise(token: string, requestId: string): Promise<Viewer | null>;
  /** Returns: the token itself as `secret`, here and nowhere else. */
  create(viewer: Viewer, input: unknown): Promise<Changed<{ token: AdminTokenRow; secret: string }>>;
  revoke(viewer: Viewer, id: string): Promise<Changed<{ token: AdminTokenRow }>>;
  /** On an empty installation, stores the first token, `given` or a new one. Returns: the token; null when there were tokens already. */
  bootstrap(given: string | null): Promise<string | null>;
}

const CreateInput = z.strictObject({
  name: title,
  role: z.enum(['viewer', 'operator', 'admin', 'auditor']),
  projectId: z.string().nullish(),
  expiresAt: future(() => Date.now()).nullish(),
});

/** The service of admin tokens. `masterKeys`: whoever holds one may make local tokens. */
export function adminTokenService(
  orm: Orm,
  store: AdminTokenStore,
  projects: ProjectStore,
  masterKeys: readonly Buffer[],
): AdminTokenService {
  const read = reader(store, 'admin-token.read');
  return {
    ...read,
    listAll: (viewer, args) => read.list(viewer, undefined, args),
    async recognise(token, requestId) {
      const now = new Date();
      if (looksLocal(token)) {
        if (!masterKeys.some((key) => verifyLocalToken(key, token, now.getTime()))) return null;
        return { name: 'local (master key)', role: 'admin', tokenId: null, projectId: null, expiresAt: null, requestId };
      }
      if (!looksLikeToken('pca', token)) return null;
      // Found by its SHA-256: comparing a hash of 256 random bits tells nothing about the token.
      const row = await store.working(hashToken(token), now);
      if (row === null) return null;
      if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > 60_000) await store.touch(row.id, now);
      return { name: row.name, role: row.role, tokenId: row.id, projectId: row.projectId, expiresAt: row.expiresAt, requestId };
    },
    async create(viewer, input) {
      permit(viewer, 'admin-token.create');
      const { name, role, projectId, expiresAt } = valid(CreateInput, input);
      if (viewer.projectId !== null && (projectId ?? null) !== viewer.projectId) {
        throw invalidInput([{ field: 'projectId', problem: 'is not the project this token is limited to', expected: viewer.projectId }]);
      }
      const { token: secret, hash, start } = newToken('pca');
      return commitChange(orm, viewer, async (tx) => {
        if (typeof projectId === 'string') await holdReference(tx, projects, 'Project', viewer, projectId);
        const id = newId('AdminToken');
        const token = await store.insert(tx, {
          id,
          name,
          role,
          projectId: projectId ?? null,
          prefix: start,
          hash,
          createdBy: viewer.name,
          expiresAt: expiresAt ?? null,
        });
        return {
          value: { token, secret },
          touched: [],
          audit: [
            { action: 'admin-token.create', kind: 'AdminToken', id, name, projectId: token.projectId, before: null, after: shown(token) },
          ],
        };
      });
    },
    async revoke(viewer, id) {
      permit(viewer, 'admin-token.revoke');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'AdminToken', viewer, id);
        if (before.revokedAt !== null) return { value: { token: before }, touched: [], audit: [] };
        const token = await store.update(tx, id, { revokedAt: new Date() });
        return {
          value: { token },
          touched: [],
          audit: [
            {
              action: 'admin-token.revoke',
              kind: 'AdminToken',
              id,
              name: token.name,
              projectId: token.projectId,
              before: shown(before),
              after: shown(token),
            },
          ],
        };
      });
    },
    async bootstrap(given) {
      if (!(await store.isEmpty())) return null;
      const made = given === null ? newToken('pca') : { token: given, hash: hashToken(given), start: given.slice(0, 8) };
      const id = newId('AdminToken');
      const viewer: Viewer = { name: 'first start', role: 'admin', tokenId: null, projectId: null, expiresAt: null, requestId: id };
      await commitChange(orm, viewer, async (tx) => {
        const token = await store.insert(tx, {
          id,
          name: 'first administrator',
          role: 'admin',
          prefix: made.start,
          hash: made.hash,
          createdBy: viewer.name,
        });
        return {
          value: {},
          touched: [],
          audit: [
            { action: 'admin-token.create', kind: 'AdminToken', id, name: token.name, projectId: null, before: null, after: shown(token) },
          ],
        };
      });
      return made.token;
    },
  };
}

function shown({ name, role, projectId, prefix, expiresAt, revokedAt }: AdminTokenRow): object {
  return { name, role, projectId, prefix, expiresAt, revokedAt };
}
