import { isIP } from 'node:net';
import type { ConnectionFacts, ResourceMetadata } from './discovered.ts';

/** The `fetch` a discovery goes through: the guarded dialer in the control plane, the global one in the command. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** What plain requests to an endpoint reveal. A fact that could not be established is null. */
export type ProbedFacts = Pick<
  ConnectionFacts,
  'authDemanded' | 'challengeNamesMetadata' | 'resourceMetadata' | 'foreignOriginAccepted' | 'anyOriginAllowed' | 'redirected'
>;

/**
 * Asks an endpoint, without credentials, how it treats strangers: twice an `initialize`, once with a foreign
 * `Origin`, and its protected-resource metadata. Calls no tool; a session that comes of it is ended.
 *
 * Cost: at most seven small requests, each bounded in time and size.
 * Source: RFC 9728 §3 and §5.1; MCP 2025-11-25 transports, security warning (Origin).
 */
export async function probeHttp(url: URL, fetchWith: Fetch, timeoutMs: number, signal: AbortSignal): Promise<ProbedFacts> {
  const ask = (init: RequestInit, target: URL = url) =>
    fetchWith(target, { redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), ...init }).catch(() => null);
  const initialize = async (extra: Record<string, string>) => {
    const response = await ask({ method: 'POST', headers: { ...HEADERS, ...extra }, body: INITIALIZE });
    if (response === null) return null;
    const { status, headers } = response;
    await response.body?.cancel().catch(() => undefined);
    const session = headers.get('mcp-session-id');
    if (session !== null && status < 300) {
      const ended = await ask({ method: 'DELETE', headers: { 'mcp-session-id': session } });
      await ended?.body?.cancel().catch(() => undefined);
    }
    return { status, headers };
  };
  const plain = await initialize({});
  const foreign = plain === null ? null : await initialize({ origin: FOREIGN_ORIGIN });
  const demanded = plain === null ? null : plain.status === 401 || plain.status === 403;
  const challenge = plain?.headers.get('www-authenticate') ?? null;
  const allowed = foreign?.headers.get('access-control-allow-origin') ?? null;
  return {
    authDemanded: demanded,
    challengeNamesMetadata: demanded === true ? challenge !== null && /\bresource_metadata\s*=/i.test(challenge) : null,
    resourceMetadata: plain === null ? null : await findMetadata(url, challenge, ask),
    foreignOriginAccepted: foreign === null || demanded === true ? null : foreign.status < 300,
    anyOriginAllowed: foreign === null ? null : allowed === '*' || allowed === FOREIGN_ORIGIN,
    redirected: plain === null ? null : plain.status >= 300 && plain.status < 400,
  };
}

/** Whether a host is this machine or in a private range, judged from its name alone. */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (isIP(host) === 6) return host === '::1' || /^f[cd]/.test(host) || /^fe[89ab]/.test(host);
  if (isIP(host) !== 4) return false;
  const [a, b] = host.split('.').map(Number) as [number, number];
  return a === 127 || a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
}

const FOREIGN_ORIGIN = 'https://origin-check.invalid';
const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'portcullis-scan', version: '1' } },
});
const MAX_METADATA_BYTES = 64 * 1024;

async function findMetadata(
  url: URL,
  challenge: string | null,
  ask: (init: RequestInit, target?: URL) => Promise<Response | null>,
): Promise<ResourceMetadata | null> {
  const candidates: URL[] = [];
  const named = challenge?.match(/\bresource_metadata\s*=\s*"([^"]{1,500})"/i)?.[1];
  if (named !== undefined && URL.canParse(named) && new URL(named).origin === url.origin) candidates.push(new URL(named));
  if (url.pathname !== '/') candidates.push(new URL(`/.well-known/oauth-protected-resource${url.pathname}`, url));
  candidates.push(new URL('/.well-known/oauth-protected-resource', url));
  for (const candidate of candidates) {
    const response = await ask({ headers: { accept: 'application/json' } }, candidate);
    // An endpoint that answers every GET with a stream has no end to read to.
    if (response === null || response.status !== 200 || !/\bjson\b/i.test(response.headers.get('content-type') ?? '')) {
      await response?.body?.cancel().catch(() => undefined);
      continue;
    }
    const metadata = metadataFrom(candidate, await readBounded(response, MAX_METADATA_BYTES).catch(() => null));
    if (metadata !== null) return metadata;
  }
  return null;
}

function metadataFrom(url: URL, text: string | null): ResourceMetadata | null {
  if (text === null) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const fields = parsed as Record<string, unknown>;
  const strings = (value: unknown) =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string').slice(0, 100) : [];
  return {
    url: url.href,
    resource: typeof fields['resource'] === 'string' ? fields['resource'] : null,
    authorizationServers: strings(fields['authorization_servers']),
    scopes: strings(fields['scopes_supported']),
  };
}

async function readBounded(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
