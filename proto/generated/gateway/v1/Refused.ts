// Original file: proto/gateway/v1/tokens.proto

/**
 * An expected no.
 */
export interface Refused {
  'reason'?: (string);
}

/**
 * An expected no.
 */
export interface Refused__Output {
  'reason': (string);
}
