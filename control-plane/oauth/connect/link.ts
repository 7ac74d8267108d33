import { SealBroken, type Vault } from '../../secrets/vault.ts';

const CONTEXT = 'connect-link';

/** Path under which connect pages are. */
export const CONNECT_PATH = '/oauth/connect';
/** Path of the redirect URI. */
export const CALLBACK_PATH = '/oauth/callback';
/** Path of the client id metadata document. */
export const CLIENT_METADATA_PATH = '/oauth/client-metadata.json';

/**
 * The link where a user connects an account. Only who holds it can use it; nothing of it is stored.
 *
 * Shape: the connection's id, sealed.
 */
export function connectLink(origin: string, vault: Vault, connectionId: string): string {
  return `${origin}${CONNECT_PATH}/${vault.seal(connectionId, CONTEXT)}`;
}

/** The connection a link names; null where the link was not made here. */
export function connectionOfLink(vault: Vault, secret: string): string | null {
  if (secret.length > 400) return null;
  try {
    return vault.open(secret, CONTEXT).toString('utf8');
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
