import { bearerToken } from '../auth/own-token.ts';
import { passthroughServerOf } from '../auth/protected-resource.ts';
import { CredentialRefused, type CredentialMode } from './mode.ts';

/**
 * The caller's own token for the upstream, unchanged; the caller itself was authenticated by its key.
 *
 * Nothing is kept: the token lives as long as the call. Connections are shared only between calls with the same caller and token.
 *
 * Throws: CredentialRefused: `token_missing`; `own_token` for anything of ours; `ambiguous_target` on an aggregated endpoint whose
 *   passthrough servers are at several origins, because a token for one of them must not reach another.
 */
export const passthrough: CredentialMode = {
  name: 'oauth_passthrough',
  obtain({ caller, registry, server, route, authorization }, tools) {
    if (route === 'aggregated' && passthroughServerOf(registry) === null) {
      throw new CredentialRefused(
        'ambiguous_target',
        `The server "${server.name}" takes the caller's own token, and this endpoint joins servers at several addresses. Use the endpoint of the server itself: /mcp/${registry.name}/${server.name}`,
      );
    }
    const token = bearerToken(authorization);
    if (token === null) {
      throw new CredentialRefused(
        'token_missing',
        `The server "${server.name}" needs its own access token in the Authorization header, and the gateway's key in X-Portcullis-Key.`,
      );
    }
    if (tools.isOwnToken(token)) {
      throw new CredentialRefused(
        'own_token',
        'The token in the Authorization header is for the gateway and is not sent on. Put the key in X-Portcullis-Key and the token of the server in Authorization.',
      );
    }
    const tokenHash = tools.tokenHash(token);
    return {
      headers: ['authorization', `Bearer ${token}`],
      use: { mode: 'oauth_passthrough', credentialId: '', version: 0, provider: '', subject: caller.subject ?? '', tokenHash },
      partition: `passthrough:${caller.application.id}:${caller.keyId ?? ''}:${tokenHash}`,
      renewable: false,
    };
  },
};
