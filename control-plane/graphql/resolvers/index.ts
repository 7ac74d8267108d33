import type { Resolvers } from '../generated/schema.ts';
import { adminTokenResolvers } from './admin-token.ts';
import { applicationResolvers } from './application.ts';
import { auditResolvers } from './audit.ts';
import { commonResolvers } from './common.ts';
import { credentialResolvers } from './credential.ts';
import { grantResolvers } from './grant.ts';
import { graphResolvers } from './graph.ts';
import { invocationResolvers } from './invocation.ts';
import { itemResolvers } from './item.ts';
import { nodeResolvers } from './node.ts';
import { issuerResolvers } from './issuer.ts';
import { oauthClientRuleResolvers } from './oauth-client-rule.ts';
import { oauthProviderResolvers } from './oauth-provider.ts';
import { userTokenResolvers } from './user-token.ts';
import { policyResolvers } from './policy.ts';
import { projectResolvers } from './project.ts';
import { registryResolvers } from './registry.ts';
import { scanResolvers } from './scan.ts';
import { serverResolvers } from './server.ts';

/** Every resolver, a file a noun. */
export const allResolvers: readonly Resolvers[] = [
  commonResolvers,
  projectResolvers,
  registryResolvers,
  serverResolvers,
  itemResolvers,
  scanResolvers,
  applicationResolvers,
  grantResolvers,
  policyResolvers,
  credentialResolvers,
  oauthProviderResolvers,
  userTokenResolvers,
  issuerResolvers,
  oauthClientRuleResolvers,
  nodeResolvers,
  invocationResolvers,
  graphResolvers,
  auditResolvers,
  adminTokenResolvers,
];
