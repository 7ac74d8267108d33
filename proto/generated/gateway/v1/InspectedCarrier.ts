// Original file: proto/gateway/v1/usage.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A kind of carrier that was inspected.
 */
export interface InspectedCarrier {
  'carrier'?: (string);
  'count'?: (number);
  'bytes'?: (number | string | Long);
}

/**
 * A kind of carrier that was inspected.
 */
export interface InspectedCarrier__Output {
  'carrier': (string);
  'count': (number);
  'bytes': (number);
}
