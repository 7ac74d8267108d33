import type { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import { ClientCredentialsSecret } from '../tokens/server-token.ts';
import { clientCredentials } from './grants.ts';

/**
 * The headers of a credential for a request of the control plane's own, such as discovery: as they are, or with a token obtained now.
 *
 * Throws: TokenRefused, TokenUnavailable.
 */
export async function headersOfCredential(
  credential: { readonly type: 'static_headers' | 'client_credentials'; readonly secret: unknown },
  allowedPrivateTargets: readonly string[],
  fetcher: GuardedFetcher,
): Promise<Readonly<Record<string, string>>> {
  if (credential.type === 'static_headers') return credential.secret as Record<string, string>;
  const secret = ClientCredentialsSecret.parse(credential.secret);
  const context = {
    client: {
      metadata: { issuer: secret.issuer ?? new URL(secret.tokenEndpoint).origin, token_endpoint: secret.tokenEndpoint },
      clientId: secret.clientId,
      clientSecret: secret.clientSecret,
      authMethod: secret.authMethod,
    },
    fetchWith: fetcher.for(allowedPrivateTargets),
    now: Date.now,
  };
  const extra: Record<string, string> =
    secret.audience !== null ? { audience: secret.audience } : secret.resource !== null ? { resource: secret.resource } : {};
  const token = await clientCredentials(context, secret.scopes, extra);
  return { authorization: `Bearer ${token.accessToken}` };
}
