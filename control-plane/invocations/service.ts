import { permit } from '../admin-tokens/permissions.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Viewer } from '../services/viewer.ts';
import type { InvocationFilter, InvocationRow, InvocationStore } from './store.ts';

/** Shows records of calls. They are written by `control-plane/usage`. */
export interface InvocationService extends Reader<InvocationRow> {
  listOf(viewer: Viewer, filter: InvocationFilter, args: PageArgs): Promise<Page<InvocationRow>>;
  /** In the order of `keyIds`. */
  lastUses(viewer: Viewer, keyIds: readonly string[]): Promise<(Date | null)[]>;
}

/** The service of invocations. */
export function invocationService(store: InvocationStore): InvocationService {
  const read = reader(store, 'records.read');
  return {
    ...read,
    listOf: (viewer, filter, args) => read.list(viewer, store.matching(filter), args),
    async lastUses(viewer, keyIds) {
      permit(viewer, 'records.read');
      const uses = await store.lastUses(keyIds);
      return keyIds.map((id) => uses.get(id) ?? null);
    },
  };
}
