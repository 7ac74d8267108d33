import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Users' tokens; their values have no resolver. */
export const userTokenResolvers: Resolvers = {
  Query: {
    userTokens: (_, { projectId, providerId, user, ...args }, { viewer, services }) =>
      services.userTokens.listOf(viewer, { projectId: projectId ?? null, providerId: providerId ?? null, user: user ?? null }, args),
  },
  Mutation: {
    putUserToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'PutUserTokenOk',
      ...(await services.userTokens.put(viewer, input)),
    }),
    revokeUserToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeUserTokenOk',
      ...(await services.userTokens.revoke(viewer, input.id)),
    }),
  },
  UserToken: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    provider: ({ providerId }, _, { load }) => required(load.oauthProvider.load(providerId), 'the provider'),
    user: ({ userSubject }) => userSubject,
    accountId: ({ accountId }) => (accountId === '' ? null : accountId),
  },
};
