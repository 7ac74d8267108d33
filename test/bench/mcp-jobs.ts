import type { LoadJob } from './load.ts';

type Request = Omit<LoadJob, 'connections' | 'calls' | 'minBytes'>;

/** One `tools/call` as a client of 2025-11-25 sends it. */
export function legacyJob(
  url: string,
  tool: string,
  key: string | null,
  session: string,
  more: Readonly<Record<string, string>> = {},
): Request {
  return {
    ...place(url),
    headers: { ...common(key), ...more, 'mcp-protocol-version': '2025-11-25', 'mcp-session-id': session },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: { query: 'open orders of last week' } },
    }),
  };
}

/** One `tools/call` as a client of 2026-07-28 sends it. */
export function modernJob(url: string, tool: string, key: string | null): Request {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  };
  return {
    ...place(url),
    headers: { ...common(key), 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': tool },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: { query: 'open orders of last week' }, _meta: meta },
    }),
  };
}

/** Opens a legacy session and returns its id. Throws: Error when the endpoint gives none. */
export async function openSession(url: string, key: string | null, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const post = (message: object, session?: string): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: {
        ...common(key),
        ...more,
        ...(session === undefined ? {} : { 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
  const response = await post({
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  });
  const session = response.headers.get('mcp-session-id');
  const body = await response.text();
  if (response.status !== 200 || session === null)
    throw new Error(`bench: initialize at ${url} answered ${response.status} without a session: ${body.slice(0, 300)}`);
  await (await post({ method: 'notifications/initialized' }, session)).text();
  return session;
}

function place(url: string): { origin: string; path: string } {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname };
}

function common(key: string | null): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return key === null ? headers : { ...headers, authorization: `Bearer ${key}` };
}
