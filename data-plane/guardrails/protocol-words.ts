/**
 * The words of MCP's own envelopes, which detectors are not shown: they are not the server's, and they would stand
 * between the texts that are.
 *
 * Source: MCP schema 2025-11-25 and 2026-07-28 (results, content blocks, prompt messages, resource contents, errors).
 */
const KEYS = new Set([
  'content',
  'contents',
  'structuredContent',
  'isError',
  'resultType',
  '_meta',
  'type',
  'text',
  'data',
  'blob',
  'mimeType',
  'uri',
  'resource',
  'annotations',
  'messages',
  'role',
  'message',
  'code',
  'error',
  'arguments',
  'params',
  'progressToken',
  'progress',
  'total',
  'level',
  'logger',
  'tools',
  'prompts',
  'resources',
  'resourceTemplates',
  'nextCursor',
  'name',
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'instructions',
  'size',
  'icons',
  'uriTemplate',
  'systemPrompt',
  'requestedSchema',
  'ttlMs',
  'cacheScope',
]);

/** Under these the keys are still MCP's; under any other they are the server's. */
const CONTAINERS = new Set(['content', 'contents', 'messages', 'resource', 'tools', 'prompts', 'resources', 'resourceTemplates', 'icons']);

const VALUES = new Set(['text', 'image', 'audio', 'resource', 'resource_link', 'complete', 'user', 'assistant', 'private', 'public']);
const LEVELS = new Set(['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']);
const MEDIA_TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,96}(?:;\s?charset=[\w-]{1,32})?$/;

/** Says whether a key is the specification's own. */
export function isProtocolKey(key: string): boolean {
  return KEYS.has(key);
}

/** Says whether what stands under a key is an envelope of MCP's rather than a server's own data. */
export function isProtocolContainer(key: string | number): boolean {
  return typeof key === 'number' || CONTAINERS.has(key);
}

/** Says whether a value is one of the words the specification fixes for its key. */
export function isProtocolValue(key: string | number, value: unknown): boolean {
  if (key === 'progressToken') return true; // chosen by the client
  if (typeof value !== 'string') return key === 'code' || key === 'size' || key === 'progress' || key === 'total' || key === 'ttlMs';
  if (key === 'type' || key === 'role' || key === 'resultType' || key === 'cacheScope') return VALUES.has(value);
  if (key === 'level') return LEVELS.has(value);
  return key === 'mimeType' && MEDIA_TYPE.test(value);
}
