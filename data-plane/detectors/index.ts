import type { Detector } from './detector.ts';
import { attackDetectors } from './attack/index.ts';
import { piiDetectors } from './pii/index.ts';
import { promptInjectionDetectors } from './prompt-injection/index.ts';
import { secretDetectors } from './secret/index.ts';

/** Every built-in detector, in the order receipts list them. A new family adds its line here. */
export const allDetectors: readonly Detector[] = [...promptInjectionDetectors, ...secretDetectors, ...piiDetectors, ...attackDetectors];
