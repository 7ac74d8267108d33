// Original file: proto/gateway/v1/resources.proto

/**
 * What calls.
 */
export interface Application {
  'id'?: (string);
  'projectId'?: (string);
  'name'?: (string);
  'enabled'?: (boolean);
  /**
   * Requests a minute over all tools; 0: the node's default.
   */
  'requestsPerMinute'?: (number);
  /**
   * Calls at the same time; 0: the node's default.
   */
  'maxConcurrent'?: (number);
}

/**
 * What calls.
 */
export interface Application__Output {
  'id': (string);
  'projectId': (string);
  'name': (string);
  'enabled': (boolean);
  /**
   * Requests a minute over all tools; 0: the node's default.
   */
  'requestsPerMinute': (number);
  /**
   * Calls at the same time; 0: the node's default.
   */
  'maxConcurrent': (number);
}
