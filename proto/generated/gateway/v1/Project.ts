// Original file: proto/gateway/v1/resources.proto

/**
 * A tenant boundary.
 */
export interface Project {
  'id'?: (string);
  'name'?: (string);
  /**
   * Upstream hosts or CIDR ranges in private, loopback or link-local space that servers of this project may use.
   */
  'allowedPrivateTargets'?: (string)[];
}

/**
 * A tenant boundary.
 */
export interface Project__Output {
  'id': (string);
  'name': (string);
  /**
   * Upstream hosts or CIDR ranges in private, loopback or link-local space that servers of this project may use.
   */
  'allowedPrivateTargets': (string)[];
}
