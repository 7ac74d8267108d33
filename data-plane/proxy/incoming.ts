import { isRecord } from '../lib/mcp.ts';
import { aggregatedUri } from './agent-uri.ts';
import type { Exchange } from './exchange.ts';

/**
 * What an agent is shown of a server's answer: URIs as the aggregated endpoint names them, and what its era needs.
 *
 * Returns: the very value given where nothing has to change.
 */
export function incoming(exchange: Exchange, kind: 'result' | 'error', value: unknown): unknown {
  if (kind === 'error' || !isRecord(value)) return value;
  return withAgentUris(exchange, value);
}

/** URIs are rewritten where the aggregated endpoint names them otherwise: in contents, links and embedded resources. */
function withAgentUris(exchange: Exchange, result: Record<string, unknown>): Record<string, unknown> {
  if (!exchange.aggregated || exchange.server === null) return result;
  const { server } = exchange;
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
