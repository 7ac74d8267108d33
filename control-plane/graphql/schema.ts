import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { isUnionType, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { Refusal } from '../services/refusal.ts';
import type { Context } from './context.ts';
import type { Resolvers } from './generated/schema.ts';
import { connection } from './resolvers/connection.ts';
import { allResolvers } from './resolvers/index.ts';

/** The SDL as it stands in schema/graphql, file after file. */
export function readSdl(): string {
  const folder = join(packageRoot(), 'schema/graphql');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/**
 * The executable schema: the SDL with its resolvers.
 *
 * Added here, once for all: the fields of connections, the lower-case inside of enums, and for payload unions that a
 * Refusal becomes the payload it is. A Refusal that the SDL does not foresee for a field is a fault and stays an error.
 */
export function createSchema(resolvers: readonly Resolvers[] = allResolvers): GraphQLSchema {
  const sdl = parse(readSdl());
  const schema = makeExecutableSchema<Context>({
    typeDefs: sdl,
    resolvers: [enumsInside(sdl), ...(resolvers as never[])],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    if (!name.endsWith('Connection') || !('getFields' in type)) continue;
    for (const [field, resolve] of Object.entries(connection)) {
      const definition = (type.getFields() as Record<string, { resolve?: unknown }>)[field];
      if (definition !== undefined) definition.resolve ??= resolve;
    }
  }
  const isMutation = (typeName: string): boolean => typeName === schema.getMutationType()?.name;
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (field.resolve === undefined) continue;
      field.resolve = refusalsAsPayload(field.resolve as GraphQLFieldResolver<unknown, Context>, isMutation(root?.name ?? ''));
    }
  }
  return schema;
}

/** Inside, a value of an enum is its name in lower case, as tables and messages spell it. */
function enumsInside(sdl: DocumentNode): Record<string, Record<string, string>> {
  const enums = sdl.definitions.filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION);
  return Object.fromEntries(
    enums.map(({ name, values }) => [
      name.value,
      Object.fromEntries((values ?? []).map((value) => [value.name.value, value.name.value.toLowerCase()])),
    ]),
  );
}

function refusalsAsPayload(resolve: GraphQLFieldResolver<unknown, Context>, forgets: boolean): GraphQLFieldResolver<unknown, Context> {
  return async (source, args, context, info) => {
    try {
      return (await resolve(source, args, context, info)) as unknown;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const type = 'ofType' in info.returnType ? info.returnType.ofType : info.returnType;
      const foreseen = isUnionType(type) && type.getTypes().some(({ name }) => name === error.failure.__typename);
      if (!foreseen) throw error;
      return error.failure;
    } finally {
      if (forgets) context.forget();
    }
  };
}
