import { status, type ServiceError, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Log } from '../../data-plane/lib/log.ts';
import type { ObtainRequest__Output } from '../../proto/generated/gateway/v1/ObtainRequest.ts';
import type { ObtainResponse } from '../../proto/generated/gateway/v1/ObtainResponse.ts';
import type { TokenServiceHandlers } from '../../proto/generated/gateway/v1/TokenService.ts';
import { LockUnavailable } from './fleet-lock.ts';
import type { TokenObtainer } from './obtain.ts';
import type { TokenOutcome } from './outcome.ts';

/**
 * The TokenService of the contract.
 *
 * `isNode` says whether a call comes from a node that has joined; others are refused before anything else is looked at.
 */
export function tokenService(
  obtainer: TokenObtainer,
  isNode: (call: Parameters<TokenServiceHandlers['Obtain']>[0]) => Promise<boolean>,
  log: Log,
): UntypedServiceImplementation {
  const handlers: TokenServiceHandlers = {
    Obtain: (call, callback) => {
      answer(call.request, () => isNode(call), obtainer).then(
        (response) => callback(null, response),
        (error: unknown) => {
          const failure = failureOf(error);
          if (failure.code !== status.UNAUTHENTICATED) log.warn({ serverId: call.request.serverId, cause: failure.message }, 'a token could not be obtained');
          callback(failure as ServiceError, null);
        },
      );
    },
  };
  return handlers as unknown as UntypedServiceImplementation;
}

async function answer(request: ObtainRequest__Output, joined: () => Promise<boolean>, obtainer: TokenObtainer): Promise<ObtainResponse> {
  if (!(await joined())) throw { code: status.UNAUTHENTICATED, message: 'a join token or node certificate is needed' };
  return responseOf(await obtainer.obtain(request));
}

/** An outcome as it travels. */
export function responseOf(outcome: TokenOutcome): ObtainResponse {
  switch (outcome.kind) {
    case 'token':
      return { token: { ...outcome.token, expiresAtMs: outcome.token.expiresAtMs ?? 0 } };
    case 'connect':
      return { connectRequired: { url: outcome.url, provider: outcome.provider, elicitationId: outcome.elicitationId } };
    case 'refused':
      return { refused: { reason: outcome.reason.slice(0, 500) } };
  }
}

function failureOf(error: unknown): { code: number; message: string } {
  if (typeof error === 'object' && error !== null && (error as { code?: unknown }).code === status.UNAUTHENTICATED) return error as { code: number; message: string };
  if (error instanceof LockUnavailable) return { code: status.UNAVAILABLE, message: error.message };
  const { name, message } = error as { name?: string; message?: string };
  return name === 'TokenUnavailable' ? { code: status.UNAVAILABLE, message: message ?? '' } : { code: status.INTERNAL, message: 'the control plane failed to obtain the token; its log says why' };
}
