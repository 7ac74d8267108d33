import { getNamedType, GraphQLError, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** What an operation asks for at most, counting every list at the length it asks for: nested lists multiply. */
export interface Cost {
  /** Entries of lists. */
  readonly objects: number;
  /** Fields over all objects. */
  readonly fields: number;
}

/** The most one operation may ask for. */
export const MAX_COST: Cost = { objects: 20_000, fields: 400_000 };

const DEFAULT_FIRST = 50;
/** Selections looked at before an operation counts as too dear: fragments that spread fragments grow exponentially. */
const MAX_STEPS = 20_000;

/**
 * What an operation of a validated document costs (fragments do not cycle).
 *
 * Returns: as soon as the most is passed, what was counted until then.
 * Cost: at most MAX_STEPS selections.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let objects = 0;
  let fields = 0;
  let steps = 0;
  const walk = (selection: SelectionSetNode, parent: GraphQLNamedType | undefined | null, factor: number): void => {
    for (const node of selection.selections) {
      steps += 1;
      if (steps > MAX_STEPS) fields = Number.POSITIVE_INFINITY;
      if (objects > MAX_COST.objects || fields > MAX_COST.fields) return;
      if (node.kind === Kind.FIELD) {
        const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
        const isList = definition?.args.some(({ name }) => name === 'first') === true;
        const inner = isList ? factor * lengthOf(node, variables) : factor;
        fields += factor;
        if (isList) objects += inner;
        if (node.selectionSet !== undefined)
          walk(node.selectionSet, definition === undefined ? null : getNamedType(definition.type), inner);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        walk(node.selectionSet, node.typeCondition === undefined ? parent : schema.getType(node.typeCondition.name.value), factor);
      } else {
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), factor);
      }
    }
  };
  walk(operation.selectionSet, schema.getRootType(operation.operation), 1);
  return { objects, fields };
}

/** Throws: GraphQLError when an operation asks for more than MAX_COST. */
export function mustCostLess(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const { objects, fields } = costOf(schema, document, operation, variables);
  if (objects <= MAX_COST.objects && fields <= MAX_COST.fields) return;
  const what = objects > MAX_COST.objects ? `${MAX_COST.objects} objects` : `${MAX_COST.fields} fields`;
  throw new GraphQLError(
    `the cost of the query is too high: it asks for more than ${what} (nested lists multiply); ask for shorter pages with "first", or for less at a time`,
    {
      extensions: { code: 'QUERY_TOO_COSTLY', http: { status: 400 } },
    },
  );
}

function lengthOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === 'number' && given >= 0 ? given : DEFAULT_FIRST;
}
