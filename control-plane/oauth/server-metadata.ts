import { z } from 'zod';
import type { GuardedFetch } from '../../data-plane/lib/guarded-fetch.ts';

const HttpUrl = z.url({ protocol: /^https?$/ }).max(2048);
const Names = z.array(z.string().max(256)).max(500);

/** What is read of an authorization server's metadata. Source: RFC 8414 §2, OpenID Connect Discovery §3, RFC 9207 §3. */
export const ServerMetadata = z.object({
  issuer: z.string().max(2048),
  authorization_endpoint: HttpUrl.optional(),
  token_endpoint: HttpUrl.optional(),
  registration_endpoint: HttpUrl.optional(),
  revocation_endpoint: HttpUrl.optional(),
  jwks_uri: HttpUrl.optional(),
  grant_types_supported: Names.optional(),
  scopes_supported: Names.optional(),
  code_challenge_methods_supported: Names.optional(),
  token_endpoint_auth_methods_supported: Names.optional(),
  id_token_signing_alg_values_supported: Names.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
});

/** Metadata of an authorization server, checked. */
export type ServerMetadata = z.infer<typeof ServerMetadata>;

/** An issuer whose metadata cannot be used. The message says what was tried and what would be right. */
export class DiscoveryRefused extends Error {
  override readonly name = 'DiscoveryRefused';
}

/**
 * Finds the metadata of an issuer.
 *
 * Tries, in order: RFC 8414 (path inserted), OpenID Connect with the path inserted, OpenID Connect with the path in front.
 *
 * Throws: DiscoveryRefused where no document is found, or the one found speaks for another issuer (RFC 8414 §3.3).
 * Cost: at most three small requests.
 */
export async function discoverServer(issuer: string, fetchWith: GuardedFetch): Promise<ServerMetadata> {
  if (!URL.canParse(issuer)) throw new DiscoveryRefused(`"${issuer.slice(0, 200)}" is not an issuer: an https URL is needed`);
  const tried: string[] = [];
  for (const candidate of metadataUrls(issuer)) {
    const document = await fetchDocument(candidate, fetchWith).catch((error: unknown) => {
      tried.push(`${candidate}: ${reasonOf(error)}`);
      return null;
    });
    if (document === null) continue;
    const parsed = ServerMetadata.safeParse(document);
    if (!parsed.success) {
      tried.push(`${candidate}: ${z.prettifyError(parsed.error).slice(0, 300)}`);
      continue;
    }
    if (parsed.data.issuer !== issuer) {
      throw new DiscoveryRefused(
        `${candidate} speaks for the issuer "${parsed.data.issuer}", not for "${issuer}"; use the former exactly as written`,
      );
    }
    return parsed.data;
  }
  throw new DiscoveryRefused(`no authorization server metadata was found for ${issuer}: ${tried.join('; ')}`);
}

/** Where the metadata of an issuer may be, in the order in which MCP clients look. */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const urls = [`${origin}/.well-known/oauth-authorization-server${path}`, `${origin}/.well-known/openid-configuration${path}`];
  return path === '' ? urls : [...urls, `${origin}${path}/.well-known/openid-configuration`];
}

async function fetchDocument(url: string, fetchWith: GuardedFetch): Promise<unknown> {
  const response = await fetchWith(url, { headers: { accept: 'application/json' } });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  return (await response.json()) as unknown;
}

/** The innermost message of an error, shortened: what broke, without a stack. */
export function reasonOf(error: unknown): string {
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && innermost instanceof Error && innermost.cause instanceof Error; depth += 1) innermost = innermost.cause;
  const { message, code } = innermost as { message?: unknown; code?: unknown };
  const text = typeof message === 'string' && message !== '' ? message : typeof code === 'string' ? code : 'unknown error';
  return text.slice(0, 300);
}
