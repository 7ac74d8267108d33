import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Issuers of tokens that agents may present. */
export const issuerResolvers: Resolvers = {
  Query: {
    issuers: (_, { projectId, ...args }, { viewer, services }) => services.issuers.listOf(viewer, projectId ?? null, args),
  },
  Mutation: {
    createIssuer: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateIssuerOk',
      ...(await services.issuers.create(viewer, input)),
    }),
    updateIssuer: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateIssuerOk',
      ...(await services.issuers.update(viewer, input)),
    }),
    deleteIssuer: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteIssuerOk',
      ...(await services.issuers.remove(viewer, input.id)),
    }),
  },
  Issuer: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
  },
};
