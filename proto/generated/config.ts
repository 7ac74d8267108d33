import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Ack as _gateway_v1_Ack, Ack__Output as _gateway_v1_Ack__Output } from './gateway/v1/Ack.ts';
import type { ConfigServiceClient as _gateway_v1_ConfigServiceClient, ConfigServiceDefinition as _gateway_v1_ConfigServiceDefinition } from './gateway/v1/ConfigService.ts';
import type { ControlMessage as _gateway_v1_ControlMessage, ControlMessage__Output as _gateway_v1_ControlMessage__Output } from './gateway/v1/ControlMessage.ts';
import type { Heartbeat as _gateway_v1_Heartbeat, Heartbeat__Output as _gateway_v1_Heartbeat__Output } from './gateway/v1/Heartbeat.ts';
import type { Hello as _gateway_v1_Hello, Hello__Output as _gateway_v1_Hello__Output } from './gateway/v1/Hello.ts';
import type { Nack as _gateway_v1_Nack, Nack__Output as _gateway_v1_Nack__Output } from './gateway/v1/Nack.ts';
import type { NodeMessage as _gateway_v1_NodeMessage, NodeMessage__Output as _gateway_v1_NodeMessage__Output } from './gateway/v1/NodeMessage.ts';
import type { Push as _gateway_v1_Push, Push__Output as _gateway_v1_Push__Output } from './gateway/v1/Push.ts';
import type { Resource as _gateway_v1_Resource, Resource__Output as _gateway_v1_Resource__Output } from './gateway/v1/Resource.ts';
import type { ResourceKey as _gateway_v1_ResourceKey, ResourceKey__Output as _gateway_v1_ResourceKey__Output } from './gateway/v1/ResourceKey.ts';
import type { Welcome as _gateway_v1_Welcome, Welcome__Output as _gateway_v1_Welcome__Output } from './gateway/v1/Welcome.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  gateway: {
    v1: {
      Ack: MessageTypeDefinition<_gateway_v1_Ack, _gateway_v1_Ack__Output>
      /**
       * Configuration for nodes. One bidirectional stream a node; the node speaks first.
       */
      ConfigService: SubtypeConstructor<typeof grpc.Client, _gateway_v1_ConfigServiceClient> & { service: _gateway_v1_ConfigServiceDefinition }
      ControlMessage: MessageTypeDefinition<_gateway_v1_ControlMessage, _gateway_v1_ControlMessage__Output>
      Heartbeat: MessageTypeDefinition<_gateway_v1_Heartbeat, _gateway_v1_Heartbeat__Output>
      Hello: MessageTypeDefinition<_gateway_v1_Hello, _gateway_v1_Hello__Output>
      Nack: MessageTypeDefinition<_gateway_v1_Nack, _gateway_v1_Nack__Output>
      NodeMessage: MessageTypeDefinition<_gateway_v1_NodeMessage, _gateway_v1_NodeMessage__Output>
      Push: MessageTypeDefinition<_gateway_v1_Push, _gateway_v1_Push__Output>
      Resource: MessageTypeDefinition<_gateway_v1_Resource, _gateway_v1_Resource__Output>
      ResourceKey: MessageTypeDefinition<_gateway_v1_ResourceKey, _gateway_v1_ResourceKey__Output>
      Welcome: MessageTypeDefinition<_gateway_v1_Welcome, _gateway_v1_Welcome__Output>
    }
  }
}
