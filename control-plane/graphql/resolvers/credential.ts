import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Credentials; their values have no resolver. */
export const credentialResolvers: Resolvers = {
  Query: {
    credentials: (_, { projectId, ...args }, { viewer, services }) => services.credentials.listOf(viewer, projectId ?? null, args),
    credential: (_, { id }, { load }) => load.credential.load(id),
  },
  Mutation: {
    createCredential: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateCredentialOk',
      ...(await services.credentials.create(viewer, input)),
    }),
    rotateCredential: async (_, { input }, { viewer, services }) => ({
      __typename: 'RotateCredentialOk',
      ...(await services.credentials.rotate(viewer, input)),
    }),
    deleteCredential: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteCredentialOk',
      ...(await services.credentials.remove(viewer, input.id)),
    }),
  },
  Credential: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    async servers({ id }, _, { load }) {
      const ids = await load.serversOfCredential.load(id);
      return Promise.all(ids.map((serverId) => required(load.server.load(serverId), 'a server')));
    },
  },
};
