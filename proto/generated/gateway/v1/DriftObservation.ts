// Original file: proto/gateway/v1/usage.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A definition in a list that differs from what was approved.
 */
export interface DriftObservation {
  /**
   * UUID version 7, made by the node.
   */
  'id'?: (string);
  'nodeId'?: (string);
  'observedAtMs'?: (number | string | Long);
  'serverId'?: (string);
  /**
   * Empty for an item that was never seen.
   */
  'itemId'?: (string);
  'type'?: (string);
  'name'?: (string);
  'digest'?: (string);
  /**
   * The live definition, JSON, at most 256 KiB.
   */
  'definition'?: (Buffer | Uint8Array | string);
}

/**
 * A definition in a list that differs from what was approved.
 */
export interface DriftObservation__Output {
  /**
   * UUID version 7, made by the node.
   */
  'id': (string);
  'nodeId': (string);
  'observedAtMs': (number);
  'serverId': (string);
  /**
   * Empty for an item that was never seen.
   */
  'itemId': (string);
  'type': (string);
  'name': (string);
  'digest': (string);
  /**
   * The live definition, JSON, at most 256 KiB.
   */
  'definition': (Buffer);
}
