// Original file: proto/gateway/v1/tokens.proto

/**
 * Where the user connects the account.
 */
export interface ConnectRequired {
  'url'?: (string);
  'provider'?: (string);
  /**
   * Lets an elicitation be answered once the account is connected.
   */
  'elicitationId'?: (string);
}

/**
 * Where the user connects the account.
 */
export interface ConnectRequired__Output {
  'url': (string);
  'provider': (string);
  /**
   * Lets an elicitation be answered once the account is connected.
   */
  'elicitationId': (string);
}
