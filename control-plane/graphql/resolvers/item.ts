import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Tools, prompts, resources and templates. */
export const itemResolvers: Resolvers = {
  Query: {
    items: (_, { serverId, registryId, type, state, search, ...args }, { viewer, services }) =>
      services.items.listOf(
        viewer,
        { serverId: serverId ?? null, registryId: registryId ?? null, type: type ?? null, state: state ?? null, search: search ?? null },
        args,
      ),
    item: (_, { id }, { load }) => load.item.load(id),
  },
  Mutation: {
    setItemsEnabled: async (_, { input }, { viewer, services }) => ({
      __typename: 'SetItemsEnabledOk',
      ...(await services.items.setEnabled(viewer, input)),
    }),
    setItemReadOnly: async (_, { input }, { viewer, services }) => ({
      __typename: 'SetItemReadOnlyOk',
      ...(await services.items.setReadOnly(viewer, input)),
    }),
  },
  Item: {
    server: ({ serverId }, _, { load }) => required(load.server.load(serverId), 'the server'),
    async aggregatedName({ id, serverId, name }, _, { load }) {
      const server = await required(load.server.load(serverId), 'the server');
      return (await load.aggregatedNames.load(server.registryId)).get(id) ?? name;
    },
    definition: ({ definition }) => JSON.parse(definition) as unknown,
    approvedDefinition: ({ approvedDefinition }) => (approvedDefinition === null ? null : (JSON.parse(approvedDefinition) as unknown)),
    readOnly: ({ readOnly, readOnlyOverride }) => readOnlyOverride ?? readOnly,
  },
};
