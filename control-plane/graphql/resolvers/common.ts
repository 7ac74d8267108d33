import type DataLoader from 'dataloader';
import { isPermitted } from '../../admin-tokens/permissions.ts';
import { kindOfId } from '../../services/ids.ts';
import type { IdKind } from '../../services/ids.ts';
import { BadArgument } from '../../services/refusal.ts';
import type { Context } from '../context.ts';
import type { Loaders } from '../loaders.ts';
import type { Resolvers } from '../generated/schema.ts';
import { DateTime, JsonScalar } from '../scalars.ts';

/** Scalars, objects by id, and the config version. */
export const commonResolvers: Resolvers = {
  DateTime,
  JSON: JsonScalar,
  Query: {
    node: (_, { id }, context) => nodeById(id, context),
    configVersion: (_, _args, { edge }) => edge.configVersion(),
    async awaitEnforced(_, { version, timeoutMs }, { edge, viewer }) {
      if (!/^[0-9]{1,18}$/.test(version))
        throw new BadArgument('version: this is not a config version; pass a "configVersion" that a mutation returned');
      const waitMs = timeoutMs ?? 5000;
      if (waitMs < 0 || waitMs > 60_000) throw new BadArgument('timeoutMs: out of range; 0 to 60000');
      const { isEnforced, waitingFor } = await edge.awaitEnforced(version, waitMs);
      const seesNodes = isPermitted(viewer, 'node.read');
      return {
        enforced: isEnforced,
        version,
        pending: waitingFor.map((node) =>
          seesNodes ? { ...node, problems: [...node.problems] } : { ...node, name: 'a node', problems: [] },
        ),
      };
    },
  },
  Mutation: {
    ping: (_, _args, { edge }) => edge.configVersion(),
  },
};

/** Loaders of types with ids of our making; a type that is not here has no place in `node`. */
const LOADERS: Partial<Record<IdKind, keyof Loaders>> = {
  Project: 'project',
  Registry: 'registry',
  Server: 'server',
  Item: 'item',
  Application: 'application',
  ApplicationKey: 'key',
  Grant: 'grant',
  Policy: 'policy',
  Credential: 'credential',
  AdminToken: 'adminToken',
  AuditEntry: 'auditEntry',
  OAuthProvider: 'oauthProvider',
  UserToken: 'userToken',
  Issuer: 'issuer',
  OAuthClientRule: 'oauthClientRule',
  Scan: 'scan',
  Finding: 'finding',
  Waiver: 'waiver',
};

/** Types whose ids are bare UUIDs. */
const UUID_LOADERS = { DataPlaneNode: 'dataPlaneNode', Invocation: 'invocation', JoinToken: 'joinToken' } as const;

async function nodeById(id: string, { load, viewer }: Context): Promise<never> {
  const kind = kindOfId(id);
  if (kind !== null) {
    if (kind === 'AdminToken' && !isPermitted(viewer, 'admin-token.read')) return null as never;
    if (kind === 'AuditEntry' && !isPermitted(viewer, 'audit.read')) return null as never;
    const loader = LOADERS[kind];
    const row = loader === undefined ? null : await (load[loader] as DataLoader<string, object | null>).load(id);
    return (row === null ? null : { ...row, __typename: kind }) as never;
  }
  if (!/^[0-9a-f-]{36}$/.test(id)) return null as never;
  for (const [typename, loader] of Object.entries(UUID_LOADERS)) {
    const row = await load[loader].load(id);
    if (row !== null) return { ...row, __typename: typename } as never;
  }
  return null as never;
}
