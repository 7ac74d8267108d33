import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Projects. */
export const projectResolvers: Resolvers = {
  Query: {
    projects: (_, args, { viewer, services }) => services.projects.list(viewer, undefined, args),
    async project(_, { id, name }, { viewer, services, load }) {
      if (id !== null && id !== undefined) return load.project.load(id);
      return name === null || name === undefined ? null : services.projects.byName(viewer, name);
    },
  },
  Mutation: {
    createProject: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateProjectOk',
      ...(await services.projects.create(viewer, input)),
    }),
    updateProject: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateProjectOk',
      ...(await services.projects.update(viewer, input)),
    }),
    deleteProject: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteProjectOk',
      ...(await services.projects.remove(viewer, input.id)),
    }),
  },
  Project: {
    registries: ({ id }, args, { load }) => load.registriesOfProject.load({ parentId: id, args, filter: null }),
    applications: ({ id }, args, { load }) => load.applicationsOfProject.load({ parentId: id, args, filter: null }),
    policies: ({ id }, args, { load }) => load.policiesOfProject.load({ parentId: id, args, filter: null }),
    credentials: ({ id }, args, { load }) => load.credentialsOfProject.load({ parentId: id, args, filter: null }),
    defaultPolicy: ({ defaultPolicyId }, _, { load }) => required(load.policy.load(defaultPolicyId ?? ''), 'the default policy'),
  },
};
