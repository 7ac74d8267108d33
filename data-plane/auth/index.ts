/** Caller authentication and what MCP's authorization pages ask of a protected resource. */
export { authenticate, authenticateKey, isKey, type AuthenticationTools } from './authenticate.ts';
export type { Authentication, AuthenticationConfig, AuthenticationReason, Caller, Endpoint, PresentedCredentials } from './caller.ts';
export { bearerChallenge, parseBearerChallenge, passedOnChallenge, type BearerChallenge } from './challenge.ts';
export { JwksCache, type FetchJson } from './jwks.ts';
export { bearerToken, isOwnToken, keyHash } from './own-token.ts';
export {
  endpointMode,
  endpointPath,
  metadataUrlOf,
  PROTECTED_RESOURCE_WELL_KNOWN,
  protectedResourceMetadata,
  resourceUriOf,
} from './protected-resource.ts';
export { isTokenRevoked } from './revoked.ts';
export { FULL_SCOPE, GATEWAY_SCOPES, READ_ONLY_SCOPE, scopeList } from '../lib/token-scopes.ts';
export { DEFAULT_ALGORITHMS, TokenVerifier } from './verify-token.ts';
