import { status, type ServiceError, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Log } from '../../data-plane/lib/log.ts';
import type { ObtainRequest__Output } from '../../proto/generated/gateway/v1/ObtainRequest.ts';
import type { ObtainResponse } from '../../proto/generated/gateway/v1/ObtainResponse.ts';
import type { TokenServiceHandlers } from '../../proto/generated/gateway/v1/TokenService.ts';
import { CallRefused, type AuthenticateNode, type NodeCall } from '../stream/node-auth.ts';
import { LockUnavailable } from './fleet-lock.ts';
import { TokenUnavailable } from '../oauth/grants.ts';
import type { TokenObtainer } from './obtain.ts';
import type { TokenOutcome } from './outcome.ts';

/**
 * The TokenService of the contract.
 *
 * `authenticate` refuses a call that does not come from a node that has joined, before anything else is looked at.
 */
export function tokenService(obtainer: TokenObtainer, authenticate: AuthenticateNode, log: Log): UntypedServiceImplementation {
  const handlers: TokenServiceHandlers = {
    Obtain: (call, callback) => {
      answer(call.request, () => authenticate(call as unknown as NodeCall), obtainer).then(
        (response) => callback(null, response),
        (error: unknown) => {
          const failure = failureOf(error);
          if (!(error instanceof CallRefused))
            log.warn({ serverId: call.request.serverId, cause: String(error).slice(0, 300) }, 'a token could not be obtained');
          callback({ code: failure.code, details: failure.message } as ServiceError, null);
        },
      );
    },
  };
  return handlers as unknown as UntypedServiceImplementation;
}

async function answer(
  request: ObtainRequest__Output,
  authenticated: () => Promise<unknown>,
  obtainer: TokenObtainer,
): Promise<ObtainResponse> {
  await authenticated();
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
  if (error instanceof CallRefused) return { code: error.code, message: error.message };
  if (error instanceof LockUnavailable) return { code: status.UNAVAILABLE, message: error.message };
  return error instanceof TokenUnavailable
    ? { code: status.UNAVAILABLE, message: error.message }
    : { code: status.INTERNAL, message: 'the control plane failed to obtain the token; its log says why' };
}
