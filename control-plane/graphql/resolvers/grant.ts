import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Grants. */
export const grantResolvers: Resolvers = {
  Query: {
    grants: (_, { projectId, applicationId, registryId, ...args }, { viewer, services }) =>
      services.grants.listOf(
        viewer,
        { projectId: projectId ?? null, applicationId: applicationId ?? null, registryId: registryId ?? null },
        args,
      ),
    grant: (_, { id }, { load }) => load.grant.load(id),
  },
  Mutation: {
    createGrant: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateGrantOk',
      ...(await services.grants.create(viewer, input)),
    }),
    updateGrant: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateGrantOk',
      ...(await services.grants.update(viewer, input)),
    }),
    revokeGrant: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeGrantOk',
      ...(await services.grants.revoke(viewer, input.id)),
    }),
  },
  Grant: {
    application: ({ applicationId }, _, { load }) => required(load.application.load(applicationId), 'the application'),
    registry: ({ registryId }, _, { load }) => required(load.registry.load(registryId), 'the registry'),
    servers: ({ serverIds }, _, { load }) =>
      serverIds === null ? null : Promise.all(serverIds.map((id) => required(load.server.load(id), 'a server'))),
    items: ({ itemIds }, _, { load }) =>
      itemIds === null ? null : Promise.all(itemIds.map((id) => required(load.item.load(id), 'an item'))),
  },
};
