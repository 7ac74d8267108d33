// Original file: proto/gateway/v1/resources.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Bounds of one server. 0 means the node's default.
 */
export interface Limits {
  'timeoutMs'?: (number);
  'maxResponseBytes'?: (number | string | Long);
  'maxConcurrent'?: (number);
  /**
   * Requests a minute for one application and tool.
   */
  'requestsPerMinute'?: (number);
}

/**
 * Bounds of one server. 0 means the node's default.
 */
export interface Limits__Output {
  'timeoutMs': (number);
  'maxResponseBytes': (number);
  'maxConcurrent': (number);
  /**
   * Requests a minute for one application and tool.
   */
  'requestsPerMinute': (number);
}
