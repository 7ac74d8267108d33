/**
 * The scopes of a token for the gateway: everything that was granted, or only the read-only part of it.
 */

/** Every tool the application was granted. */
export const FULL_SCOPE = 'mcp';
/** Only tools that are read-only as approved. */
export const READ_ONLY_SCOPE = 'mcp:read';
/** Both, as metadata lists them. */
export const GATEWAY_SCOPES: readonly string[] = [FULL_SCOPE, READ_ONLY_SCOPE];

/**
 * Splits a `scope` value: a space-separated string (RFC 6749 §3.3) or, as some issuers write it, an array.
 *
 * Returns: an empty list for anything else.
 */
export function scopeList(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  if (Array.isArray(value)) return value.filter((scope): scope is string => typeof scope === 'string');
  return [];
}

/** How far scopes reach: `full` wins over `read-only`; `none` is refused with 403. */
export function reachOf(scopes: readonly string[], full: readonly string[], readOnly: readonly string[]): 'full' | 'read-only' | 'none' {
  if (scopes.some((scope) => full.includes(scope))) return 'full';
  return scopes.some((scope) => readOnly.includes(scope)) ? 'read-only' : 'none';
}
