// Original file: proto/gateway/v1/usage.proto

import type { Invocation as _gateway_v1_Invocation, Invocation__Output as _gateway_v1_Invocation__Output } from '../../gateway/v1/Invocation.ts';
import type { DriftObservation as _gateway_v1_DriftObservation, DriftObservation__Output as _gateway_v1_DriftObservation__Output } from '../../gateway/v1/DriftObservation.ts';

/**
 * A batch of records.
 */
export interface ReportRequest {
  'nodeId'?: (string);
  'invocations'?: (_gateway_v1_Invocation)[];
  'drifts'?: (_gateway_v1_DriftObservation)[];
}

/**
 * A batch of records.
 */
export interface ReportRequest__Output {
  'nodeId': (string);
  'invocations': (_gateway_v1_Invocation__Output)[];
  'drifts': (_gateway_v1_DriftObservation__Output)[];
}
