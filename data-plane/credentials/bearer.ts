import { CredentialUnavailable, type UpstreamToken } from './mode.ts';

/**
 * The header that carries a bearer token, as a flat list.
 *
 * Throws: CredentialUnavailable for a token that cannot stand in a header; an authorization server has given us something unusable.
 * Source: RFC 6750 §2.1.
 */
export function bearer(token: string): readonly string[] {
  if (!/^[\x21-\x7e]{1,16384}$/.test(token))
    throw new CredentialUnavailable('the authorization server issued a token that cannot be sent in a header');
  return ['authorization', `Bearer ${token}`];
}

/** Goes on with a token, at once where it is there. */
export function withToken<T>(token: UpstreamToken | Promise<UpstreamToken>, next: (token: UpstreamToken) => T): T | Promise<T> {
  return token instanceof Promise ? token.then(next) : next(token);
}
