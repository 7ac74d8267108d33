import type { Resolvers } from '../generated/schema.ts';
import { required } from './required.ts';

/** Servers, and reading what they offer. */
export const serverResolvers: Resolvers = {
  Query: {
    servers: (_, { registryId, ...args }, { viewer, services }) => services.servers.listOf(viewer, registryId ?? null, args),
    server: (_, { id }, { load }) => load.server.load(id),
  },
  Mutation: {
    createServer: async (_, { input }, { viewer, services }) => ({
      __typename: 'CreateServerOk',
      ...(await services.servers.create(viewer, input)),
    }),
    updateServer: async (_, { input }, { viewer, services }) => ({
      __typename: 'UpdateServerOk',
      ...(await services.servers.update(viewer, input)),
    }),
    setServerEnabled: async (_, { input }, { viewer, services }) => ({
      __typename: 'SetServerEnabledOk',
      ...(await services.servers.setEnabled(viewer, input.id, input.enabled)),
    }),
    deleteServer: async (_, { input }, { viewer, services }) => ({
      __typename: 'DeleteServerOk',
      ...(await services.servers.remove(viewer, input.id)),
    }),
    discoverServer: async (_, { input }, { viewer, services, signal }) => ({
      __typename: 'DiscoverServerOk',
      ...(await services.discovery.discover(viewer, input, signal)),
    }),
  },
  Server: {
    registry: ({ registryId }, _, { load }) => required(load.registry.load(registryId), 'the registry'),
    effectiveCredentialMode: async ({ credentialMode, registryId }, _, { load }) =>
      credentialMode ?? (await required(load.registry.load(registryId), 'the registry')).credentialMode,
    credential: ({ credentialId }, _, { load }) => (credentialId === null ? null : load.credential.load(credentialId)),
    limits: ({ timeoutMs, maxResponseBytes, maxConcurrent, requestsPerMinute }) => ({
      timeoutMs,
      maxResponseBytes,
      maxConcurrent,
      requestsPerMinute,
    }),
    endpointPath: async ({ registryId, name }, _, { load }) =>
      `/mcp/${(await required(load.registry.load(registryId), 'the registry')).name}/${name}`,
    items: ({ id }, { type, state, ...args }, { load }) =>
      load.itemsOfServer.load({ parentId: id, args, filter: { type: type ?? null, state: state ?? null } }),
    itemCounts: ({ id }, _, { load }) => load.itemCounts.load(id),
    lastDiscovery: ({ discoveredAt, discoveryError }) =>
      discoveredAt === null ? null : { at: discoveredAt, succeeded: discoveryError === null, error: discoveryError },
  },
};
