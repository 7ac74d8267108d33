import type { CredentialModeName } from '../config/snapshot.ts';
import { broker } from './broker.ts';
import { internal } from './internal.ts';
import type { CredentialMode } from './mode.ts';
import { passthrough } from './passthrough.ts';

/** Every credential mode, by name. A new one is a file and a line here. */
export const CREDENTIAL_MODES: Readonly<Record<CredentialModeName, CredentialMode>> = {
  internal,
  oauth_passthrough: passthrough,
  token_broker: broker,
};

export { CachedTokens, type CachedTokensOptions, type RemoteTokens } from './cached-tokens.ts';
export { remoteTokens } from './remote-tokens.ts';
export {
  CredentialRefused,
  CredentialUnavailable,
  type CredentialMode,
  type CredentialRefusalCode,
  type CredentialTools,
  type TokenQuery,
  type TokenSource,
  type UpstreamCredential,
  type UpstreamToken,
} from './mode.ts';
