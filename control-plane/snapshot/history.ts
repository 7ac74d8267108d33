/** What changed between versions, as far back as it is kept: from which versions a delta can be made. */
export interface History {
  /** Resource keys touched after `version`, up to the newest; null when that version is not one of those known. */
  changedSince(version: bigint): Set<string> | null;
  /** Digest of a version this process published, null when it was not. */
  digestAt(version: bigint): string | null;
  /** Notes what led to `version`. Versions must rise. */
  note(version: bigint, changed: readonly string[], digest: string | null): void;
  /** Forgets all and starts at a version. */
  restart(version: bigint): void;
}

/** Most steps kept; a node further behind gets the whole config. */
const MAX_STEPS = 2_000;
/** Most keys kept over all steps. */
const MAX_KEYS = 50_000;

interface Step {
  readonly version: bigint;
  readonly changed: readonly string[];
  readonly digest: string | null;
}

/** A history that knows nothing before `floor`. */
export function createHistory(floor = 0n): History {
  let steps: Step[] = [];
  let oldest = floor;
  let keys = 0;
  let versions = new Set<bigint>();
  return {
    changedSince(version) {
      if (version !== oldest && !versions.has(version)) return null;
      const changed = new Set<string>();
      for (let index = steps.length - 1; index >= 0; index -= 1) {
        const step = steps[index] as Step;
        if (step.version <= version) break;
        for (const key of step.changed) changed.add(key);
      }
      return changed;
    },
    digestAt: (version) => steps.findLast((step) => step.version === version)?.digest ?? null,
    note(version, changed, digest) {
      steps.push({ version, changed, digest });
      versions.add(version);
      keys += changed.length;
      while (steps.length > MAX_STEPS || keys > MAX_KEYS) {
        const dropped = steps.shift();
        if (dropped === undefined) break;
        oldest = dropped.version;
        if (steps[0]?.version !== oldest) versions.delete(oldest);
        keys -= dropped.changed.length;
      }
    },
    restart(version) {
      steps = [];
      versions = new Set();
      keys = 0;
      oldest = version;
    },
  };
}
