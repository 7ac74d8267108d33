// Original file: proto/gateway/v1/resources.proto

/**
 * Keys and facts every node needs. One resource, id "fleet".
 */
export interface Fleet {
  /**
   * Seals session ids, cursors and request state, newest first. 32 bytes each.
   */
  'sealingKeys'?: (Buffer | Uint8Array | string)[];
  /**
   * The public origin agents use, such as https://mcp.example.com; empty: derived from the Host header.
   */
  'publicUrl'?: (string);
  /**
   * Encrypts what nodes put into Redis. 32 bytes each, newest first.
   */
  'cacheKeys'?: (Buffer | Uint8Array | string)[];
  /**
   * Issuer of the built-in authorization server; empty when off.
   */
  'authorizationServer'?: (string);
  /**
   * Public key(s) of the built-in authorization server as JWKS JSON.
   */
  'authorizationServerJwks'?: (Buffer | Uint8Array | string);
}

/**
 * Keys and facts every node needs. One resource, id "fleet".
 */
export interface Fleet__Output {
  /**
   * Seals session ids, cursors and request state, newest first. 32 bytes each.
   */
  'sealingKeys': (Buffer)[];
  /**
   * The public origin agents use, such as https://mcp.example.com; empty: derived from the Host header.
   */
  'publicUrl': (string);
  /**
   * Encrypts what nodes put into Redis. 32 bytes each, newest first.
   */
  'cacheKeys': (Buffer)[];
  /**
   * Issuer of the built-in authorization server; empty when off.
   */
  'authorizationServer': (string);
  /**
   * Public key(s) of the built-in authorization server as JWKS JSON.
   */
  'authorizationServerJwks': (Buffer);
}
