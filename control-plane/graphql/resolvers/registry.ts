import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Registries. */
export const registryResolvers: Resolvers = {
  Query: {
    registries: (_, { projectId, ...args }, { viewer, services }) => services.registries.listOf(viewer, projectId ?? null, args),
    async registry(_, { id, name }, { viewer, services, load }) {
      if (id !== null && id !== undefined) return load.registry.load(id);
      return name === null || name === undefined ? null : services.registries.byName(viewer, name);
    },
  },
  Mutation: {
    createRegistry: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateRegistryOk',
      ...(await services.registries.create(viewer, input)),
    }),
    updateRegistry: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateRegistryOk',
      ...(await services.registries.update(viewer, input)),
    }),
    deleteRegistry: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteRegistryOk',
      ...(await services.registries.remove(viewer, input.id)),
    }),
  },
  Registry: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    policy: ({ policyId }, _, { load }) => required(load.policy.load(policyId), 'the policy'),
    endpointPath: ({ name }) => `/mcp/${name}`,
    endpointUrl: ({ name }, _, { edge }) => (edge.publicUrl === null ? null : `${edge.publicUrl}/mcp/${name}`),
    servers: ({ id }, args, { load }) => load.serversOfRegistry.load({ parentId: id, args, filter: null }),
    grants: ({ id }, args, { load }) => load.grantsOfRegistry.load({ parentId: id, args, filter: null }),
  },
};
