import type { ItemType } from '../config/snapshot.ts';
import { isRecord, META_CLIENT_CAPABILITIES, META_CLIENT_INFO, META_VERSION } from '../lib/mcp.ts';
import { uuid7 } from '../lib/uuid7.ts';
import type { UpstreamSession, UpstreamSink } from '../upstream/channel.ts';
import { MODERN_VERSION } from '../upstream/modern-http.ts';

/** How a list is read. */
export interface ListBounds {
  readonly maxPages: number;
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

const LISTS: Readonly<Record<ItemType, { readonly method: string; readonly member: string }>> = {
  tool: { method: 'tools/list', member: 'tools' },
  prompt: { method: 'prompts/list', member: 'prompts' },
  resource: { method: 'resources/list', member: 'resources' },
  resource_template: { method: 'resources/templates/list', member: 'resourceTemplates' },
};

const NOBODY: UpstreamSink = { onMessage: () => undefined, onStream: () => undefined };

/**
 * Reads a whole list of a server, page after page.
 *
 * Returns: the entries; null where the server answers with an error or goes on beyond the bounds. Throws: UpstreamFault.
 */
export async function readList(upstream: UpstreamSession, type: ItemType, version: string, bounds: ListBounds): Promise<unknown[] | null> {
  const { method, member } = LISTS[type];
  const entries: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < bounds.maxPages; page += 1) {
    const id = uuid7(Date.now());
    const meta = { [META_VERSION]: MODERN_VERSION, [META_CLIENT_INFO]: { name: 'portcullis', version }, [META_CLIENT_CAPABILITIES]: {} };
    const params = { ...(cursor === undefined ? {} : { cursor }), ...(upstream.facts.era === 'modern' ? { _meta: meta } : {}) };
    const { envelope } = await upstream.call({
      method,
      id,
      bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params })),
      name: null,
      headers: upstream.credentialHeaders,
      idleMs: bounds.timeoutMs,
      maxMs: bounds.timeoutMs,
      maxBytes: bounds.maxBytes,
      sink: NOBODY,
      cancellation: null,
    });
    const result = envelope.kind === 'response' ? envelope.result : null;
    if (!isRecord(result) || !Array.isArray(result[member])) return null;
    entries.push(...(result[member] as unknown[]));
    if (entries.length > bounds.maxEntries) return null;
    if (typeof result['nextCursor'] !== 'string') return entries;
    cursor = result['nextCursor'];
  }
  return null;
}
