// Original file: proto/gateway/v1/usage.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ReportRequest as _gateway_v1_ReportRequest, ReportRequest__Output as _gateway_v1_ReportRequest__Output } from '../../gateway/v1/ReportRequest.ts';
import type { ReportResponse as _gateway_v1_ReportResponse, ReportResponse__Output as _gateway_v1_ReportResponse__Output } from '../../gateway/v1/ReportResponse.ts';

/**
 * Takes records from nodes.
 */
export interface UsageServiceClient extends grpc.Client {
  /**
   * Stores a batch. Answered only when everything in it is durable; repeating a batch changes nothing.
   */
  Report(argument: _gateway_v1_ReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  Report(argument: _gateway_v1_ReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  Report(argument: _gateway_v1_ReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  Report(argument: _gateway_v1_ReportRequest, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stores a batch. Answered only when everything in it is durable; repeating a batch changes nothing.
   */
  report(argument: _gateway_v1_ReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  report(argument: _gateway_v1_ReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  report(argument: _gateway_v1_ReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;
  report(argument: _gateway_v1_ReportRequest, callback: grpc.requestCallback<_gateway_v1_ReportResponse__Output>): grpc.ClientUnaryCall;

}

/**
 * Takes records from nodes.
 */
export interface UsageServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Stores a batch. Answered only when everything in it is durable; repeating a batch changes nothing.
   */
  Report: grpc.handleUnaryCall<_gateway_v1_ReportRequest__Output, _gateway_v1_ReportResponse>;

}

export interface UsageServiceDefinition extends grpc.ServiceDefinition {
  Report: MethodDefinition<_gateway_v1_ReportRequest, _gateway_v1_ReportResponse, _gateway_v1_ReportRequest__Output, _gateway_v1_ReportResponse__Output>
}
