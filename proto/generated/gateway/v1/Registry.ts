// Original file: proto/gateway/v1/resources.proto

/**
 * A trust boundary: a named set of servers.
 */
export interface Registry {
  'id'?: (string);
  'projectId'?: (string);
  /**
   * Unique in the installation; the path segment in /mcp/{registry}.
   */
  'name'?: (string);
  'enabled'?: (boolean);
  /**
   * internal | oauth_passthrough | token_broker
   */
  'credentialMode'?: (string);
  /**
   * The guardrail policy in force.
   */
  'policyId'?: (string);
  /**
   * Refuse calls when the node has had no contact with the control plane for this long. 0: never.
   */
  'refuseAfterSilenceS'?: (number);
  /**
   * Whether requests and responses are recorded (redacted, encrypted). Off unless asked for.
   */
  'recordPayloads'?: (boolean);
}

/**
 * A trust boundary: a named set of servers.
 */
export interface Registry__Output {
  'id': (string);
  'projectId': (string);
  /**
   * Unique in the installation; the path segment in /mcp/{registry}.
   */
  'name': (string);
  'enabled': (boolean);
  /**
   * internal | oauth_passthrough | token_broker
   */
  'credentialMode': (string);
  /**
   * The guardrail policy in force.
   */
  'policyId': (string);
  /**
   * Refuse calls when the node has had no contact with the control plane for this long. 0: never.
   */
  'refuseAfterSilenceS': (number);
  /**
   * Whether requests and responses are recorded (redacted, encrypted). Off unless asked for.
   */
  'recordPayloads': (boolean);
}
