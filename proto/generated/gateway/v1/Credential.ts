// Original file: proto/gateway/v1/resources.proto

/**
 * A shared secret of a server, in internal mode.
 */
export interface Credential {
  'id'?: (string);
  'projectId'?: (string);
  /**
   * Rises with each rotation.
   */
  'version'?: (number);
  /**
   * static_headers | client_credentials
   */
  'type'?: (string);
  /**
   * static_headers: header name to value. Held in memory; on disk only encrypted.
   */
  'headers'?: ({[key: string]: string});
}

/**
 * A shared secret of a server, in internal mode.
 */
export interface Credential__Output {
  'id': (string);
  'projectId': (string);
  /**
   * Rises with each rotation.
   */
  'version': (number);
  /**
   * static_headers | client_credentials
   */
  'type': (string);
  /**
   * static_headers: header name to value. Held in memory; on disk only encrypted.
   */
  'headers': ({[key: string]: string});
}
