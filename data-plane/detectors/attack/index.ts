import type { Detector } from '../detector.ts';

/** Everything that finds injection attacks in arguments, in the order the detectors run. */
export const attackDetectors: readonly Detector[] = [];
