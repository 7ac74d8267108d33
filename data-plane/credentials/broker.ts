import { createHash } from 'node:crypto';
import { bearer, withToken } from './bearer.ts';
import { CredentialRefused, type CredentialMode, type UpstreamCredential } from './mode.ts';

/**
 * The user's token at the server's provider, held by the control plane: from a connected account, or exchanged for the caller's token.
 *
 * The caller must name the user: by a verified token, or by the header where its key may speak for users.
 *
 * Throws: CredentialRefused: `user_required`; `not_configured`; `connect_required` with the link where the user connects the account.
 * Source: RFC 6749 §4.1 and §6, RFC 8693 §2.1, RFC 8707 §2.
 */
export const broker: CredentialMode = {
  name: 'token_broker',
  obtain({ caller, registry, server, staleVersion }, tools) {
    const { subject } = caller;
    if (server.providerId === null) {
      throw new CredentialRefused(
        'not_configured',
        `The server "${server.name}" has no OAuth provider yet. An administrator has to choose one.`,
      );
    }
    if (subject === null) {
      throw new CredentialRefused(
        'user_required',
        `The server "${server.name}" acts for a user, and this call names none. Use a token of your identity provider, or a key that may speak for users together with X-Portcullis-User.`,
      );
    }
    const query = {
      projectId: registry.project.id,
      serverId: server.id,
      resourceUri: server.resourceUri ?? server.url,
      issuedBy: server.providerId,
      subject,
      subjectToken: server.exchangesSubjectToken ? caller.subjectToken : null,
    };
    return withToken(tools.tokens.obtain(query, staleVersion), (token): UpstreamCredential => ({
      headers: bearer(token.accessToken),
      use: {
        mode: 'token_broker',
        credentialId: token.credentialId,
        version: token.version,
        provider: token.provider,
        subject,
        tokenHash: tools.tokenHash(token.accessToken),
      },
      partition: `broker:${createHash('sha256')
        .update(JSON.stringify([query.issuedBy, subject, token.credentialId]))
        .digest('base64url')}`,
      renewable: true,
    }));
  },
};
