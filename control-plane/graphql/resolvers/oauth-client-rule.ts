import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Which OAuth clients act as which application. */
export const oauthClientRuleResolvers: Resolvers = {
  Query: {
    oauthClientRules: (_, { projectId, ...args }, { viewer, services }) =>
      services.oauthClientRules.listOf(viewer, projectId ?? null, args),
  },
  Mutation: {
    createOAuthClientRule: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateOAuthClientRuleOk',
      ...(await services.oauthClientRules.create(viewer, input)),
    }),
    updateOAuthClientRule: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateOAuthClientRuleOk',
      ...(await services.oauthClientRules.update(viewer, input)),
    }),
    deleteOAuthClientRule: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteOAuthClientRuleOk',
      ...(await services.oauthClientRules.remove(viewer, input.id)),
    }),
    revokeAgentTokens: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeAgentTokensOk',
      ...(await services.oauthClientRules.revokeTokens(viewer, input)),
    }),
  },
  OAuthClientRule: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    application: ({ applicationId }, _, { load }) => required(load.application.load(applicationId), 'the application'),
    users: ({ subjects }) => subjects,
  },
};
