import { CredentialRefused, type CredentialRefusalCode, type CredentialUnavailable } from '../credentials/index.ts';
import { CREDENTIAL_NEEDED, UPSTREAM_FAILED, type Reason, type Refusal } from './errors.ts';

/** The reasons of the closed list for the codes of modes. */
const REASONS: Readonly<Record<CredentialRefusalCode, Reason>> = {
  connect_required: 'connect_required',
  user_required: 'credential_missing',
  token_missing: 'upstream_token_missing',
  own_token: 'own_token',
  ambiguous_target: 'credential_missing',
  not_configured: 'credential_missing',
  refused: 'credential_unavailable',
};

/** What the caller is told when a mode has no credential: a tool result that says what to do; with the link, where a link helps. */
export function refusalOf(error: CredentialRefused | CredentialUnavailable, serverName: string): Refusal {
  if (error instanceof CredentialRefused) {
    return {
      reason: REASONS[error.code],
      outcome: 'refused',
      status: 200,
      code: CREDENTIAL_NEEDED,
      message: error.message,
      // The link is for the user alone: it does not enter the record.
      detail:
        error.code === 'connect_required'
          ? `the user has to connect the account at ${error.connect?.provider ?? 'the provider'}`
          : error.message,
      ...(error.connect === null ? {} : { data: { connect: error.connect } }),
      asToolResult: true,
    };
  }
  return {
    reason: 'credential_unavailable',
    outcome: 'fault',
    status: 200,
    code: UPSTREAM_FAILED,
    message: `No access token could be obtained for the server "${serverName}" at the moment; try again shortly`,
    detail: error.message.slice(0, 500),
    data: { server: serverName },
    asToolResult: true,
  };
}
