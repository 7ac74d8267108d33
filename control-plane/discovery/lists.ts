import type { Client, StandardSchemaV1 } from '@modelcontextprotocol/client';
import type { Definition, DiscoveryLimits, ListCoverage, ListName } from './discovered.ts';

/** One list as it was read. */
export interface ReadList {
  readonly items: Definition[];
  readonly coverage: ListCoverage;
}

/**
 * Reads one list page by page until the server has no more or a bound is met.
 *
 * Definitions stay as they came: the answer is checked for its outer form only, since a schema that
 * parses would drop the unknown keys that a digest has to cover.
 *
 * Returns: never throws for what the server did; a failed list says so in its coverage. Rethrows when `signal` is aborted.
 * Source: MCP 2026-07-28, server utilities, pagination.
 */
export async function readList(client: Client, list: ListName, limits: DiscoveryLimits, signal: AbortSignal): Promise<ReadList> {
  const items: Definition[] = [];
  const seenCursors = new Set<string>();
  let cursor: string | undefined;
  let pages = 0;
  const end = (status: ListCoverage['status'], reason: string | null): ReadList => ({ items, coverage: { status, reason, pages } });
  for (;;) {
    let page: Definition;
    try {
      page = await client.request({ method: METHODS[list], params: cursor === undefined ? {} : { cursor } }, anyObject, {
        timeout: limits.requestMs,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (pages === 0 && isMethodNotFound(error)) return end('not-offered', null);
      return end('failed', reasonOf(error));
    }
    pages += 1;
    const entries = page[list];
    if (!Array.isArray(entries)) return end('failed', `the answer to ${METHODS[list]} has no array "${list}"`);
    for (const entry of entries) {
      if (items.length >= limits.itemsPerList) return end('truncated', `more than ${limits.itemsPerList} entries`);
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
        return end('failed', `an entry of ${METHODS[list]} is not an object`);
      items.push(entry as Definition);
    }
    const next = page['nextCursor'];
    if (next === undefined || next === null) return end('complete', null);
    if (typeof next !== 'string') return end('failed', 'nextCursor is not a string');
    if (seenCursors.has(next)) return end('truncated', 'the server repeats a page cursor');
    if (pages >= limits.pagesPerList) return end('truncated', `more than ${limits.pagesPerList} pages`);
    seenCursors.add(next);
    cursor = next;
  }
}

const METHODS: Readonly<Record<ListName, string>> = {
  tools: 'tools/list',
  prompts: 'prompts/list',
  resources: 'resources/list',
  resourceTemplates: 'resources/templates/list',
};

const anyObject: StandardSchemaV1<unknown, Definition> = {
  '~standard': {
    version: 1,
    vendor: 'portcullis',
    validate: (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? { value: value as Definition }
        : { issues: [{ message: 'not an object' }] },
  },
};

function isMethodNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === -32601;
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'number' || typeof code === 'string' ? `the request failed with ${code}` : 'the request failed';
}
