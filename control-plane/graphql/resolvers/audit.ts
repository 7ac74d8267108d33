import type { Resolvers, Role } from '../generated/schema.ts';

/** The trail of administrative changes. */
export const auditResolvers: Resolvers = {
  Query: {
    auditEntries: (_, { filter, ...args }, { viewer, services }) => services.audit.listOf(viewer, filter ?? {}, args),
  },
  AuditEntry: {
    role: ({ role }) => role as Role,
    before: ({ before }) => before as never,
    after: ({ after }) => after as never,
  },
};
