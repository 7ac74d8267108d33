// Original file: proto/gateway/v1/usage.proto

/**
 * Which credential went upstream; never its value.
 */
export interface CredentialUse {
  /**
   * internal | oauth_passthrough | token_broker | none
   */
  'mode'?: (string);
  'credentialId'?: (string);
  'version'?: (number);
  'provider'?: (string);
  'subject'?: (string);
  /**
   * HMAC of the token under a fleet key, first 16 hex digits.
   */
  'tokenHash'?: (string);
}

/**
 * Which credential went upstream; never its value.
 */
export interface CredentialUse__Output {
  /**
   * internal | oauth_passthrough | token_broker | none
   */
  'mode': (string);
  'credentialId': (string);
  'version': (number);
  'provider': (string);
  'subject': (string);
  /**
   * HMAC of the token under a fleet key, first 16 hex digits.
   */
  'tokenHash': (string);
}
