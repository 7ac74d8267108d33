import type { Detector } from '../detector.ts';
import { attackCommandInjection } from './command-injection.ts';
import { attackSqlInjection } from './sql-injection.ts';

/** Everything that finds injection attacks in arguments, in the order the detectors run. */
export const attackDetectors: readonly Detector[] = [attackSqlInjection, attackCommandInjection];
