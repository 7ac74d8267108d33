import { describe, expect, it } from 'vitest';
import type { Item, Snapshot, SnapshotSource } from '../../../data-plane/config/snapshot.ts';
import { createDriftGuard } from '../../../data-plane/drift/guard.ts';
import { makeRegistry, makeServer } from '../../support/snapshot.ts';

function item(name: string, digest: string): Item {
  return {
    id: `itm_${name}`,
    serverId: 'srv_main',
    type: 'tool',
    name,
    aggregatedName: `main__${name}`,
    state: 'enabled',
    digest,
    definition: { name },
    readOnly: false,
  };
}

function snapshotWith(version: string, items: readonly Item[]): Snapshot {
  const server = makeServer({ name: 'main', items, itemByName: new Map(items.map((each) => [`tool\0${each.name}`, each])) });
  const registry = {
    ...makeRegistry([server]),
    itemByAggregatedName: new Map(items.map((each) => [`tool\0${each.aggregatedName}`, each])),
  };
  return {
    version,
    digest: version,
    sealingKeys: [],
    cacheKeys: [],
    publicUrl: null,
    authorizationServer: null,
    registryByName: new Map([[registry.name, registry]]),
    registryById: new Map([[registry.id, registry]]),
    serverById: new Map([[server.id, server]]),
    itemById: new Map(items.map((each) => [each.id, each])),
    keyByHash: new Map(),
    revokedKeyByHash: new Map(),
    applicationById: new Map(),
    issuerByUrl: new Map(),
    revocations: new Map(),
  } as unknown as Snapshot;
}

function source(first: Snapshot): SnapshotSource & { swap(next: Snapshot): void } {
  let current = first;
  const listeners = new Set<(previous: Snapshot | null, next: Snapshot) => void>();
  return {
    current: () => current,
    silenceMs: () => 0,
    onSwap: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    swap(next) {
      const before = current;
      current = next;
      for (const listener of listeners) listener(before, next);
    },
  };
}

const stateOf = (snapshot: Snapshot | null, name: string): (string | undefined)[] => [
  snapshot?.itemById.get(`itm_${name}`)?.state,
  snapshot?.serverById.get('srv_main')?.itemByName.get(`tool\0${name}`)?.state,
  snapshot?.registryByName.get('tools')?.itemByAggregatedName.get(`tool\0main__${name}`)?.state,
  snapshot?.registryById.get('reg_1')?.servers[0]?.items.find((each) => each.name === name)?.state,
];

describe('drift guard', () => {
  it('quarantines a drifted item everywhere in the snapshot, and no other', () => {
    const inner = source(snapshotWith('1', [item('a', 'd1'), item('b', 'd2')]));
    const guard = createDriftGuard(inner);
    expect(guard.current()).toBe(inner.current());
    expect(guard.observe('itm_a', 'other')).toBe(true);
    expect(stateOf(guard.current(), 'a')).toEqual(Array(4).fill('quarantined'));
    expect(stateOf(guard.current(), 'b')).toEqual(Array(4).fill('enabled'));
    expect(inner.current()?.itemById.get('itm_a')?.state).toBe('enabled');
  });

  it('tells listeners, so that agents hear that their list changed', () => {
    const guard = createDriftGuard(source(snapshotWith('1', [item('a', 'd1')])));
    const swaps: string[] = [];
    guard.onSwap((previous, next) => swaps.push(`${previous?.itemById.get('itm_a')?.state} ${next.itemById.get('itm_a')?.state}`));
    guard.observe('itm_a', 'other');
    guard.observe('itm_a', 'other');
    expect(swaps).toEqual(['enabled quarantined']);
  });

  it('keeps the quarantine over config that does not approve the live definition', () => {
    const inner = source(snapshotWith('1', [item('a', 'd1')]));
    const guard = createDriftGuard(inner);
    guard.observe('itm_a', 'other');
    inner.swap(snapshotWith('2', [item('a', 'd1'), item('b', 'd2')]));
    expect(stateOf(guard.current(), 'a')[0]).toBe('quarantined');
    expect(guard.current()?.version).toBe('2');
  });

  it('lifts it when an administrator approves the live definition', () => {
    const inner = source(snapshotWith('1', [item('a', 'd1')]));
    const guard = createDriftGuard(inner);
    guard.observe('itm_a', 'other');
    inner.swap(snapshotWith('2', [item('a', 'other')]));
    expect(stateOf(guard.current(), 'a')[0]).toBe('enabled');
    expect(guard.drifted.size).toBe(0);
  });

  it('lifts it when the server goes back to the approved definition', () => {
    const guard = createDriftGuard(source(snapshotWith('1', [item('a', 'd1')])));
    guard.observe('itm_a', 'other');
    expect(guard.observe('itm_a', 'd1')).toBe(true);
    expect(stateOf(guard.current(), 'a')[0]).toBe('enabled');
  });

  it('never lifts a quarantine of the control plane', () => {
    const guard = createDriftGuard(source(snapshotWith('1', [{ ...item('a', 'd1'), state: 'quarantined' }])));
    guard.observe('itm_a', 'd1');
    expect(stateOf(guard.current(), 'a')[0]).toBe('quarantined');
  });
});
