import type { Detector } from '../detector.ts';
import { piiPaymentCard } from './payment-card.ts';

/** Everything that finds personal and payment data, in the order the detectors run. */
export const piiDetectors: readonly Detector[] = [piiPaymentCard];
