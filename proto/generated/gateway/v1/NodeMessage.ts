// Original file: proto/gateway/v1/config.proto

import type { Hello as _gateway_v1_Hello, Hello__Output as _gateway_v1_Hello__Output } from '../../gateway/v1/Hello.ts';
import type { Ack as _gateway_v1_Ack, Ack__Output as _gateway_v1_Ack__Output } from '../../gateway/v1/Ack.ts';
import type { Nack as _gateway_v1_Nack, Nack__Output as _gateway_v1_Nack__Output } from '../../gateway/v1/Nack.ts';
import type { Heartbeat as _gateway_v1_Heartbeat, Heartbeat__Output as _gateway_v1_Heartbeat__Output } from '../../gateway/v1/Heartbeat.ts';

/**
 * What a node says.
 */
export interface NodeMessage {
  /**
   * First message on every stream, once.
   */
  'hello'?: (_gateway_v1_Hello | null);
  /**
   * The push with this nonce was decoded whole and is now enforced.
   */
  'ack'?: (_gateway_v1_Ack | null);
  /**
   * The push with this nonce was refused; the node keeps what it had.
   */
  'nack'?: (_gateway_v1_Nack | null);
  /**
   * Sent at the interval the control plane asked for, so that a silent death is seen.
   */
  'heartbeat'?: (_gateway_v1_Heartbeat | null);
  'message'?: "hello"|"ack"|"nack"|"heartbeat";
}

/**
 * What a node says.
 */
export interface NodeMessage__Output {
  /**
   * First message on every stream, once.
   */
  'hello'?: (_gateway_v1_Hello__Output | null);
  /**
   * The push with this nonce was decoded whole and is now enforced.
   */
  'ack'?: (_gateway_v1_Ack__Output | null);
  /**
   * The push with this nonce was refused; the node keeps what it had.
   */
  'nack'?: (_gateway_v1_Nack__Output | null);
  /**
   * Sent at the interval the control plane asked for, so that a silent death is seen.
   */
  'heartbeat'?: (_gateway_v1_Heartbeat__Output | null);
  'message'?: "hello"|"ack"|"nack"|"heartbeat";
}
