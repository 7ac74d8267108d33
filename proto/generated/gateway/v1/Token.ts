// Original file: proto/gateway/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One access token.
 */
export interface Token {
  'accessToken'?: (string);
  /**
   * Milliseconds since the epoch; 0 when unknown.
   */
  'expiresAtMs'?: (number | string | Long);
  'version'?: (number);
  'credentialId'?: (string);
  'provider'?: (string);
  'subject'?: (string);
}

/**
 * One access token.
 */
export interface Token__Output {
  'accessToken': (string);
  /**
   * Milliseconds since the epoch; 0 when unknown.
   */
  'expiresAtMs': (number);
  'version': (number);
  'credentialId': (string);
  'provider': (string);
  'subject': (string);
}
