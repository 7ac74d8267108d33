import { isRequestId, type RequestId } from '../lib/jsonrpc.ts';

/** What the name of a stream tells: who holds it, and which request it answers (null for a GET stream). */
export interface StreamName {
  readonly nodeId: string;
  readonly key: string;
  readonly requestId: RequestId | null;
}

/** The name as it stands in event ids. It gives nothing away that its client does not know, and opens nothing: streams belong to sessions. */
export function streamName({ nodeId, key, requestId }: StreamName): string {
  const request = requestId === null ? '' : Buffer.from(JSON.stringify(requestId)).toString('base64url');
  return `${nodeId}~${key}~${request}`;
}

/** An event id taken apart; null where it is not one of ours. */
export function eventIdOf(
  header: string | string[] | undefined,
): { readonly stream: string; readonly name: StreamName; readonly seq: number } | null {
  if (typeof header !== 'string' || header.length > 2_048) return null;
  const dot = header.lastIndexOf('.');
  const seq = Number(header.slice(dot + 1));
  const stream = header.slice(0, dot);
  const [nodeId, key, request] = stream.split('~');
  if (dot === -1 || !Number.isSafeInteger(seq) || seq < 0 || nodeId === undefined || key === undefined || request === undefined)
    return null;
  if (request === '') return { stream, seq, name: { nodeId, key, requestId: null } };
  try {
    const requestId: unknown = JSON.parse(Buffer.from(request, 'base64url').toString('utf8'));
    return isRequestId(requestId) ? { stream, seq, name: { nodeId, key, requestId } } : null;
  } catch {
    return null;
  }
}
