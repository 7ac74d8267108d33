import type { CredentialUse, Decision, GuardrailAction, InvocationOutcome, InvocationRoute, Resolvers } from '../generated/schema.ts';

/** Records of calls. An empty text in the record is a null here. */
export const invocationResolvers: Resolvers = {
  Query: {
    invocations: (_, { filter, ...args }, { viewer, services }) => services.invocations.listOf(viewer, filter ?? {}, args),
    invocation: (_, { id }, { load }) => load.invocation.load(id),
  },
  Invocation: {
    latencyMs: ({ latencyUs }) => latencyUs / 1000,
    upstreamMs: ({ upstreamUs }) => upstreamUs / 1000,
    project: ({ projectId }, _, { load }) => (projectId === '' ? null : load.project.load(projectId)),
    applicationId: ({ applicationId }) => orNull(applicationId),
    application: ({ applicationId }, _, { load }) => (applicationId === '' ? null : load.application.load(applicationId)),
    keyId: ({ keyId }) => orNull(keyId),
    key: ({ keyId }, _, { load }) => (keyId === '' ? null : load.key.load(keyId)),
    agentName: ({ agentName }) => orNull(agentName),
    agentVersion: ({ agentVersion }) => orNull(agentVersion),
    userSubject: ({ userSubject }) => orNull(userSubject),
    session: ({ session }) => orNull(session),
    traceId: ({ traceId }) => orNull(traceId),
    registryId: ({ registryId }) => orNull(registryId),
    registry: ({ registryId }, _, { load }) => (registryId === '' ? null : load.registry.load(registryId)),
    serverId: ({ serverId }) => orNull(serverId),
    server: ({ serverId }, _, { load }) => (serverId === '' ? null : load.server.load(serverId)),
    itemId: ({ itemId }) => orNull(itemId),
    item: ({ itemId }, _, { load }) => (itemId === '' ? null : load.item.load(itemId)),
    requestedName: ({ requestedName }) => orNull(requestedName),
    itemDigest: ({ itemDigest }) => orNull(itemDigest),
    outcome: ({ outcome }) => outcome as InvocationOutcome,
    reason: ({ reason }) => orNull(reason),
    detail: ({ detail }) => orNull(detail),
    action: ({ action }) => action as GuardrailAction,
    wouldBeAction: ({ wouldBeAction }) => wouldBeAction as GuardrailAction,
    decisions: ({ decisions }) => decisions.map((decision) => ({ ...decision, label: orNull(decision.label) }) as unknown as Decision),
    credential: ({ credential }) => (credential === null ? null : shownUse(credential)),
    incidentId: ({ incidentId }) => orNull(incidentId),
    route: ({ route }) => orNull(route) as InvocationRoute | null,
    protocolVersion: ({ protocolVersion }) => orNull(protocolVersion),
    configVersion: ({ configVersion }) => orNull(configVersion),
    dataPlaneNode: ({ nodeId }, _, { load }) => load.dataPlaneNode.load(nodeId),
    remoteAddress: ({ remoteAddress }) => orNull(remoteAddress),
  },
};

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function shownUse({
  mode,
  credentialId,
  version,
  provider,
  subject,
  tokenHash,
}: {
  mode: string;
  credentialId: string;
  version: number;
  provider: string;
  subject: string;
  tokenHash: string;
}): CredentialUse {
  return {
    mode,
    credentialId: orNull(credentialId),
    version,
    provider: orNull(provider),
    subject: orNull(subject),
    tokenHash: orNull(tokenHash),
  };
}
