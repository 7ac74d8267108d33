import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';

/** A point in time. Shape: ISO 8601 with an offset; goes out in UTC with milliseconds. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize(value) {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('a DateTime is a Date inside');
  },
  parseValue: (value) => timeFrom(value),
  parseLiteral: (node) => timeFrom(node.kind === Kind.STRING ? node.value : null),
});

/** Any JSON value. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literal(node, variables ?? {}),
});

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function timeFrom(value: unknown): Date {
  const time = typeof value === 'string' && ISO.test(value) ? new Date(value) : null;
  if (time === null || Number.isNaN(time.getTime()))
    throw new GraphQLError('a DateTime is ISO 8601 with an offset, such as 2026-07-28T09:00:00Z');
  return time;
}

function literal(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((value) => literal(value, variables));
    case Kind.OBJECT: {
      const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const field of node.fields) object[field.name.value] = literal(field.value, variables);
      return object;
    }
    case Kind.VARIABLE:
      return variables[node.name.value];
  }
}
