// Original file: proto/gateway/v1/config.proto

/**
 * Who a node is and what it holds.
 */
export interface Hello {
  /**
   * Stable across restarts of the same node: a UUID kept in its data folder.
   */
  'nodeId'?: (string);
  /**
   * For people; the host name unless configured.
   */
  'name'?: (string);
  /**
   * Version of the software, semver.
   */
  'software'?: (string);
  /**
   * Config version held, as a decimal number; empty when the node holds none.
   */
  'version'?: (string);
  /**
   * Digest of the config held (lower-case hex SHA-256); a delta is sent only when it matches.
   */
  'digest'?: (string);
  /**
   * Where agents reach this node, for display. May be empty.
   */
  'address'?: (string);
}

/**
 * Who a node is and what it holds.
 */
export interface Hello__Output {
  /**
   * Stable across restarts of the same node: a UUID kept in its data folder.
   */
  'nodeId': (string);
  /**
   * For people; the host name unless configured.
   */
  'name': (string);
  /**
   * Version of the software, semver.
   */
  'software': (string);
  /**
   * Config version held, as a decimal number; empty when the node holds none.
   */
  'version': (string);
  /**
   * Digest of the config held (lower-case hex SHA-256); a delta is sent only when it matches.
   */
  'digest': (string);
  /**
   * Where agents reach this node, for display. May be empty.
   */
  'address': (string);
}
