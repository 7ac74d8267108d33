import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import { hashToken, newToken } from '../secrets/tokens.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Orm } from '../services/transaction.ts';
import { future, title, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import type { JoinTokenRow, JoinTokenStore, NodeRow, NodeStore } from './store.ts';

/** Shows nodes, and lets them join. */
export interface NodeService extends Reader<NodeRow> {
  listAll(viewer: Viewer, args: PageArgs): Promise<Page<NodeRow>>;
  readonly joinTokens: Reader<JoinTokenRow>;
  /** Returns: the token itself as `secret`, here and nowhere else. */
  createJoinToken(viewer: Viewer, input: unknown): Promise<Changed<{ joinToken: JoinTokenRow; secret: string }>>;
  revokeJoinToken(viewer: Viewer, id: string): Promise<Changed<{ joinToken: JoinTokenRow }>>;
  /** Stores a join token that was given, once; on an installation without any, makes one. Returns: the token; null when none was made or given. */
  bootstrap(given: string | null): Promise<string | null>;
}

const CreateInput = z.strictObject({ name: title, expiresAt: future(() => Date.now()).nullish() });

/** The service of nodes and join tokens. */
export function nodeService(orm: Orm, nodes: NodeStore, store: JoinTokenStore): NodeService {
  const read = reader(nodes, 'node.read');
  const add = async (viewer: Viewer, name: string, expiresAt: Date | null, made: { hash: string; start: string }) =>
    commitChange(orm, viewer, async (tx) => {
      const id = randomUUID();
      const joinToken = await store.insert(tx, { id, name, hash: made.hash, start: made.start, expiresAt });
      return {
        value: { joinToken },
        touched: [],
        audit: [{ action: 'join-token.create', kind: 'JoinToken', id, name, projectId: null, before: null, after: shown(joinToken) }],
      };
    });
  return {
    ...read,
    listAll: (viewer, args) => read.list(viewer, undefined, args),
    joinTokens: reader(store, 'join-token.read'),
    async createJoinToken(viewer, input) {
      permit(viewer, 'join-token.create');
      const { name, expiresAt } = valid(CreateInput, input);
      const made = newToken('pcj');
      return { ...(await add(viewer, name, expiresAt ?? null, made)), secret: made.token };
    },
    async revokeJoinToken(viewer, id) {
      permit(viewer, 'join-token.revoke');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'JoinToken', viewer, id);
        if (before.revokedAt !== null) return { value: { joinToken: before }, touched: [], audit: [] };
        const joinToken = await store.update(tx, id, { revokedAt: new Date() });
        return {
          value: { joinToken },
          touched: [],
          audit: [
            {
              action: 'join-token.revoke',
              kind: 'JoinToken',
              id,
              name: joinToken.name,
              projectId: null,
              before: shown(before),
              after: shown(joinToken),
            },
          ],
        };
      });
    },
    async bootstrap(given) {
      const viewer: Viewer = { name: 'first start', role: 'admin', tokenId: null, projectId: null, expiresAt: null, requestId: 'start' };
      if (given !== null) {
        if ((await store.byHash(hashToken(given))) === null)
          await add(viewer, 'given at start', null, { hash: hashToken(given), start: given.slice(0, 8) });
        return given;
      }
      if (!(await store.isEmpty())) return null;
      const made = newToken('pcj');
      await add(viewer, 'made at the first start', null, made);
      return made.token;
    },
  };
}

function shown({ name, start, expiresAt, revokedAt }: JoinTokenRow): object {
  return { name, prefix: start, expiresAt, revokedAt };
}
