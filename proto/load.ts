import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPackageDefinition, type GrpcObject } from '@grpc/grpc-js';
import { loadSync, type MessageTypeDefinition, type PackageDefinition } from '@grpc/proto-loader';
import type { ProtoGrpcType as ConfigTypes } from './generated/config.ts';
import type { ProtoGrpcType as ResourceTypes } from './generated/resources.ts';
import type { ProtoGrpcType as TokenTypes } from './generated/tokens.ts';
import type { ProtoGrpcType as UsageTypes } from './generated/usage.ts';

/** Every message and service of the contract, by name. */
export type Contract = ConfigTypes['gateway']['v1'] &
  ResourceTypes['gateway']['v1'] &
  TokenTypes['gateway']['v1'] &
  UsageTypes['gateway']['v1'];

/** The files the contract is made of, relative to `proto/`. */
const FILES = ['config', 'resources', 'tokens', 'usage'].map((name) => `gateway/v1/${name}.proto`);

let definition: PackageDefinition | null = null;
let loaded: Contract | null = null;

/**
 * The contract between the planes, as grpc-js wants it. Read once and kept.
 *
 * Shape: camelCase fields, 64-bit integers as numbers, enums as text, every field present when decoded, one-of fields named.
 * Throws: Error when the `.proto` files are not where the package has them, which means a broken installation.
 */
export function loadContract(): Contract {
  if (loaded !== null) return loaded;
  const root = loadPackageDefinition(packageDefinition()) as GrpcObject & { gateway: { v1: unknown } };
  return (loaded = root.gateway.v1 as Contract);
}

/** Encoder and decoder of one message of the contract. */
export function messageType<Name extends MessageName>(name: Name): MessageTypeOf<Name> {
  return packageDefinition()[`gateway.v1.${name}`] as unknown as MessageTypeOf<Name>;
}

/** Names of the messages of the contract. */
export type MessageName = {
  [Name in keyof Contract]: Contract[Name] extends MessageTypeDefinition<infer _I, infer _O> ? Name : never;
}[keyof Contract];
type MessageTypeOf<Name extends MessageName> =
  Contract[Name] extends MessageTypeDefinition<infer Input, infer Output> ? MessageTypeDefinition<Input, Output> : never;

function packageDefinition(): PackageDefinition {
  return (definition ??= loadSync(FILES, {
    includeDirs: [protoFolder()],
    keepCase: false,
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
  }));
}

/** The folder of the `.proto` files: the compiler does not copy them, so compiled code looks above `dist/`. */
function protoFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [here, join(here, '..', '..', 'proto')]) {
    if (existsSync(join(folder, FILES[0] as string))) return folder;
  }
  throw new Error(`portcullis: the installation is incomplete: ${FILES[0]} was not found beside ${here}`);
}
