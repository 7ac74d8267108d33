import type { Caller } from '../auth/index.ts';
import type { CredentialSource } from '../proxy/credential-source.ts';
import type { DriftWatchParts } from './watch.ts';

/** What the node itself shows a server when it reads lists: only internal mode has something that is nobody's own. */
export function nodeCredentials(source: CredentialSource): DriftWatchParts['credentialFor'] {
  return async (registry, server, snapshot) => {
    if (server.credentialMode !== 'internal') return null;
    const caller: Caller = {
      application: {
        id: '',
        projectId: registry.project.id,
        name: 'portcullis node',
        enabled: true,
        requestsPerMinute: null,
        maxConcurrent: null,
        grants: new Map(),
      },
      keyId: null,
      subject: null,
      actor: null,
      readOnly: true,
      scopes: [],
      issuer: null,
      subjectToken: null,
      expiresAtMs: null,
    };
    const outcome = await source.obtain({
      snapshot,
      registry,
      server,
      caller,
      authorization: null,
      cancellation: null,
      refused: null,
      aggregated: false,
    });
    return outcome.kind === 'headers' ? { headers: outcome.headers, isolation: outcome.isolation } : null;
  };
}
