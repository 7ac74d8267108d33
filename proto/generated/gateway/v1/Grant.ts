// Original file: proto/gateway/v1/resources.proto

/**
 * Lets an application use a registry, or part of one.
 */
export interface Grant {
  'id'?: (string);
  'applicationId'?: (string);
  'registryId'?: (string);
  /**
   * Empty: all servers of the registry.
   */
  'serverIds'?: (string)[];
  /**
   * Empty: all enabled items of those servers.
   */
  'itemIds'?: (string)[];
  /**
   * Only tools that are read-only as approved.
   */
  'readOnly'?: (boolean);
}

/**
 * Lets an application use a registry, or part of one.
 */
export interface Grant__Output {
  'id': (string);
  'applicationId': (string);
  'registryId': (string);
  /**
   * Empty: all servers of the registry.
   */
  'serverIds': (string)[];
  /**
   * Empty: all enabled items of those servers.
   */
  'itemIds': (string)[];
  /**
   * Only tools that are read-only as approved.
   */
  'readOnly': (boolean);
}
