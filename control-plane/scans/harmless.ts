import type { DefinitionKind } from '../../data-plane/lib/definition.ts';
import type { ItemRow } from '../items/store.ts';
import { rank } from '../scanner/check.ts';
import { diffDefinitions } from '../scanner/diff/diff.ts';
import type { ScanStore } from './store.ts';

/** What a registry lets pass of changes to approved definitions: nothing, or what is graded low or less. */
export async function mayPassIn(
  store: Pick<ScanStore, 'settings'>,
  registryId: string,
): Promise<((row: ItemRow, live: string) => boolean) | null> {
  if ((await store.settings([registryId])).get(registryId)?.allowHarmlessChanges !== true) return null;
  return (row, live) => {
    const diff = approvedAgainst(row, live);
    return diff !== null && (diff.grade === 'none' || rank(diff.grade) <= rank('low'));
  };
}

/** An item's approved definition against another one, by meaning. Null: it was never approved. */
export function approvedAgainst(row: Pick<ItemRow, 'type' | 'approvedDefinition'>, live: string) {
  if (row.approvedDefinition === null) return null;
  const kind = row.type.replace('_', '-') as DefinitionKind;
  return diffDefinitions(kind, JSON.parse(row.approvedDefinition) as Record<string, unknown>, JSON.parse(live) as Record<string, unknown>);
}
