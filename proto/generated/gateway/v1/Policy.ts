// Original file: proto/gateway/v1/resources.proto

/**
 * A guardrail policy.
 */
export interface Policy {
  'id'?: (string);
  'projectId'?: (string);
  /**
   * The rules as JSON: the type `Policy` of data-plane/guardrails/policy.ts.
   */
  'rules'?: (Buffer | Uint8Array | string);
}

/**
 * A guardrail policy.
 */
export interface Policy__Output {
  'id': (string);
  'projectId': (string);
  /**
   * The rules as JSON: the type `Policy` of data-plane/guardrails/policy.ts.
   */
  'rules': (Buffer);
}
