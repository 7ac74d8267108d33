import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { ConnectRequired as _gateway_v1_ConnectRequired, ConnectRequired__Output as _gateway_v1_ConnectRequired__Output } from './gateway/v1/ConnectRequired.ts';
import type { ObtainRequest as _gateway_v1_ObtainRequest, ObtainRequest__Output as _gateway_v1_ObtainRequest__Output } from './gateway/v1/ObtainRequest.ts';
import type { ObtainResponse as _gateway_v1_ObtainResponse, ObtainResponse__Output as _gateway_v1_ObtainResponse__Output } from './gateway/v1/ObtainResponse.ts';
import type { Refused as _gateway_v1_Refused, Refused__Output as _gateway_v1_Refused__Output } from './gateway/v1/Refused.ts';
import type { Token as _gateway_v1_Token, Token__Output as _gateway_v1_Token__Output } from './gateway/v1/Token.ts';
import type { TokenServiceClient as _gateway_v1_TokenServiceClient, TokenServiceDefinition as _gateway_v1_TokenServiceDefinition } from './gateway/v1/TokenService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  gateway: {
    v1: {
      ConnectRequired: MessageTypeDefinition<_gateway_v1_ConnectRequired, _gateway_v1_ConnectRequired__Output>
      ObtainRequest: MessageTypeDefinition<_gateway_v1_ObtainRequest, _gateway_v1_ObtainRequest__Output>
      ObtainResponse: MessageTypeDefinition<_gateway_v1_ObtainResponse, _gateway_v1_ObtainResponse__Output>
      Refused: MessageTypeDefinition<_gateway_v1_Refused, _gateway_v1_Refused__Output>
      Token: MessageTypeDefinition<_gateway_v1_Token, _gateway_v1_Token__Output>
      /**
       * Hands upstream tokens to nodes.
       */
      TokenService: SubtypeConstructor<typeof grpc.Client, _gateway_v1_TokenServiceClient> & { service: _gateway_v1_TokenServiceDefinition }
    }
  }
}
