// Original file: proto/gateway/v1/config.proto

/**
 * One piece of config.
 */
export interface Resource {
  /**
   * Name of the message in resources.proto that body holds, such as "Registry".
   */
  'kind'?: (string);
  /**
   * Unique within its kind.
   */
  'id'?: (string);
  /**
   * The serialised message. Digests are over these bytes.
   */
  'body'?: (Buffer | Uint8Array | string);
}

/**
 * One piece of config.
 */
export interface Resource__Output {
  /**
   * Name of the message in resources.proto that body holds, such as "Registry".
   */
  'kind': (string);
  /**
   * Unique within its kind.
   */
  'id': (string);
  /**
   * The serialised message. Digests are over these bytes.
   */
  'body': (Buffer);
}
