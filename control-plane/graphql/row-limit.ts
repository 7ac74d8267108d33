import { getNamedType, GraphQLError, isObjectType, isInterfaceType, isUnionType, Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** Most objects one operation may ask for, counting every list at the length it asks for. */
export const MAX_ROWS = 20_000;

const DEFAULT_FIRST = 50;

/**
 * How many objects an operation asks for at most: the lengths of nested connections multiplied.
 *
 * Expects a document that was validated (fragments do not cycle). Lengths that are not numbers count as the default.
 * Cost: stops as soon as the limit is passed.
 */
export function requestedRows(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let rows = 0;
  const walk = (selection: SelectionSetNode, parent: GraphQLNamedType | undefined | null, factor: number): void => {
    for (const node of selection.selections) {
      if (rows > MAX_ROWS) return;
      if (node.kind === Kind.FIELD) {
        const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
        const isList = definition?.args.some(({ name }) => name === 'first') === true;
        const inner = isList ? factor * lengthOf(node, variables) : factor;
        if (isList) rows += inner;
        if (node.selectionSet !== undefined) walk(node.selectionSet, definition === undefined ? null : getNamedType(definition.type), inner);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        walk(node.selectionSet, node.typeCondition === undefined ? parent : schema.getType(node.typeCondition.name.value), factor);
      } else {
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), factor);
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (isUnionType(root)) return 0;
  walk(operation.selectionSet, root, 1);
  return rows;
}

/** Throws: GraphQLError when an operation asks for more than MAX_ROWS objects. */
export function mustAskForLess(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): void {
  const rows = requestedRows(schema, document, operation, variables);
  if (rows <= MAX_ROWS) return;
  throw new GraphQLError(`the query asks for more than ${MAX_ROWS} objects (nested lists multiply); ask for shorter pages with "first", or for less at a time`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function lengthOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === 'number' && given >= 0 ? given : DEFAULT_FIRST;
}
