import type { CredentialUse } from '../usage/invocation.ts';
import type { CredentialMode, CredentialRequest, CredentialTools, UpstreamCredential } from './mode.ts';
import { bearer } from './bearer.ts';

/**
 * The server's own credential: static headers from the config, or a token by the client credentials grant.
 *
 * Connections are shared by all callers of the server; the partition holds the credential's version, so a rotation opens
 * new connections and lets calls on the old ones end.
 *
 * Returns: no headers where the server has no credential.
 * Source: RFC 6749 §4.4 (client credentials).
 */
export const internal: CredentialMode = {
  name: 'internal',
  async obtain(request: CredentialRequest, tools: CredentialTools): Promise<UpstreamCredential> {
    const { server, registry } = request;
    const { credential } = server;
    if (credential === null) return { headers: {}, use: used('none', '', 0), partition: 'shared', renewable: false };
    if (credential.type === 'static_headers') {
      const headers = Object.fromEntries(Object.entries(credential.headers).map(([name, value]) => [name.toLowerCase(), value]));
      return {
        headers,
        use: used('internal', credential.id, credential.version),
        partition: `internal:${credential.id}:${credential.version}`,
        renewable: false,
      };
    }
    const token = await tools.tokens.obtain(
      {
        projectId: registry.project.id,
        serverId: server.id,
        resourceUri: server.resourceUri ?? server.url,
        issuedBy: `${credential.id}:${credential.version}`,
        subject: null,
        subjectToken: null,
      },
      request.staleVersion,
      request.signal,
    );
    return {
      headers: bearer(token.accessToken),
      use: { ...used('internal', credential.id, token.version), provider: token.provider, tokenHash: tools.tokenHash(token.accessToken) },
      partition: `internal:${credential.id}:${credential.version}`,
      renewable: true,
    };
  },
};

function used(mode: 'internal' | 'none', credentialId: string, version: number): CredentialUse {
  return { mode, credentialId, version, provider: '', subject: '', tokenHash: '' };
}
