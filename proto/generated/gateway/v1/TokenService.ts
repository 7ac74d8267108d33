// Original file: proto/gateway/v1/tokens.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ObtainRequest as _gateway_v1_ObtainRequest, ObtainRequest__Output as _gateway_v1_ObtainRequest__Output } from '../../gateway/v1/ObtainRequest.ts';
import type { ObtainResponse as _gateway_v1_ObtainResponse, ObtainResponse__Output as _gateway_v1_ObtainResponse__Output } from '../../gateway/v1/ObtainResponse.ts';

/**
 * Hands upstream tokens to nodes.
 */
export interface TokenServiceClient extends grpc.Client {
  /**
   * Obtains the token for one server and, in broker mode, one user. One refresh in the whole fleet, however many ask.
   */
  Obtain(argument: _gateway_v1_ObtainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  Obtain(argument: _gateway_v1_ObtainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  Obtain(argument: _gateway_v1_ObtainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  Obtain(argument: _gateway_v1_ObtainRequest, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Obtains the token for one server and, in broker mode, one user. One refresh in the whole fleet, however many ask.
   */
  obtain(argument: _gateway_v1_ObtainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  obtain(argument: _gateway_v1_ObtainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  obtain(argument: _gateway_v1_ObtainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;
  obtain(argument: _gateway_v1_ObtainRequest, callback: grpc.requestCallback<_gateway_v1_ObtainResponse__Output>): grpc.ClientUnaryCall;

}

/**
 * Hands upstream tokens to nodes.
 */
export interface TokenServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Obtains the token for one server and, in broker mode, one user. One refresh in the whole fleet, however many ask.
   */
  Obtain: grpc.handleUnaryCall<_gateway_v1_ObtainRequest__Output, _gateway_v1_ObtainResponse>;

}

export interface TokenServiceDefinition extends grpc.ServiceDefinition {
  Obtain: MethodDefinition<_gateway_v1_ObtainRequest, _gateway_v1_ObtainResponse, _gateway_v1_ObtainRequest__Output, _gateway_v1_ObtainResponse__Output>
}
