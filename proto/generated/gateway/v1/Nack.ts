// Original file: proto/gateway/v1/config.proto

/**
 * A push that was refused.
 */
export interface Nack {
  'nonce'?: (string);
  'version'?: (string);
  /**
   * What is wrong, one entry a problem, at most 20; never a secret.
   */
  'problems'?: (string)[];
}

/**
 * A push that was refused.
 */
export interface Nack__Output {
  'nonce': (string);
  'version': (string);
  /**
   * What is wrong, one entry a problem, at most 20; never a secret.
   */
  'problems': (string)[];
}
