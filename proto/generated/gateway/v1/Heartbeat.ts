// Original file: proto/gateway/v1/config.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A sign of life.
 */
export interface Heartbeat {
  /**
   * Requests now in flight.
   */
  'inFlight'?: (number);
  /**
   * Records on the spool that have not been delivered.
   */
  'spooledRecords'?: (number | string | Long);
}

/**
 * A sign of life.
 */
export interface Heartbeat__Output {
  /**
   * Requests now in flight.
   */
  'inFlight': (number);
  /**
   * Records on the spool that have not been delivered.
   */
  'spooledRecords': (number);
}
