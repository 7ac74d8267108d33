import { Forbidden } from '../services/refusal.ts';
import type { Role, Viewer } from '../services/viewer.ts';

/**
 * Who may do what. The one table: a service names a row before it does anything, and a row that is missing is a type error.
 *
 * `installation`: only for tokens that are not limited to a project.
 */
export const PERMISSIONS = {
  'config.read': { roles: ['viewer', 'operator', 'admin', 'auditor'] },
  'records.read': { roles: ['viewer', 'operator', 'admin', 'auditor'] },
  'audit.read': { roles: ['admin', 'auditor'] },
  'node.read': { roles: ['viewer', 'operator', 'admin', 'auditor'], installation: true },
  'join-token.read': { roles: ['admin'], installation: true },
  'join-token.create': { roles: ['admin'], installation: true },
  'join-token.revoke': { roles: ['admin'], installation: true },
  'admin-token.read': { roles: ['admin'] },
  'admin-token.create': { roles: ['admin'] },
  'admin-token.revoke': { roles: ['admin'] },
  'project.create': { roles: ['admin'], installation: true },
  'project.update': { roles: ['admin'], installation: true },
  'project.delete': { roles: ['admin'], installation: true },
  'registry.create': { roles: ['operator', 'admin'] },
  'registry.update': { roles: ['operator', 'admin'] },
  'registry.delete': { roles: ['admin'] },
  'server.create': { roles: ['operator', 'admin'] },
  'server.update': { roles: ['operator', 'admin'] },
  'server.delete': { roles: ['operator', 'admin'] },
  'server.discover': { roles: ['operator', 'admin'] },
  // Naming a program is running it on the nodes.
  'server.name-program': { roles: ['admin'] },
  'item.switch': { roles: ['operator', 'admin'] },
  'item.update': { roles: ['operator', 'admin'] },
  'server.scan': { roles: ['operator', 'admin'] },
  'finding.waive': { roles: ['admin'] },
  'waiver.revoke': { roles: ['admin'] },
  'scan-settings.update': { roles: ['admin'] },
  'application.create': { roles: ['operator', 'admin'] },
  'application.update': { roles: ['operator', 'admin'] },
  'application.delete': { roles: ['operator', 'admin'] },
  'application-key.create': { roles: ['operator', 'admin'] },
  'application-key.revoke': { roles: ['operator', 'admin'] },
  'grant.create': { roles: ['operator', 'admin'] },
  'grant.update': { roles: ['operator', 'admin'] },
  'grant.revoke': { roles: ['operator', 'admin'] },
  'policy.create': { roles: ['operator', 'admin'] },
  'policy.update': { roles: ['operator', 'admin'] },
  'policy.delete': { roles: ['operator', 'admin'] },
  'policy.test': { roles: ['viewer', 'operator', 'admin', 'auditor'] },
  'credential.create': { roles: ['operator', 'admin'] },
  'credential.rotate': { roles: ['operator', 'admin'] },
  'credential.delete': { roles: ['operator', 'admin'] },
  'oauth-provider.create': { roles: ['operator', 'admin'] },
  'oauth-provider.update': { roles: ['operator', 'admin'] },
  'oauth-provider.delete': { roles: ['operator', 'admin'] },
  'server.bind-provider': { roles: ['operator', 'admin'] },
  'user-token.put': { roles: ['operator', 'admin'] },
  'user-token.revoke': { roles: ['operator', 'admin'] },
  'issuer.create': { roles: ['admin'] },
  'issuer.update': { roles: ['admin'] },
  'issuer.delete': { roles: ['admin'] },
  'oauth-client-rule.create': { roles: ['operator', 'admin'] },
  'oauth-client-rule.update': { roles: ['operator', 'admin'] },
  'oauth-client-rule.delete': { roles: ['operator', 'admin'] },
  'agent-tokens.revoke': { roles: ['operator', 'admin'] },
} as const satisfies Record<string, { readonly roles: readonly Role[]; readonly installation?: true }>;

/** Something a viewer may be allowed to do; audit entries of changes use the same words. */
export type Permission = keyof typeof PERMISSIONS;

/** Whether a viewer may do something. */
export function isPermitted(viewer: Pick<Viewer, 'role' | 'projectId'>, permission: Permission): boolean {
  const rule: { readonly roles: readonly Role[]; readonly installation?: true } = PERMISSIONS[permission];
  return rule.roles.includes(viewer.role) && (rule.installation !== true || viewer.projectId === null);
}

/** Throws: Forbidden when a viewer may not do something; the message says which token could. */
export function permit(viewer: Viewer, permission: Permission): void {
  if (isPermitted(viewer, permission)) return;
  const rule: { readonly roles: readonly Role[]; readonly installation?: true } = PERMISSIONS[permission];
  const scope = rule.installation === true ? ', not limited to a project' : '';
  throw new Forbidden(
    `"${permission}" needs a token with the role ${rule.roles.join(' or ')}${scope}; "${viewer.name}" has the role ${viewer.role}`,
  );
}
