import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** OAuth providers and their servers; a client secret has no resolver. */
export const oauthProviderResolvers: Resolvers = {
  Query: {
    oauthProviders: (_, { projectId, ...args }, { viewer, services }) => services.oauthProviders.listOf(viewer, projectId ?? null, args),
    oauthProvider: (_, { id }, { load }) => load.oauthProvider.load(id),
  },
  Mutation: {
    createOAuthProvider: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateOAuthProviderOk',
      ...(await services.oauthProviders.create(viewer, input)),
    }),
    updateOAuthProvider: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateOAuthProviderOk',
      ...(await services.oauthProviders.update(viewer, input)),
    }),
    deleteOAuthProvider: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteOAuthProviderOk',
      ...(await services.oauthProviders.remove(viewer, input.id)),
    }),
    async setServerProvider(_, { input }, context) {
      const { serverId, configVersion } = await context.services.oauthProviders.bind(context.viewer, input);
      context.forget();
      return { __typename: 'SetServerProviderOk', configVersion, server: await required(context.load.server.load(serverId), 'the server') };
    },
  },
  OAuthProvider: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    hasSecret: ({ clientSecretSealed }) => clientSecretSealed !== null,
    authorizationParameters: ({ authorizationParameters }) =>
      Object.entries(authorizationParameters).map(([name, value]) => ({ name, value })),
  },
  Server: {
    oauthProvider: ({ providerId }, _, { load }) => (providerId === null ? null : load.oauthProvider.load(providerId)),
  },
};
