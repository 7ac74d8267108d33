import type { Carriers } from './carriers.ts';
import type { Plan } from './compile.ts';
import { pointerOf } from './place.ts';
import type { Coverage } from './policy.ts';
import type { Scan } from './scan.ts';

const MAX_UNINSPECTED = 50;

/** The receipt for one message: carriers read, carriers not read and why, and the detectors that answered, with versions. */
export function coverageOf(carriers: Carriers, plan: Plan, scan: Scan): Coverage {
  const byCarrier = new Map<string, { count: number; bytes: number }>();
  for (const leaf of carriers.leaves) {
    const entry = byCarrier.get(leaf.carrier);
    if (entry === undefined) byCarrier.set(leaf.carrier, { count: 1, bytes: leaf.text.length });
    else {
      entry.count++;
      entry.bytes += leaf.text.length;
    }
  }
  const answered = plan.detectors.filter(({ detector }) => scan.answered.has(detector.id) && !scan.failures.has(detector.id));
  return {
    inspected: [...byCarrier].map(([carrier, { count, bytes }]) => ({ carrier, count, bytes })),
    uninspected: carriers.uninspected
      .slice(0, MAX_UNINSPECTED)
      .map(({ carrier, place, reason }) => ({ carrier, path: pointerOf(place), reason })),
    detectors: answered.map(({ detector }) => `${detector.id}@${detector.version}`),
  };
}
