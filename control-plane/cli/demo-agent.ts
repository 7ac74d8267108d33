import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** What one request of the agent came to. */
export type AgentAnswer =
  | { readonly kind: 'result'; readonly text: string; readonly isError: boolean }
  | { readonly kind: 'error'; readonly code: number | string; readonly message: string };

/** An agent: the official SDK's client, unmodified, with one URL and one key. */
export interface DemoAgent {
  readonly protocolVersion: string;
  tools(): Promise<string[]>;
  call(name: string, args: Record<string, unknown>): Promise<AgentAnswer>;
  close(): Promise<void>;
}

/** The name under which the demo's agent introduces itself. */
export const DEMO_AGENT = { name: 'demo-agent', version: '1.0.0' } as const;

/** Connects to an endpoint of a node with an application key. Throws: what the SDK throws. */
export async function connectDemoAgent(url: string, key: string): Promise<DemoAgent> {
  const client = new Client({ ...DEMO_AGENT });
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${key}` } } });
  await client.connect(transport as Transport);
  return {
    protocolVersion: transport.protocolVersion ?? 'unknown',
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => {
      try {
        const result = await client.callTool({ name, arguments: args });
        const content = result.content as { type: string; text?: string }[];
        return { kind: 'result', text: content.map(({ type, text }) => text ?? `[${type}]`).join('\n'), isError: result.isError === true };
      } catch (failure) {
        const { code, message } = failure as Error & { code?: number | string };
        return { kind: 'error', code: code ?? 'none', message };
      }
    },
    close: () => client.close(),
  };
}
