import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  None,
  type ClientAuth,
  type CustomFetch,
} from 'openid-client';
import type { GuardedFetch } from '../../data-plane/lib/guarded-fetch.ts';
import type { ServerMetadata } from './server-metadata.ts';

/** How the gateway proves itself at a token endpoint. */
export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post' | 'none';

/** The gateway as a client of one authorization server. */
export interface OAuthClient {
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  /** Null for public clients. */
  readonly clientSecret: string | null;
  readonly authMethod: ClientAuthMethod;
}

/**
 * The client as openid-client wants it, with every request through the guarded dialer.
 *
 * Plain http is decided by the guarded fetch, which takes it towards allowed private addresses only.
 */
export function configurationOf(client: OAuthClient, fetchWith: GuardedFetch): Configuration {
  const metadata = { ...client.metadata } as ConstructorParameters<typeof Configuration>[0];
  const configuration = new Configuration(
    metadata,
    client.clientId,
    client.clientSecret === null ? {} : { client_secret: client.clientSecret },
    authOf(client),
  );
  configuration[customFetch] = fetchWith as unknown as CustomFetch;
  configuration.timeout = 10;
  allowInsecureRequests(configuration);
  return configuration;
}

/** The method to use where the administrator chose none: what the server prefers of what the client can do. */
export function defaultAuthMethod(metadata: ServerMetadata, hasSecret: boolean): ClientAuthMethod {
  if (!hasSecret) return 'none';
  const supported = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return supported.includes('client_secret_basic') || !supported.includes('client_secret_post')
    ? 'client_secret_basic'
    : 'client_secret_post';
}

function authOf(client: OAuthClient): ClientAuth {
  if (client.authMethod === 'none' || client.clientSecret === null) return None();
  return client.authMethod === 'client_secret_post' ? ClientSecretPost(client.clientSecret) : ClientSecretBasic(client.clientSecret);
}
