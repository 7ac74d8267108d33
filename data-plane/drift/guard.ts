import type { Snapshot, SnapshotSource } from '../config/snapshot.ts';
import { withQuarantined } from './overlay.ts';

/** A snapshot source that takes drifted items out by itself, before and without the control plane. */
export interface DriftGuard extends SnapshotSource {
  /**
   * Tells what a server's list says of an approved item now. Returns whether that changed what is known of it.
   *
   * A live digest that is the approved one lifts the quarantine of this node, never one of the control plane's.
   */
  observe(itemId: string, liveDigest: string): boolean;
  /** Items of this node's own quarantine. */
  readonly drifted: ReadonlyMap<string, string>;
}

/**
 * Puts this node's quarantine over the config in force.
 *
 * What is refused here stays refused until an administrator approves the live definition or the server goes back to the
 * approved one. It is kept in memory only: after a restart the lists are read again, and until then what the config says
 * holds. Bounded by the items of the config, since nothing else is remembered.
 */
export function createDriftGuard(inner: SnapshotSource): DriftGuard {
  const drifted = new Map<string, string>();
  const listeners = new Set<(previous: Snapshot | null, next: Snapshot) => void>();
  let base = inner.current();
  let shown: Snapshot | null = base;

  const show = (next: Snapshot): void => {
    const before = shown;
    shown = withQuarantined(next, drifted);
    for (const listener of [...listeners]) listener(before, shown);
  };
  inner.onSwap((_, next) => {
    base = next;
    for (const [id, liveDigest] of drifted) {
      const item = next.itemById.get(id);
      if (item === undefined || item.digest === liveDigest) drifted.delete(id);
    }
    show(next);
  });

  return {
    drifted,
    current() {
      const now = inner.current();
      if (now !== base && now !== null) {
        base = now;
        shown = withQuarantined(now, drifted);
      }
      return shown;
    },
    silenceMs: () => inner.silenceMs(),
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    observe(itemId, liveDigest) {
      const item = base?.itemById.get(itemId);
      if (base === null || item === undefined) return false;
      if (item.digest === liveDigest) {
        if (!drifted.delete(itemId)) return false;
        show(base);
        return true;
      }
      if (drifted.get(itemId) === liveDigest) return false;
      drifted.set(itemId, liveDigest);
      show(base);
      return true;
    },
  };
}
