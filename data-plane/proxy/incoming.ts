import { INVALID_PARAMS, METHOD_NOT_FOUND } from '../lib/jsonrpc.ts';
import { isRecord, META_SERVER_INFO, MISSING_CLIENT_CAPABILITY, RESOURCE_NOT_FOUND } from '../lib/mcp.ts';
import { UpstreamFault } from '../upstream/channel.ts';
import { aggregatedUri } from './agent-uri.ts';
import type { Exchange } from './exchange.ts';

/**
 * What an agent is shown of a server's result: URIs as the aggregated endpoint names them.
 *
 * Returns: the very value given where nothing has to change.
 */
export function withAgentUris(exchange: Exchange, result: unknown): unknown {
  const { server } = exchange;
  if (!exchange.aggregated || server === null || !isRecord(result)) return result;
  const rename = (uri: string): string => aggregatedUri(server, uri);
  switch (exchange.methodName) {
    case 'resources/read':
      return mapped(result, 'contents', (part) => renamedUri(part, rename));
    case 'tools/call':
      return mapped(result, 'content', (block) => renamedBlock(block, rename));
    case 'prompts/get':
      return mapped(result, 'messages', (message) => {
        if (!isRecord(message)) return message;
        const content = renamedBlock(message['content'], rename);
        return content === message['content'] ? message : { ...message, content };
      });
    default:
      return result;
  }
}

/**
 * The members a modern client needs in a result beside what the server said: `resultType`, who answers, and how long it may be kept.
 *
 * A server that calls a result `public` does not know who was granted it; for the gateway's callers it is private (`withPrivateScope`).
 * Throws: UpstreamFault for a kind of result that is unknown.
 * Source: MCP 2026-07-28, basic, "Result types"; server/utilities/caching.
 */
export function modernMembers(
  exchange: Exchange,
  identity: { readonly name: string; readonly version: string },
  result: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const type = result['resultType'];
  if (type !== undefined && !RESULT_TYPES.has(type)) throw new UpstreamFault('upstream_invalid', 'sent a kind of result that is unknown');
  const added: Record<string, unknown> = {};
  if (type === undefined) added['resultType'] = 'complete';
  if (exchange.methodName === 'resources/read' && type !== 'input_required') {
    if (result['ttlMs'] === undefined) added['ttlMs'] = 0;
    if (result['cacheScope'] === undefined) added['cacheScope'] = 'private';
  }
  if (result['_meta'] === undefined) added['_meta'] = { [META_SERVER_INFO]: identity };
  return added;
}

/** The result with a scope that fits the gateway's callers; the very value given where it has one. */
export function withPrivateScope(result: unknown): unknown {
  return isRecord(result) && result['cacheScope'] !== undefined && result['cacheScope'] !== 'private'
    ? { ...result, cacheScope: 'private' }
    : result;
}

const RESULT_TYPES: ReadonlySet<unknown> = new Set(['complete', 'input_required']);

/** The code and status under which a server's error reaches an agent: each era has its own for some of them. */
export function agentError(exchange: Exchange, code: number): { readonly code: number; readonly status: number } {
  if (!exchange.modern) return { code, status: 200 };
  // Every server's capability errors speak of what the agent declared, since that is what it was told.
  if (code === MISSING_CLIENT_CAPABILITY) return { code, status: 400 };
  if (code === METHOD_NOT_FOUND) return { code, status: 404 };
  if (code === RESOURCE_NOT_FOUND) return { code: INVALID_PARAMS, status: 200 };
  return { code, status: 200 };
}

function renamedBlock(block: unknown, rename: (uri: string) => string): unknown {
  if (!isRecord(block)) return block;
  if (block['type'] === 'resource_link') return renamedUri(block, rename);
  if (block['type'] !== 'resource') return block;
  const resource = renamedUri(block['resource'], rename);
  return resource === block['resource'] ? block : { ...block, resource };
}

function renamedUri(part: unknown, rename: (uri: string) => string): unknown {
  if (!isRecord(part) || typeof part['uri'] !== 'string') return part;
  const uri = rename(part['uri']);
  return uri === part['uri'] ? part : { ...part, uri };
}

/** The object with each entry of an array member mapped; the same object where no entry changed. */
function mapped(result: Record<string, unknown>, member: string, map: (entry: unknown) => unknown): Record<string, unknown> {
  const list = result[member];
  if (!Array.isArray(list)) return result;
  let changed = false;
  const next = list.map((entry: unknown) => {
    const other = map(entry);
    if (other !== entry) changed = true;
    return other;
  });
  return changed ? { ...result, [member]: next } : result;
}
