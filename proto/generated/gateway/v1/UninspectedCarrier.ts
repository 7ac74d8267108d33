// Original file: proto/gateway/v1/usage.proto

/**
 * A carrier that was not inspected.
 */
export interface UninspectedCarrier {
  'carrier'?: (string);
  'path'?: (string);
  'reason'?: (string);
}

/**
 * A carrier that was not inspected.
 */
export interface UninspectedCarrier__Output {
  'carrier': (string);
  'path': (string);
  'reason': (string);
}
