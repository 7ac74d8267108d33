// Original file: proto/gateway/v1/config.proto

import type { Push as _gateway_v1_Push, Push__Output as _gateway_v1_Push__Output } from '../../gateway/v1/Push.ts';
import type { Welcome as _gateway_v1_Welcome, Welcome__Output as _gateway_v1_Welcome__Output } from '../../gateway/v1/Welcome.ts';

/**
 * What the control plane says.
 */
export interface ControlMessage {
  /**
   * A whole config or a change to one.
   */
  'push'?: (_gateway_v1_Push | null);
  /**
   * How the stream is to be run; sent once, right after Hello.
   */
  'welcome'?: (_gateway_v1_Welcome | null);
  'message'?: "push"|"welcome";
}

/**
 * What the control plane says.
 */
export interface ControlMessage__Output {
  /**
   * A whole config or a change to one.
   */
  'push'?: (_gateway_v1_Push__Output | null);
  /**
   * How the stream is to be run; sent once, right after Hello.
   */
  'welcome'?: (_gateway_v1_Welcome__Output | null);
  'message'?: "push"|"welcome";
}
