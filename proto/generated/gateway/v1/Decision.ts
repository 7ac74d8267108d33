// Original file: proto/gateway/v1/usage.proto

/**
 * What one rule concluded. Mirrors `Decision` of data-plane/guardrails/policy.ts.
 */
export interface Decision {
  'ruleId'?: (string);
  'detectorId'?: (string);
  'family'?: (string);
  'action'?: (string);
  'mode'?: (string);
  'phase'?: (string);
  'carrier'?: (string);
  'path'?: (string);
  'start'?: (number);
  'end'?: (number);
  'confidence'?: (number | string);
  'label'?: (string);
  'failed'?: (boolean);
}

/**
 * What one rule concluded. Mirrors `Decision` of data-plane/guardrails/policy.ts.
 */
export interface Decision__Output {
  'ruleId': (string);
  'detectorId': (string);
  'family': (string);
  'action': (string);
  'mode': (string);
  'phase': (string);
  'carrier': (string);
  'path': (string);
  'start': (number);
  'end': (number);
  'confidence': (number);
  'label': (string);
  'failed': (boolean);
}
