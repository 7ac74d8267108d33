import { createHmac } from 'node:crypto';
import { isOwnToken } from '../auth/index.ts';
import type { Snapshot } from '../config/snapshot.ts';
import {
  CREDENTIAL_MODES,
  CredentialRefused,
  CredentialUnavailable,
  type CredentialTools,
  type TokenSource,
  type UpstreamCredential,
} from '../credentials/index.ts';
import { refusalOf } from './credential-refusal.ts';
import type { CredentialOutcome, CredentialRequest, CredentialSource } from './credential-source.ts';

/** Stage 7's source of credentials: picks the server's mode and puts its answer into the proxy's words. */
export function createCredentialSource(tokens: TokenSource): CredentialSource {
  const toolsOf = toolsBySnapshot(tokens);
  return {
    obtain(request: CredentialRequest): CredentialOutcome | Promise<CredentialOutcome> {
      const { registry, server, caller, authorization, refused, snapshot, aggregated } = request;
      const mode = CREDENTIAL_MODES[server.credentialMode];
      try {
        const credential = mode.obtain(
          { registry, server, caller, authorization, route: aggregated ? 'aggregated' : 'single', staleVersion: refused?.version ?? null },
          toolsOf(snapshot),
        );
        if (!(credential instanceof Promise)) return outcome(credential);
        return credential.then(outcome, (error: unknown) => failed(error, server.name));
      } catch (error) {
        return failed(error, server.name);
      }
    },
  };
}

function outcome(credential: UpstreamCredential): CredentialOutcome {
  return {
    kind: 'headers',
    headers: credential.headers,
    use: credential.use,
    isolation: credential.partition,
    renewable: credential.renewable,
  };
}

function failed(error: unknown, serverName: string): CredentialOutcome {
  if (error instanceof CredentialRefused || error instanceof CredentialUnavailable)
    return { kind: 'refused', refusal: refusalOf(error, serverName) };
  throw error;
}

/** What modes need of one snapshot; made once for each. */
function toolsBySnapshot(tokens: TokenSource): (snapshot: Snapshot) => CredentialTools {
  const known = new WeakMap<Snapshot, CredentialTools>();
  return (snapshot) => {
    let tools = known.get(snapshot);
    if (tools === undefined) {
      const key = snapshot.cacheKeys[0] ?? snapshot.sealingKeys[0] ?? Buffer.alloc(0);
      const hashKey = createHmac('sha256', key).update('portcullis token hash').digest();
      tools = {
        tokens,
        isOwnToken: (token) => isOwnToken(token, snapshot),
        tokenHash: (token) => createHmac('sha256', hashKey).update(token).digest('hex').slice(0, 16),
      };
      known.set(snapshot, tools);
    }
    return tools;
  };
}
