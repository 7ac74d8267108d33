/**
 * Who may knock: the names under which a node is reached, and the browsers' origins it takes.
 *
 * Source: MCP 2025-11-25, transports, "Security Warning" (DNS rebinding); 403 for a bad Origin.
 */
export interface OriginRules {
  /** True where the node listens on loopback only. */
  readonly local: boolean;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** What is wrong with the headers `Host` and `Origin`, or null. `publicUrl` is the origin agents use, where one is configured. */
export function originProblem(
  rules: OriginRules,
  host: string | undefined,
  origin: string | undefined,
  publicUrl: string | null,
): string | null {
  const name = hostName(host);
  if (name === null) return 'the Host header is missing or malformed';
  const restricted = rules.local || rules.allowedHosts.length > 0;
  if (restricted && !(rules.local && LOOPBACK.has(name)) && !rules.allowedHosts.includes(name) && name !== publicName(publicUrl))
    return 'this Host is not served here';
  if (origin === undefined || origin === '') return null;
  if (rules.allowedOrigins.includes(origin) || (publicUrl !== null && origin === originOf(publicUrl))) return null;
  if (rules.local && LOOPBACK.has(publicName(origin) ?? '')) return null;
  return 'this Origin may not call';
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The name in a Host header, lower-case and without the port; null where it is none. */
export function hostName(host: string | undefined): string | null {
  if (host === undefined || host.length > 300) return null;
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?$/.exec(host);
  return match === null ? null : (match[1] as string).toLowerCase();
}

function publicName(url: string | null): string | null {
  if (url === null) return null;
  try {
    return new URL(url).hostname.toLowerCase();
  } catch {
    return null;
  }
}

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
