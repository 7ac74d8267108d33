/** What a `WWW-Authenticate: Bearer` value says. Absent parameters are left out. */
export interface BearerChallenge {
  readonly resourceMetadata?: string | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  /** Space-separated, everything the operation needs at once. */
  readonly scope?: string | undefined;
}

/**
 * Writes a `WWW-Authenticate` value of the Bearer scheme.
 *
 * Source: RFC 6750 §3, RFC 9728 §5.1, MCP 2026-07-28 authorization. Characters a quoted string cannot carry are left out.
 */
export function bearerChallenge(challenge: BearerChallenge): string {
  const parameters: [string, string | undefined][] = [
    ['error', challenge.error],
    ['error_description', challenge.errorDescription],
    ['scope', challenge.scope],
    ['resource_metadata', challenge.resourceMetadata],
  ];
  const written = parameters
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${name}="${value.replace(UNQUOTABLE, '')}"`);
  return written.length === 0 ? 'Bearer' : `Bearer ${written.join(', ')}`;
}

/** What RFC 6750 §3 keeps out of these parameters: quotes, backslashes, controls, anything beyond ASCII. */
const UNQUOTABLE = /["\\]|[^\x20-\x7e]/g;

/**
 * Reads the first Bearer challenge of a `WWW-Authenticate` value.
 *
 * Returns: null where there is none. Unknown parameters are skipped.
 * Cost: linear; only the first 4096 characters are read.
 * Source: RFC 9110 §11.6.1.
 */
export function parseBearerChallenge(header: string | null | undefined): BearerChallenge | null {
  if (header === null || header === undefined) return null;
  const text = header.slice(0, 4096);
  const start = /(?:^|,)\s*Bearer(?=\s|,|$)/i.exec(text);
  if (start === null) return null;
  const found: Record<string, string> = {};
  const parameter = /\s*,?\s*([A-Za-z0-9_-]{1,40})\s?=\s?(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/y;
  parameter.lastIndex = start.index + start[0].length;
  for (let match = parameter.exec(text); match !== null; match = parameter.exec(text)) {
    const name = (match[1] ?? '').toLowerCase();
    found[name] ??= match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '';
  }
  return {
    resourceMetadata: found['resource_metadata'],
    error: found['error'],
    errorDescription: found['error_description'],
    scope: found['scope'],
  };
}

/**
 * What an agent is told after the upstream refused its token (passthrough): the upstream's error and scope, our metadata.
 *
 * The upstream's own metadata address is not passed on: it names another resource than the one the agent called.
 */
export function passedOnChallenge(upstream: string | null, resourceMetadata: string, status: 401 | 403): string {
  const said = parseBearerChallenge(upstream);
  return bearerChallenge({
    error: status === 403 ? 'insufficient_scope' : 'invalid_token',
    scope: said?.scope,
    resourceMetadata,
  });
}
