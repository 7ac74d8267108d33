// Original file: proto/gateway/v1/config.proto

/**
 * Terms of the stream.
 */
export interface Welcome {
  /**
   * How often a heartbeat is expected, in milliseconds.
   */
  'heartbeatIntervalMs'?: (number);
}

/**
 * Terms of the stream.
 */
export interface Welcome__Output {
  /**
   * How often a heartbeat is expected, in milliseconds.
   */
  'heartbeatIntervalMs': (number);
}
