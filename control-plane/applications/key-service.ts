import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import { newToken } from '../secrets/tokens.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, holdReference, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Orm } from '../services/transaction.ts';
import { future, title, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import type { ApplicationKeyRow, ApplicationKeyStore, ApplicationStore } from './store.ts';

/** Makes and revokes keys of applications. */
export interface ApplicationKeyService extends Reader<ApplicationKeyRow> {
  ofApplications(viewer: Viewer, ids: readonly string[], args: PageArgs): Promise<Page<ApplicationKeyRow>[]>;
  /** Returns: the key itself as `secret`, here and nowhere else. */
  create(viewer: Viewer, input: unknown): Promise<Changed<{ key: ApplicationKeyRow; secret: string }>>;
  revoke(viewer: Viewer, id: string): Promise<Changed<{ key: ApplicationKeyRow }>>;
}

const CreateInput = z.strictObject({
  applicationId: z.string(),
  name: title,
  expiresAt: future(() => Date.now()).nullish(),
  maySpeakForUsers: z.boolean().nullish(),
});

/** The service of application keys. */
export function applicationKeyService(orm: Orm, store: ApplicationKeyStore, applications: ApplicationStore): ApplicationKeyService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    ofApplications: (viewer, ids, args) => read.children(viewer, store.parents.application, ids, undefined, args),
    async create(viewer, input) {
      permit(viewer, 'application-key.create');
      const { applicationId, name, expiresAt, maySpeakForUsers } = valid(CreateInput, input);
      const { token, hash, start } = newToken('pck');
      return commitChange(orm, viewer, async (tx) => {
        const application = await holdReference(tx, applications, 'Application', viewer, applicationId);
        const id = newId('ApplicationKey');
        const key = await store.insert(tx, {
          id,
          applicationId,
          name,
          prefix: start,
          hash,
          expiresAt: expiresAt ?? null,
          maySpeakForUsers: maySpeakForUsers ?? false,
        });
        return {
          value: { key, secret: token },
          touched: [{ kind: 'ApplicationKey', id }],
          audit: [
            {
              action: 'application-key.create',
              kind: 'ApplicationKey',
              id,
              name,
              projectId: application.projectId,
              before: null,
              after: shown(key),
            },
          ],
        };
      });
    },
    async revoke(viewer, id) {
      permit(viewer, 'application-key.revoke');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'ApplicationKey', viewer, id);
        if (before.revokedAt !== null) return { value: { key: before }, touched: [], audit: [] };
        const application = await holdReference(tx, applications, 'Application', viewer, before.applicationId);
        const key = await store.update(tx, id, { revokedAt: new Date() });
        return {
          value: { key },
          touched: [{ kind: 'ApplicationKey', id }],
          audit: [
            {
              action: 'application-key.revoke',
              kind: 'ApplicationKey',
              id,
              name: key.name,
              projectId: application.projectId,
              before: shown(before),
              after: shown(key),
            },
          ],
        };
      });
    },
  };
}

function shown({ applicationId, name, prefix, expiresAt, revokedAt, maySpeakForUsers }: ApplicationKeyRow): object {
  return { applicationId, name, prefix, expiresAt, revokedAt, maySpeakForUsers };
}
