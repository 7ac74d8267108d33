import { describe, expect, it } from 'vitest';
import { isPermitted, permit, PERMISSIONS, type Permission } from '../../../control-plane/admin-tokens/permissions.ts';
import { Forbidden } from '../../../control-plane/services/refusal.ts';
import type { Role, Viewer } from '../../../control-plane/services/viewer.ts';

const ROLES: readonly Role[] = ['viewer', 'operator', 'admin', 'auditor'];

/** v viewer, o operator, a admin, u auditor; ! only for tokens of the whole installation. A change here is a change of who may do what. */
const MATRIX: Readonly<Record<string, string>> = {
  'config.read': 'voau',
  'records.read': 'voau',
  'audit.read': 'au',
  'node.read': 'voau!',
  'join-token.read': 'a!',
  'join-token.create': 'a!',
  'join-token.revoke': 'a!',
  'admin-token.read': 'a',
  'admin-token.create': 'a',
  'admin-token.revoke': 'a',
  'project.create': 'a!',
  'project.update': 'a!',
  'project.delete': 'a!',
  'registry.create': 'oa',
  'registry.update': 'oa',
  'registry.delete': 'a',
  'server.create': 'oa',
  'server.update': 'oa',
  'server.delete': 'oa',
  'server.discover': 'oa',
  'server.name-program': 'a',
  'server.scan': 'oa',
  'finding.waive': 'a',
  'waiver.revoke': 'a',
  'scan-settings.update': 'a',
  'item.switch': 'oa',
  'item.update': 'oa',
  'application.create': 'oa',
  'application.update': 'oa',
  'application.delete': 'oa',
  'application-key.create': 'oa',
  'application-key.revoke': 'oa',
  'grant.create': 'oa',
  'grant.update': 'oa',
  'grant.revoke': 'oa',
  'policy.create': 'oa',
  'policy.update': 'oa',
  'policy.delete': 'oa',
  'policy.test': 'voau',
  'credential.create': 'oa',
  'credential.rotate': 'oa',
  'credential.delete': 'oa',
  'oauth-provider.create': 'oa',
  'oauth-provider.update': 'oa',
  'oauth-provider.delete': 'oa',
  'server.bind-provider': 'oa',
  'user-token.put': 'oa',
  'user-token.revoke': 'oa',
  'issuer.create': 'a',
  'issuer.update': 'a',
  'issuer.delete': 'a',
  'oauth-client-rule.create': 'oa',
  'oauth-client-rule.update': 'oa',
  'oauth-client-rule.delete': 'oa',
  'agent-tokens.revoke': 'oa',
};

const viewer = (role: Role, projectId: string | null): Viewer => ({
  name: 'someone',
  role,
  tokenId: null,
  projectId,
  expiresAt: null,
  requestId: 'r',
});

describe('permissions of admin tokens', () => {
  it('are all in this table', () => {
    expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(MATRIX).sort());
  });

  it.each(Object.entries(MATRIX))('%s is for %s', (permission, letters) => {
    const allowed = ROLES.filter((role) => isPermitted(viewer(role, null), permission as Permission));
    expect(allowed).toEqual(ROLES.filter((role) => letters.includes({ viewer: 'v', operator: 'o', admin: 'a', auditor: 'u' }[role])));
  });

  it.each(Object.entries(MATRIX))('%s (%s): a token limited to a project may do what is not the installation’s', (permission, letters) => {
    for (const role of ROLES) {
      const allowed = isPermitted(viewer(role, 'prj_x'), permission as Permission);
      expect(allowed).toBe(!letters.includes('!') && isPermitted(viewer(role, null), permission as Permission));
    }
  });

  it('says which role is needed, and lets those who have it pass', () => {
    expect(() => permit(viewer('viewer', null), 'grant.create')).toThrow(Forbidden);
    expect(() => permit(viewer('viewer', null), 'grant.create')).toThrow(/operator or admin.*has the role viewer/);
    expect(() => permit(viewer('operator', null), 'grant.create')).not.toThrow();
    expect(() => permit(viewer('admin', 'prj_x'), 'project.create')).toThrow(/not limited to a project/);
  });

  it('gives no changing permission to viewers and auditors', () => {
    const changing = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => !/\.(read|test)$/.test(permission));
    expect(changing.length).toBeGreaterThan(25);
    expect(
      changing.filter((permission) => isPermitted(viewer('viewer', null), permission) || isPermitted(viewer('auditor', null), permission)),
    ).toEqual([]);
  });
});
