// Original file: proto/gateway/v1/usage.proto

/**
 * What became of a batch.
 */
export interface ReportResponse {
  /**
   * Records stored now.
   */
  'stored'?: (number);
  /**
   * Records that were there already.
   */
  'duplicates'?: (number);
  /**
   * Ids of records that can never be stored (malformed); the node drops them and counts it.
   */
  'rejectedIds'?: (string)[];
}

/**
 * What became of a batch.
 */
export interface ReportResponse__Output {
  /**
   * Records stored now.
   */
  'stored': (number);
  /**
   * Records that were there already.
   */
  'duplicates': (number);
  /**
   * Ids of records that can never be stored (malformed); the node drops them and counts it.
   */
  'rejectedIds': (string)[];
}
