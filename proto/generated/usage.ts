import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Coverage as _gateway_v1_Coverage, Coverage__Output as _gateway_v1_Coverage__Output } from './gateway/v1/Coverage.ts';
import type { CredentialUse as _gateway_v1_CredentialUse, CredentialUse__Output as _gateway_v1_CredentialUse__Output } from './gateway/v1/CredentialUse.ts';
import type { Decision as _gateway_v1_Decision, Decision__Output as _gateway_v1_Decision__Output } from './gateway/v1/Decision.ts';
import type { DriftObservation as _gateway_v1_DriftObservation, DriftObservation__Output as _gateway_v1_DriftObservation__Output } from './gateway/v1/DriftObservation.ts';
import type { InspectedCarrier as _gateway_v1_InspectedCarrier, InspectedCarrier__Output as _gateway_v1_InspectedCarrier__Output } from './gateway/v1/InspectedCarrier.ts';
import type { Invocation as _gateway_v1_Invocation, Invocation__Output as _gateway_v1_Invocation__Output } from './gateway/v1/Invocation.ts';
import type { ReportRequest as _gateway_v1_ReportRequest, ReportRequest__Output as _gateway_v1_ReportRequest__Output } from './gateway/v1/ReportRequest.ts';
import type { ReportResponse as _gateway_v1_ReportResponse, ReportResponse__Output as _gateway_v1_ReportResponse__Output } from './gateway/v1/ReportResponse.ts';
import type { UninspectedCarrier as _gateway_v1_UninspectedCarrier, UninspectedCarrier__Output as _gateway_v1_UninspectedCarrier__Output } from './gateway/v1/UninspectedCarrier.ts';
import type { UsageServiceClient as _gateway_v1_UsageServiceClient, UsageServiceDefinition as _gateway_v1_UsageServiceDefinition } from './gateway/v1/UsageService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  gateway: {
    v1: {
      Coverage: MessageTypeDefinition<_gateway_v1_Coverage, _gateway_v1_Coverage__Output>
      CredentialUse: MessageTypeDefinition<_gateway_v1_CredentialUse, _gateway_v1_CredentialUse__Output>
      Decision: MessageTypeDefinition<_gateway_v1_Decision, _gateway_v1_Decision__Output>
      DriftObservation: MessageTypeDefinition<_gateway_v1_DriftObservation, _gateway_v1_DriftObservation__Output>
      InspectedCarrier: MessageTypeDefinition<_gateway_v1_InspectedCarrier, _gateway_v1_InspectedCarrier__Output>
      Invocation: MessageTypeDefinition<_gateway_v1_Invocation, _gateway_v1_Invocation__Output>
      ReportRequest: MessageTypeDefinition<_gateway_v1_ReportRequest, _gateway_v1_ReportRequest__Output>
      ReportResponse: MessageTypeDefinition<_gateway_v1_ReportResponse, _gateway_v1_ReportResponse__Output>
      UninspectedCarrier: MessageTypeDefinition<_gateway_v1_UninspectedCarrier, _gateway_v1_UninspectedCarrier__Output>
      /**
       * Takes records from nodes.
       */
      UsageService: SubtypeConstructor<typeof grpc.Client, _gateway_v1_UsageServiceClient> & { service: _gateway_v1_UsageServiceDefinition }
    }
  }
}
