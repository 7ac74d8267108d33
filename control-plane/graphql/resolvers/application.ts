import type { Resolvers } from '../generated/schema.ts';
import { keyState } from './key-state.ts';
import { required } from './required.ts';

/** Applications and their keys. */
export const applicationResolvers: Resolvers = {
  Query: {
    applications: (_, { projectId, ...args }, { viewer, services }) => services.applications.listOf(viewer, projectId ?? null, args),
    application: (_, { id }, { load }) => load.application.load(id),
  },
  Mutation: {
    createApplication: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateApplicationOk',
      ...(await services.applications.create(viewer, input)),
    }),
    updateApplication: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateApplicationOk',
      ...(await services.applications.update(viewer, input)),
    }),
    deleteApplication: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteApplicationOk',
      ...(await services.applications.remove(viewer, input.id)),
    }),
    createApplicationKey: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateApplicationKeyOk',
      ...(await services.keys.create(viewer, input)),
    }),
    revokeApplicationKey: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeApplicationKeyOk',
      ...(await services.keys.revoke(viewer, input.id)),
    }),
  },
  Application: {
    project: ({ projectId }, _, { load }) => required(load.project.load(projectId), 'the project'),
    keys: ({ id }, args, { load }) => load.keysOfApplication.load({ parentId: id, args, filter: null }),
    grants: ({ id }, args, { load }) => load.grantsOfApplication.load({ parentId: id, args, filter: null }),
  },
  ApplicationKey: {
    application: ({ applicationId }, _, { load }) => required(load.application.load(applicationId), 'the application'),
    state: (key) => keyState(key, Date.now()),
    lastUsedAt: ({ id }, _, { load }) => load.lastUse.load(id),
  },
};
