import type { Detector } from '../detector.ts';
import { secretPrivateKey } from './private-key.ts';

/** Everything that finds credentials, in the order the detectors run. */
export const secretDetectors: readonly Detector[] = [secretPrivateKey];
