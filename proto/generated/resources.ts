import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Application as _gateway_v1_Application, Application__Output as _gateway_v1_Application__Output } from './gateway/v1/Application.ts';
import type { ApplicationKey as _gateway_v1_ApplicationKey, ApplicationKey__Output as _gateway_v1_ApplicationKey__Output } from './gateway/v1/ApplicationKey.ts';
import type { Credential as _gateway_v1_Credential, Credential__Output as _gateway_v1_Credential__Output } from './gateway/v1/Credential.ts';
import type { Fleet as _gateway_v1_Fleet, Fleet__Output as _gateway_v1_Fleet__Output } from './gateway/v1/Fleet.ts';
import type { Grant as _gateway_v1_Grant, Grant__Output as _gateway_v1_Grant__Output } from './gateway/v1/Grant.ts';
import type { Issuer as _gateway_v1_Issuer, Issuer__Output as _gateway_v1_Issuer__Output } from './gateway/v1/Issuer.ts';
import type { Item as _gateway_v1_Item, Item__Output as _gateway_v1_Item__Output } from './gateway/v1/Item.ts';
import type { Limits as _gateway_v1_Limits, Limits__Output as _gateway_v1_Limits__Output } from './gateway/v1/Limits.ts';
import type { Policy as _gateway_v1_Policy, Policy__Output as _gateway_v1_Policy__Output } from './gateway/v1/Policy.ts';
import type { Project as _gateway_v1_Project, Project__Output as _gateway_v1_Project__Output } from './gateway/v1/Project.ts';
import type { Registry as _gateway_v1_Registry, Registry__Output as _gateway_v1_Registry__Output } from './gateway/v1/Registry.ts';
import type { Revocation as _gateway_v1_Revocation, Revocation__Output as _gateway_v1_Revocation__Output } from './gateway/v1/Revocation.ts';
import type { Server as _gateway_v1_Server, Server__Output as _gateway_v1_Server__Output } from './gateway/v1/Server.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  gateway: {
    v1: {
      Application: MessageTypeDefinition<_gateway_v1_Application, _gateway_v1_Application__Output>
      ApplicationKey: MessageTypeDefinition<_gateway_v1_ApplicationKey, _gateway_v1_ApplicationKey__Output>
      Credential: MessageTypeDefinition<_gateway_v1_Credential, _gateway_v1_Credential__Output>
      Fleet: MessageTypeDefinition<_gateway_v1_Fleet, _gateway_v1_Fleet__Output>
      Grant: MessageTypeDefinition<_gateway_v1_Grant, _gateway_v1_Grant__Output>
      Issuer: MessageTypeDefinition<_gateway_v1_Issuer, _gateway_v1_Issuer__Output>
      Item: MessageTypeDefinition<_gateway_v1_Item, _gateway_v1_Item__Output>
      Limits: MessageTypeDefinition<_gateway_v1_Limits, _gateway_v1_Limits__Output>
      Policy: MessageTypeDefinition<_gateway_v1_Policy, _gateway_v1_Policy__Output>
      Project: MessageTypeDefinition<_gateway_v1_Project, _gateway_v1_Project__Output>
      Registry: MessageTypeDefinition<_gateway_v1_Registry, _gateway_v1_Registry__Output>
      Revocation: MessageTypeDefinition<_gateway_v1_Revocation, _gateway_v1_Revocation__Output>
      Server: MessageTypeDefinition<_gateway_v1_Server, _gateway_v1_Server__Output>
    }
  }
}
