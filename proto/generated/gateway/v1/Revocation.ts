// Original file: proto/gateway/v1/resources.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Tokens that must not be used any more although they have not expired. Pushed until all it could name has expired.
 */
export interface Revocation {
  'id'?: (string);
  'projectId'?: (string);
  /**
   * upstream: tokens of one credential or user token, up to a version.
   * grant | client | subject: access tokens of the built-in authorization server issued up to a moment.
   */
  'type'?: (string);
  /**
   * Id of the credential or user token; grant id; client id; subject.
   */
  'target'?: (string);
  /**
   * upstream: the last version that is revoked.
   */
  'version'?: (number);
  'revokedAtMs'?: (number | string | Long);
  /**
   * upstream: whose token it is; empty for a server's own. With the provider it says under which keys nodes keep it.
   */
  'userSubject'?: (string);
  /**
   * upstream: the provider, or the credential in internal mode.
   */
  'providerId'?: (string);
}

/**
 * Tokens that must not be used any more although they have not expired. Pushed until all it could name has expired.
 */
export interface Revocation__Output {
  'id': (string);
  'projectId': (string);
  /**
   * upstream: tokens of one credential or user token, up to a version.
   * grant | client | subject: access tokens of the built-in authorization server issued up to a moment.
   */
  'type': (string);
  /**
   * Id of the credential or user token; grant id; client id; subject.
   */
  'target': (string);
  /**
   * upstream: the last version that is revoked.
   */
  'version': (number);
  'revokedAtMs': (number);
  /**
   * upstream: whose token it is; empty for a server's own. With the provider it says under which keys nodes keep it.
   */
  'userSubject': (string);
  /**
   * upstream: the provider, or the credential in internal mode.
   */
  'providerId': (string);
}
