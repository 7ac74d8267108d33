// Original file: proto/gateway/v1/config.proto

/**
 * Names one piece of config.
 */
export interface ResourceKey {
  'kind'?: (string);
  'id'?: (string);
}

/**
 * Names one piece of config.
 */
export interface ResourceKey__Output {
  'kind': (string);
  'id': (string);
}
