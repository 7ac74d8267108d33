import type { GraphEdgeKind, GraphNodeKind, ItemState, Resolvers } from '../generated/schema.ts';
import type { Context } from '../context.ts';
import { required } from './required.ts';

/** Who uses what. */
export const graphResolvers: Resolvers = {
  Query: {
    applicationGraph: (_, { filter, maxNodes }, { viewer, services }) => services.graph.graph(viewer, filter ?? {}, maxNodes),
    leastPrivilege: (_, { applicationId, days }, { viewer, services }) => services.graph.advice(viewer, applicationId, days),
    blastRadius: (_, { input, days }, { viewer, services }) => services.graph.radius(viewer, input, days),
  },
  GraphNode: {
    kind: ({ kind }) => kind as GraphNodeKind,
    state: ({ state }) => state as ItemState | null,
  },
  GraphEdge: { kind: ({ kind }) => kind as GraphEdgeKind },
  GrantAdvice: {
    grant: ({ grantId }, _, { load }) => required(load.grant.load(grantId), 'the grant'),
    used: ({ used }, _, context) => itemsOf(used, context),
    unused: ({ unused }, _, context) => itemsOf(unused, context),
    narrowedItemIds: ({ used }) => (used.length === 0 ? null : [...used]),
  },
  BlastRadius: {
    reachable: ({ reachable }, _, context) => itemsOf(reachable, context),
    reached: ({ reached }, _, context) => itemsOf(reached, context),
    applications: async ({ applications }, _, { load }) =>
      (await Promise.all(applications.map((id) => load.application.load(id)))).filter((row) => row !== null),
  },
};

/** Items that still exist. */
async function itemsOf(ids: readonly string[], { load }: Context) {
  return (await Promise.all(ids.map((id) => load.item.load(id)))).filter((row) => row !== null);
}
