// Original file: proto/gateway/v1/resources.proto

/**
 * An issuer of tokens that agents may present.
 */
export interface Issuer {
  'id'?: (string);
  'projectId'?: (string);
  'issuer'?: (string);
  'jwksUri'?: (string);
  'audiences'?: (string)[];
  'algorithms'?: (string)[];
  /**
   * JSON: how claims map to application, user and scopes.
   */
  'claimMapping'?: (Buffer | Uint8Array | string);
}

/**
 * An issuer of tokens that agents may present.
 */
export interface Issuer__Output {
  'id': (string);
  'projectId': (string);
  'issuer': (string);
  'jwksUri': (string);
  'audiences': (string)[];
  'algorithms': (string)[];
  /**
   * JSON: how claims map to application, user and scopes.
   */
  'claimMapping': (Buffer);
}
