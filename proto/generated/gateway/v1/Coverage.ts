// Original file: proto/gateway/v1/usage.proto

import type { InspectedCarrier as _gateway_v1_InspectedCarrier, InspectedCarrier__Output as _gateway_v1_InspectedCarrier__Output } from '../../gateway/v1/InspectedCarrier.ts';
import type { UninspectedCarrier as _gateway_v1_UninspectedCarrier, UninspectedCarrier__Output as _gateway_v1_UninspectedCarrier__Output } from '../../gateway/v1/UninspectedCarrier.ts';

/**
 * Which parts of a call were inspected by what, and which were not. Mirrors `Coverage` of data-plane/guardrails/policy.ts.
 */
export interface Coverage {
  'inspected'?: (_gateway_v1_InspectedCarrier)[];
  'uninspected'?: (_gateway_v1_UninspectedCarrier)[];
  'detectors'?: (string)[];
}

/**
 * Which parts of a call were inspected by what, and which were not. Mirrors `Coverage` of data-plane/guardrails/policy.ts.
 */
export interface Coverage__Output {
  'inspected': (_gateway_v1_InspectedCarrier__Output)[];
  'uninspected': (_gateway_v1_UninspectedCarrier__Output)[];
  'detectors': (string)[];
}
