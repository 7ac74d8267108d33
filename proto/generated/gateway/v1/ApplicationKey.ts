// Original file: proto/gateway/v1/resources.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One key of an application. The key itself is nowhere but with its holder.
 */
export interface ApplicationKey {
  'id'?: (string);
  'applicationId'?: (string);
  /**
   * SHA-256 of the key (256 random bits, so a fast hash is enough), lower-case hex.
   */
  'hash'?: (string);
  /**
   * 0: never.
   */
  'expiresAtMs'?: (number | string | Long);
  /**
   * May say in X-Portcullis-User for whom it acts.
   */
  'maySpeakForUsers'?: (boolean);
  /**
   * Refused, but still known, so that a refusal can be put down to its holder.
   */
  'revoked'?: (boolean);
}

/**
 * One key of an application. The key itself is nowhere but with its holder.
 */
export interface ApplicationKey__Output {
  'id': (string);
  'applicationId': (string);
  /**
   * SHA-256 of the key (256 random bits, so a fast hash is enough), lower-case hex.
   */
  'hash': (string);
  /**
   * 0: never.
   */
  'expiresAtMs': (number);
  /**
   * May say in X-Portcullis-User for whom it acts.
   */
  'maySpeakForUsers': (boolean);
  /**
   * Refused, but still known, so that a refusal can be put down to its holder.
   */
  'revoked': (boolean);
}
