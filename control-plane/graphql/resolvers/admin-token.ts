import type { Resolvers } from '../generated/schema.ts';
import { keyState } from './key-state.ts';

/** Who is asking, and tokens for this API. */
export const adminTokenResolvers: Resolvers = {
  Query: {
    me: (_, _args, { viewer }) => viewer,
    adminTokens: (_, args, { viewer, services }) => services.adminTokens.listAll(viewer, args),
  },
  Mutation: {
    createAdminToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateAdminTokenOk',
      ...(await services.adminTokens.create(viewer, input)),
    }),
    revokeAdminToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeAdminTokenOk',
      ...(await services.adminTokens.revoke(viewer, input.id)),
    }),
  },
  Viewer: {
    project: ({ projectId }, _, { load }) => (projectId === null ? null : load.project.load(projectId)),
  },
  AdminToken: {
    project: ({ projectId }, _, { load }) => (projectId === null ? null : load.project.load(projectId)),
    state: (token) => keyState(token, Date.now()),
  },
};
