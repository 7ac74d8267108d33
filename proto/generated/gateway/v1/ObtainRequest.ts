// Original file: proto/gateway/v1/tokens.proto

/**
 * Which token is wanted.
 */
export interface ObtainRequest {
  'nodeId'?: (string);
  'projectId'?: (string);
  'serverId'?: (string);
  /**
   * Empty in internal mode.
   */
  'userSubject'?: (string);
  /**
   * The caller's own access token, only for servers set up for token exchange (RFC 8693).
   */
  'subjectToken'?: (string);
  /**
   * A token with this version did not work upstream (401): do not answer with it again.
   */
  'staleVersion'?: (number);
}

/**
 * Which token is wanted.
 */
export interface ObtainRequest__Output {
  'nodeId': (string);
  'projectId': (string);
  'serverId': (string);
  /**
   * Empty in internal mode.
   */
  'userSubject': (string);
  /**
   * The caller's own access token, only for servers set up for token exchange (RFC 8693).
   */
  'subjectToken': (string);
  /**
   * A token with this version did not work upstream (401): do not answer with it again.
   */
  'staleVersion': (number);
}
