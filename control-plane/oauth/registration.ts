import { z } from 'zod';
import type { GuardedFetch } from '../../data-plane/lib/guarded-fetch.ts';
import { DiscoveryRefused, reasonOf, type ServerMetadata } from './server-metadata.ts';

/** The gateway as client metadata describes it (RFC 7591 §2). */
export interface ClientDescription {
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly string[];
  readonly response_types: readonly string[];
  readonly token_endpoint_auth_method: string;
  readonly application_type: 'web' | 'native';
  readonly scope?: string;
}

/** How the gateway describes itself, for registration and in its client id metadata document. */
export function clientDescription(redirectUri: string, authMethod: 'client_secret_basic' | 'none'): ClientDescription {
  return {
    client_name: 'Portcullis',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: authMethod,
    application_type: isLoopback(redirectUri) ? 'native' : 'web',
  };
}

/**
 * The gateway's client id metadata document; `clientId` is the address where it is served.
 *
 * Source: OAuth Client ID Metadata Document (draft) §4.
 */
export function clientIdMetadataDocument(clientId: string, redirectUri: string): ClientDescription & { readonly client_id: string } {
  return { client_id: clientId, ...clientDescription(redirectUri, 'none') };
}

/** What a registration brought. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly authMethod: 'client_secret_basic' | 'client_secret_post' | 'none';
}

const Registration = z.object({
  client_id: z.string().min(1).max(2048),
  client_secret: z.string().min(1).max(4096).optional(),
  token_endpoint_auth_method: z.string().max(64).optional(),
});

/**
 * Registers the gateway at an authorization server.
 *
 * Throws: DiscoveryRefused where the server offers no registration or refuses it.
 * Source: RFC 7591 §3.
 */
export async function registerClient(
  metadata: ServerMetadata,
  redirectUri: string,
  scopes: readonly string[],
  fetchWith: GuardedFetch,
): Promise<RegisteredClient> {
  if (metadata.registration_endpoint === undefined) {
    throw new DiscoveryRefused(
      `${metadata.issuer} offers no dynamic registration; register the gateway there by hand and give its client id`,
    );
  }
  const supported = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const wanted = supported.includes('client_secret_basic') ? 'client_secret_basic' : 'none';
  const body = { ...clientDescription(redirectUri, wanted), ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }) };
  let status: number;
  let answer: unknown;
  try {
    const response = await fetchWith(metadata.registration_endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    status = response.status;
    answer = await response.json();
  } catch (error) {
    throw new DiscoveryRefused(`registration at ${metadata.issuer} failed: ${reasonOf(error)}`);
  }
  const parsed = Registration.safeParse(answer);
  if (status < 200 || status > 299 || !parsed.success) {
    const code = (answer as { error?: unknown } | null)?.error;
    throw new DiscoveryRefused(
      `${metadata.issuer} refused the registration (status ${status}${typeof code === 'string' ? `, ${code.slice(0, 64)}` : ''})`,
    );
  }
  const { client_id: clientId, client_secret: secret, token_endpoint_auth_method: method } = parsed.data;
  if (secret === undefined) return { clientId, clientSecret: null, authMethod: 'none' };
  return { clientId, clientSecret: secret, authMethod: method === 'client_secret_post' ? 'client_secret_post' : 'client_secret_basic' };
}

function isLoopback(uri: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(uri).hostname);
}
