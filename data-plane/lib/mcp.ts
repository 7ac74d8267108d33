import type { Params } from './jsonrpc.ts';

/** Legacy protocol versions spoken, newest first. */
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
/** Modern protocol versions spoken, newest first. */
export const MODERN_VERSIONS = ['2026-07-28'] as const;
/** What an HTTP request without a version header means (2025-06-18, transports). */
export const VERSION_WITHOUT_HEADER = '2025-03-26';
/** Versions from here on are modern. Dates compare as strings. */
export const FIRST_MODERN_VERSION = '2026-07-28';

/** Whether a claimed version belongs to the modern era, known to us or not. */
export const isModernVersion = (version: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(version) && version >= FIRST_MODERN_VERSION;
/** Whether a legacy version is one we speak. */
export const isLegacyVersion = (version: string): boolean => (LEGACY_VERSIONS as readonly string[]).includes(version);

/** `_meta` keys of 2026-07-28. */
export const META_VERSION = 'io.modelcontextprotocol/protocolVersion';
export const META_CLIENT_INFO = 'io.modelcontextprotocol/clientInfo';
export const META_CLIENT_CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
export const META_SERVER_INFO = 'io.modelcontextprotocol/serverInfo';
export const META_LOG_LEVEL = 'io.modelcontextprotocol/logLevel';
export const META_SUBSCRIPTION_ID = 'io.modelcontextprotocol/subscriptionId';

/** Error codes of 2026-07-28. */
export const HEADER_MISMATCH = -32020;
export const MISSING_CLIENT_CAPABILITY = -32021;
export const UNSUPPORTED_VERSION = -32022;
/** Error codes of earlier versions. */
export const RESOURCE_NOT_FOUND = -32002;
export const URL_ELICITATION_REQUIRED = -32042;

/** The parameter that `Mcp-Name` mirrors, by method (2026-07-28, transports; ext-tasks). */
export const NAME_PARAMETER: Readonly<Record<string, 'name' | 'uri' | 'taskId'>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/** The `_meta` object of a message's parameters, or null. */
export function metaOf(params: Params | undefined): Readonly<Record<string, unknown>> | null {
  const meta = params?.['_meta'];
  return typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? (meta as Record<string, unknown>) : null;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The text behind a `Mcp-Name` or `Mcp-Param-*` header value, or null where it has none.
 *
 * Shape: printable ASCII as it is, anything else as `=?base64?...?=` in canonical base64 of UTF-8.
 * Source: MCP 2026-07-28, transports, "Value encoding".
 */
export function decodeHeaderValue(value: string): string | null {
  if (!value.startsWith('=?base64?') || !value.endsWith('?=') || value.length < 11) return value;
  const encoded = value.slice(9, -2);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return null;
  try {
    return FATAL_UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** The header value that stands for a text; the reverse of `decodeHeaderValue`. */
export function encodeHeaderValue(text: string): string {
  const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !(text.startsWith('=?base64?') && text.endsWith('?='));
  return plain ? text : `=?base64?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

const FATAL_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
