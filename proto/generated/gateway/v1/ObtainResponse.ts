// Original file: proto/gateway/v1/tokens.proto

import type { Token as _gateway_v1_Token, Token__Output as _gateway_v1_Token__Output } from '../../gateway/v1/Token.ts';
import type { ConnectRequired as _gateway_v1_ConnectRequired, ConnectRequired__Output as _gateway_v1_ConnectRequired__Output } from '../../gateway/v1/ConnectRequired.ts';
import type { Refused as _gateway_v1_Refused, Refused__Output as _gateway_v1_Refused__Output } from '../../gateway/v1/Refused.ts';

/**
 * A token, or why there is none.
 */
export interface ObtainResponse {
  'token'?: (_gateway_v1_Token | null);
  /**
   * The user has to connect the account first; the link does that.
   */
  'connectRequired'?: (_gateway_v1_ConnectRequired | null);
  /**
   * It will not work by asking again.
   */
  'refused'?: (_gateway_v1_Refused | null);
  'outcome'?: "token"|"connectRequired"|"refused";
}

/**
 * A token, or why there is none.
 */
export interface ObtainResponse__Output {
  'token'?: (_gateway_v1_Token__Output | null);
  /**
   * The user has to connect the account first; the link does that.
   */
  'connectRequired'?: (_gateway_v1_ConnectRequired__Output | null);
  /**
   * It will not work by asking again.
   */
  'refused'?: (_gateway_v1_Refused__Output | null);
  'outcome'?: "token"|"connectRequired"|"refused";
}
