// Original file: proto/gateway/v1/config.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ControlMessage as _gateway_v1_ControlMessage, ControlMessage__Output as _gateway_v1_ControlMessage__Output } from '../../gateway/v1/ControlMessage.ts';
import type { NodeMessage as _gateway_v1_NodeMessage, NodeMessage__Output as _gateway_v1_NodeMessage__Output } from '../../gateway/v1/NodeMessage.ts';

/**
 * Configuration for nodes. One bidirectional stream a node; the node speaks first.
 */
export interface ConfigServiceClient extends grpc.Client {
  /**
   * The node opens with Hello; the control plane answers with pushes until either side ends the call.
   */
  Stream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_gateway_v1_NodeMessage, _gateway_v1_ControlMessage__Output>;
  Stream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_gateway_v1_NodeMessage, _gateway_v1_ControlMessage__Output>;
  /**
   * The node opens with Hello; the control plane answers with pushes until either side ends the call.
   */
  stream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_gateway_v1_NodeMessage, _gateway_v1_ControlMessage__Output>;
  stream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_gateway_v1_NodeMessage, _gateway_v1_ControlMessage__Output>;

}

/**
 * Configuration for nodes. One bidirectional stream a node; the node speaks first.
 */
export interface ConfigServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The node opens with Hello; the control plane answers with pushes until either side ends the call.
   */
  Stream: grpc.handleBidiStreamingCall<_gateway_v1_NodeMessage__Output, _gateway_v1_ControlMessage>;

}

export interface ConfigServiceDefinition extends grpc.ServiceDefinition {
  Stream: MethodDefinition<_gateway_v1_NodeMessage, _gateway_v1_ControlMessage, _gateway_v1_NodeMessage__Output, _gateway_v1_ControlMessage__Output>
}
