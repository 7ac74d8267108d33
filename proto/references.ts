import type { ResourceKind, ResourceOf } from './codec.ts';

/** Names one resource. */
export interface ResourceRef {
  readonly kind: ResourceKind;
  readonly id: string;
}

/**
 * What must be in a config for this resource to mean anything. A config where all of these are present is closed.
 *
 * Grants that are narrowed to servers or items name them without needing them: a name that is gone grants nothing.
 */
export function referencesOf<Kind extends ResourceKind>(kind: Kind, resource: ResourceOf<Kind>): ResourceRef[] {
  return REFERENCES[kind](resource).filter(({ id }) => id !== '');
}

const REFERENCES: { readonly [Kind in ResourceKind]: (resource: ResourceOf<Kind>) => ResourceRef[] } = {
  Fleet: () => [],
  Project: () => [],
  Issuer: ({ projectId }) => [required('Project', projectId)],
  Policy: ({ projectId }) => [required('Project', projectId)],
  Credential: ({ projectId }) => [required('Project', projectId)],
  Registry: ({ projectId, policyId }) => [required('Project', projectId), { kind: 'Policy', id: policyId }],
  Server: ({ registryId, credentialId }) => [required('Registry', registryId), { kind: 'Credential', id: credentialId }],
  Item: ({ serverId }) => [required('Server', serverId)],
  Application: ({ projectId }) => [required('Project', projectId)],
  ApplicationKey: ({ applicationId }) => [required('Application', applicationId)],
  Revocation: () => [],
  Grant: ({ applicationId, registryId }) => [required('Application', applicationId), required('Registry', registryId)],
};

/** An empty id of a required reference stays visible as a problem: `?` is no id. */
function required(kind: ResourceKind, id: string): ResourceRef {
  return { kind, id: id === '' ? '?' : id };
}
