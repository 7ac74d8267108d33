// Original file: proto/gateway/v1/config.proto

/**
 * A push that was applied.
 */
export interface Ack {
  'nonce'?: (string);
  'version'?: (string);
}

/**
 * A push that was applied.
 */
export interface Ack__Output {
  'nonce': (string);
  'version': (string);
}
