import type { Credential } from '../config/snapshot.ts';
import type { CredentialUse } from '../usage/invocation.ts';
import { bearer, withToken } from './bearer.ts';
import type { CredentialMode, UpstreamCredential } from './mode.ts';

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
  obtain({ server, registry, staleVersion }, tools) {
    const { credential } = server;
    if (credential === null) return NONE;
    if (credential.type === 'static_headers') return prepared(credential);
    const query = {
      projectId: registry.project.id,
      serverId: server.id,
      resourceUri: server.resourceUri ?? server.url,
      issuedBy: `${credential.id}:${credential.version}`,
      subject: null,
      subjectToken: null,
    };
    return withToken(tools.tokens.obtain(query, staleVersion), (token): UpstreamCredential => ({
      headers: bearer(token.accessToken),
      use: { ...used('internal', credential.id, token.version), provider: token.provider, tokenHash: tools.tokenHash(token.accessToken) },
      partition: `internal:${credential.id}:${credential.version}`,
      renewable: true,
    }));
  },
};

const NONE: UpstreamCredential = { headers: [], use: used('none', '', 0), partition: '', renewable: false };

const known = new WeakMap<Credential, UpstreamCredential>();

function prepared(credential: Credential): UpstreamCredential {
  let found = known.get(credential);
  if (found === undefined) {
    found = {
      headers: Object.entries(credential.headers).flatMap(([name, value]) => [name.toLowerCase(), value]),
      use: used('internal', credential.id, credential.version),
      partition: `internal:${credential.id}:${credential.version}`,
      renewable: false,
    };
    known.set(credential, found);
  }
  return found;
}

function used(mode: 'internal' | 'none', credentialId: string, version: number): CredentialUse {
  return { mode, credentialId, version, provider: '', subject: '', tokenHash: '' };
}
