import { status, type ClientUnaryCall, type Metadata, type ServiceError } from '@grpc/grpc-js';
import type { ObtainRequest } from '../../proto/generated/gateway/v1/ObtainRequest.ts';
import type { ObtainResponse__Output } from '../../proto/generated/gateway/v1/ObtainResponse.ts';
import type { RemoteTokens } from './cached-tokens.ts';
import { CredentialRefused, CredentialUnavailable, type UpstreamToken } from './mode.ts';

/** The part of the generated TokenService client that is used. */
export interface TokenServiceClient {
  obtain(
    request: ObtainRequest,
    metadata: Metadata,
    options: { deadline: number },
    callback: (error: ServiceError | null, response?: ObtainResponse__Output) => void,
  ): ClientUnaryCall;
}

/**
 * Asks the control plane for tokens.
 *
 * A control plane that cannot be reached, or not in time, is CredentialUnavailable; a no is CredentialRefused.
 */
export function remoteTokens(client: TokenServiceClient, metadata: () => Metadata, nodeId: string, timeoutMs: number): RemoteTokens {
  return (query, staleVersion) =>
    new Promise((resolve, reject) => {
      const request: ObtainRequest = {
        nodeId,
        projectId: query.projectId,
        serverId: query.serverId,
        userSubject: query.subject ?? '',
        subjectToken: query.subjectToken ?? '',
        staleVersion: staleVersion ?? 0,
      };
      client.obtain(request, metadata(), { deadline: Date.now() + timeoutMs }, (error, response) => {
        if (error !== null) reject(unavailable(error));
        else settle(response, resolve, reject);
      });
    });
}

function settle(
  response: ObtainResponse__Output | undefined,
  resolve: (token: UpstreamToken) => void,
  reject: (error: Error) => void,
): void {
  const { token, connectRequired, refused } = response ?? {};
  if (token) {
    const { accessToken, expiresAtMs, version, credentialId, provider, subject } = token;
    resolve({ accessToken, expiresAtMs: expiresAtMs === 0 ? null : expiresAtMs, version, credentialId, provider, subject });
    return;
  }
  if (connectRequired) {
    const { url, provider, elicitationId } = connectRequired;
    const message = `The account at ${provider} is not connected yet. Open this link in a browser, sign in, and then repeat the call: ${url}`;
    reject(new CredentialRefused('connect_required', message, { url, provider, elicitationId }));
    return;
  }
  if (refused) {
    reject(new CredentialRefused('refused', `No access token could be obtained for this server: ${refused.reason}.`));
    return;
  }
  reject(new CredentialUnavailable('the control plane gave an answer that this node does not understand'));
}

function unavailable(error: ServiceError): CredentialUnavailable {
  const what =
    error.code === status.DEADLINE_EXCEEDED
      ? 'did not answer in time'
      : error.code === status.UNAVAILABLE
        ? error.details
        : 'could not obtain the token';
  return new CredentialUnavailable(`the control plane ${error.code === status.UNAVAILABLE ? `says: ${what}` : what}`.slice(0, 300), {
    cause: error,
  });
}
