// Original file: proto/gateway/v1/resources.proto

/**
 * A tool, prompt, resource or resource template that was approved.
 */
export interface Item {
  'id'?: (string);
  'serverId'?: (string);
  /**
   * tool | prompt | resource | resource_template
   */
  'type'?: (string);
  /**
   * The name (tool, prompt), URI (resource) or URI template (template) as the server knows it.
   */
  'name'?: (string);
  /**
   * enabled | disabled | quarantined; discovered items are not pushed.
   */
  'state'?: (string);
  /**
   * SHA-256 of the canonical approved definition, lower-case hex.
   */
  'digest'?: (string);
  /**
   * The approved definition, JSON as the server gave it.
   */
  'definition'?: (Buffer | Uint8Array | string);
  /**
   * Read-only as approved (annotations readOnlyHint, or set by an administrator).
   */
  'readOnly'?: (boolean);
}

/**
 * A tool, prompt, resource or resource template that was approved.
 */
export interface Item__Output {
  'id': (string);
  'serverId': (string);
  /**
   * tool | prompt | resource | resource_template
   */
  'type': (string);
  /**
   * The name (tool, prompt), URI (resource) or URI template (template) as the server knows it.
   */
  'name': (string);
  /**
   * enabled | disabled | quarantined; discovered items are not pushed.
   */
  'state': (string);
  /**
   * SHA-256 of the canonical approved definition, lower-case hex.
   */
  'digest': (string);
  /**
   * The approved definition, JSON as the server gave it.
   */
  'definition': (Buffer);
  /**
   * Read-only as approved (annotations readOnlyHint, or set by an administrator).
   */
  'readOnly': (boolean);
}
