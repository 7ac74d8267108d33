import { z } from 'zod';
import { aggregatedNames } from '../../data-plane/lib/aggregated-name.ts';
import { permit } from '../admin-tokens/permissions.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import type { Page, PageArgs } from '../services/page.ts';
import { holdForChange, reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import { invalidInput, notFound, Refusal } from '../services/refusal.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { says, valid } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { saysReadOnly } from './discovered-definitions.ts';
import type { ItemFilter, ItemRow, ItemStore } from './store.ts';

/** Lists items and moves them through their life. */
export interface ItemService extends Reader<ItemRow> {
  ofServers(viewer: Viewer, ids: readonly string[], filter: Pick<ItemFilter, 'type' | 'state'>, args: PageArgs): Promise<Page<ItemRow>[]>;
  listOf(viewer: Viewer, filter: ItemFilter, args: PageArgs): Promise<Page<ItemRow>>;
  /** What the items of registries are called on the aggregated endpoints, by item id; in the order of `registryIds`. */
  aggregatedNames(registryIds: readonly string[]): Promise<ReadonlyMap<string, string>[]>;
  setEnabled(viewer: Viewer, input: unknown): Promise<Changed<{ items: ItemRow[] }>>;
  setReadOnly(viewer: Viewer, input: unknown): Promise<Changed<{ item: ItemRow }>>;
}

const SetEnabled = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.string().max(100), digest: z.string().max(100).nullish() }))
    .min(1, says('is empty', '1 to 1000 items'))
    .max(1000, says('has too many entries', '1 to 1000 items'))
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, says('names an item twice', 'each item once')),
  enabled: z.boolean(),
});
const SetReadOnly = z.strictObject({ id: z.string(), readOnly: z.boolean().nullish() });

/** The project of an item's server. */
export type ProjectOfServer = (tx: Transaction, viewer: Viewer, serverId: string) => Promise<string>;

/** The service of items. */
export function itemService(
  orm: Orm,
  store: ItemStore,
  projectOf: ProjectOfServer,
  mayEnable: (viewer: Viewer, rows: readonly ItemRow[]) => Promise<void>,
): ItemService {
  const read = reader(store, 'config.read');
  return {
    ...read,
    ofServers: (viewer, ids, { type, state }, args) =>
      read.children(
        viewer,
        store.parents.server,
        ids,
        store.matching({ serverId: null, registryId: null, type, state, search: null }),
        args,
      ),
    listOf: (viewer, filter, args) => read.list(viewer, store.matching(filter), args),
    async aggregatedNames(registryIds) {
      const offered = await store.offeredIn(registryIds);
      return registryIds.map((registryId) => {
        const all = offered.filter((item) => item.registryId === registryId);
        const pushed = all.filter(({ state }) => state !== 'discovered');
        // What is not pushed yet is shown under the name it would get.
        const names = new Map(aggregatedNames(all).map((name, index) => [all[index]?.id ?? '', name]));
        for (const [index, name] of aggregatedNames(pushed).entries()) names.set(pushed[index]?.id ?? '', name);
        return names;
      });
    },
    async setEnabled(viewer, input) {
      permit(viewer, 'item.switch');
      const { items: choices, enabled } = valid(SetEnabled, input);
      return commitChange(orm, viewer, async (tx) => {
        const held = new Map(
          (
            await store.holdAll(
              tx,
              choices.map(({ id }) => id),
              viewer.projectId,
            )
          ).map((row) => [row.id, row]),
        );
        const before = choices.map(({ id }) => held.get(id) ?? missing(id));
        const projectIds = new Set<string>();
        for (const serverId of new Set(before.map((row) => row.serverId))) projectIds.add(await projectOf(tx, viewer, serverId));
        const [projectId = null, ...others] = projectIds;
        if (others.length > 0)
          throw invalidInput([{ field: 'items', problem: 'belong to several projects', expected: 'items of one project' }]);
        const moved = enabled && before.filter((row, index) => (choices[index]?.digest ?? row.digest) !== row.digest);
        if (moved !== false && moved.length > 0) throw definitionChanged(moved);
        if (enabled)
          await mayEnable(
            viewer,
            before.filter((row) => approval(row, viewer) !== null),
          );
        const items: ItemRow[] = [];
        const changed: { before: ItemRow; after: ItemRow }[] = [];
        for (const row of before) {
          const changes = enabled ? approval(row, viewer) : switchedOff(row);
          const after = changes === null ? row : await store.update(tx, row.id, { ...changes, revision: row.revision + 1 });
          items.push(after);
          if (after !== row) changed.push({ before: row, after });
        }
        return {
          value: { items },
          touched: changed.map(({ after }) => ({ kind: 'Item', id: after.id })),
          audit: changed.map(({ before: old, after }) => ({
            action: enabled ? 'item.enable' : 'item.disable',
            kind: 'Item',
            id: after.id,
            name: after.name,
            projectId,
            before: shown(old),
            after: shown(after),
          })),
        };
      });
    },
    async setReadOnly(viewer, input) {
      permit(viewer, 'item.update');
      const { id, readOnly } = valid(SetReadOnly, input);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Item', viewer, id);
        const projectId = await projectOf(tx, viewer, before.serverId);
        const item = await store.update(tx, id, { readOnlyOverride: readOnly ?? null, revision: before.revision + 1 });
        return {
          value: { item },
          touched: [{ kind: 'Item', id }],
          audit: [
            { action: 'item.set-read-only', kind: 'Item', id, name: item.name, projectId, before: shown(before), after: shown(item) },
          ],
        };
      });
    },
  };
}

/** What enabling writes: the live definition becomes the approved one. Null: nothing to do. */
function approval(row: ItemRow, viewer: Viewer): Partial<ItemRow> | null {
  if (row.state === 'enabled' && row.approvedDigest === row.digest) return null;
  return {
    state: 'enabled',
    quarantineReason: null,
    approvedDefinition: row.definition,
    approvedDigest: row.digest,
    approvedBy: viewer.name,
    approvedAt: new Date(),
    readOnly: saysReadOnly(row.type, row.definition),
  };
}

/** What disabling writes; an item that was never approved stays as it is. */
function switchedOff(row: ItemRow): Partial<ItemRow> | null {
  return row.state === 'discovered' || row.state === 'disabled' ? null : { state: 'disabled', quarantineReason: null };
}

function missing(id: string): never {
  throw notFound('Item', id);
}

function definitionChanged(items: readonly ItemRow[]): Refusal {
  const names = items
    .map(({ name }) => `"${name}"`)
    .slice(0, 10)
    .join(', ');
  return new Refusal({
    __typename: 'DefinitionChanged',
    message: `the definition of ${names} is not the one that was looked at; look again and give the new digest`,
    items,
  });
}

function shown({
  type,
  name,
  state,
  quarantineReason,
  digest,
  approvedDigest,
  approvedBy,
  readOnly,
  readOnlyOverride,
  revision,
}: ItemRow): object {
  return { type, name, state, quarantineReason, digest, approvedDigest, approvedBy, readOnly, readOnlyOverride, revision };
}
