import type { Resolvers } from '../generated/schema.ts';
import { keyState } from './key-state.ts';

/** A node counts as connected while it was heard within this time, whatever the control plane that held its stream wrote. */
const SILENT_AFTER_MS = 20_000;

/** Data-plane nodes and join tokens. */
export const nodeResolvers: Resolvers = {
  Query: {
    nodes: (_, args, { viewer, services }) => services.nodes.listAll(viewer, args),
    joinTokens: (_, args, { viewer, services }) => services.nodes.joinTokens.list(viewer, undefined, args),
  },
  Mutation: {
    createNodeJoinToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateNodeJoinTokenOk',
      ...(await services.nodes.createJoinToken(viewer, input)),
    }),
    revokeNodeJoinToken: async (_, { input }, { viewer, services }) => ({
      __typename: 'RevokeNodeJoinTokenOk',
      ...(await services.nodes.revokeJoinToken(viewer, input.id)),
    }),
  },
  DataPlaneNode: {
    address: ({ address }) => (address === '' ? null : address),
    connected: ({ connected, lastContactAt }) => connected && Date.now() - lastContactAt.getTime() < SILENT_AFTER_MS,
    appliedVersion: ({ appliedVersion }) => appliedVersion?.toString() ?? null,
    rejection: ({ rejectedVersion, rejectedProblems, rejectedAt, lastContactAt }) =>
      rejectedVersion === null
        ? null
        : { version: rejectedVersion.toString(), problems: rejectedProblems, at: rejectedAt ?? lastContactAt },
    createdAt: ({ firstSeenAt }) => firstSeenAt,
  },
  JoinToken: {
    prefix: ({ start }) => start,
    state: (token) => keyState(token, Date.now()),
  },
};
