/**
 * The program the suite starts as its "client": a gateway whose upstream is the suite's server, and an agent behind it.
 *
 * Everything the suite's server sees comes from the gateway's upstream side; the agent speaks to the gateway alone.
 */
import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { isRecord, META_CLIENT_CAPABILITIES, META_CLIENT_INFO, META_VERSION } from '../../data-plane/lib/mcp.ts';
import type { UpstreamSession } from '../../data-plane/upstream/channel.ts';
import { openLegacyHttp } from '../../data-plane/upstream/legacy-open.ts';
import { discoverModern, MODERN_VERSION, ModernHttpSession } from '../../data-plane/upstream/modern-http.ts';
import { createUpstreamPools } from '../../data-plane/upstream/pools.ts';
import { httpTarget } from '../../data-plane/upstream/upstreams.ts';
import { startTestProxy } from '../support/proxy.ts';
import { snapshotOf, type ItemLiteral } from '../support/proxy-config.ts';

const KEY = `pck_${'d'.repeat(43)}`;
const url = process.argv.at(-1) as string;
const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
const isModern = (process.env['MCP_CONFORMANCE_PROTOCOL_VERSION'] ?? '') >= '2026';
const context = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as {
  toolCalls?: { name: string; arguments: Record<string, unknown> }[];
};
const PRIVATE = ['localhost', '127.0.0.0/8', '::1/128'];
const INFO = { name: 'portcullis-conformance', version: '1.0.0' };
const CAPABILITIES = { elicitation: { form: {} }, sampling: {}, roots: {} };

/** What the server has on offer, asked by the gateway's own upstream side, as discovery does before an administrator approves. */
async function discover(): Promise<ItemLiteral[]> {
  const pools = createUpstreamPools({ connections: 4, connectTimeoutMs: 5_000 });
  const [literal] = snapshotOf({ registries: [{ name: 'x', servers: [{ name: 'x', url }] }], applications: [] }).serverById.values();
  const target = httpTarget({ server: literal as never, project: { allowedPrivateTargets: PRIVATE } as never, isolation: '' }, pools, {
    connectTimeoutMs: 5_000,
    callTimeoutMs: 10_000,
    maxResponseBytes: 10_000_000,
    maxDepth: 64,
  });
  const party = { clientInfo: INFO, capabilities: {}, onStanding: () => undefined, shared: false };
  const modern = isModern ? await discoverModern(target, party, [], 10_000) : null;
  const session: UpstreamSession =
    modern === null ? await openLegacyHttp(target, party, [], 10_000) : new ModernHttpSession(target, party, modern, []);
  const items: ItemLiteral[] = [];
  let id = 0;
  const list = async (method: string, member: string, type: NonNullable<ItemLiteral['type']>, capability: string): Promise<void> => {
    if (session.facts.capabilities[capability] === undefined) return;
    const meta =
      modern === null ? {} : { _meta: { [META_VERSION]: MODERN_VERSION, [META_CLIENT_INFO]: INFO, [META_CLIENT_CAPABILITIES]: {} } };
    const message = await session.call({
      method,
      id: ++id,
      bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: meta })),
      name: null,
      headers: [],
      idleMs: 10_000,
      maxMs: 10_000,
      maxBytes: 10_000_000,
      sink: { onMessage: () => undefined, onStream: () => undefined },
      cancellation: null,
    });
    const result = message.envelope.kind === 'response' ? (message.envelope.result as Record<string, unknown>) : {};
    for (const definition of (result[member] as Record<string, unknown>[] | undefined) ?? []) items.push({ type, definition });
  };
  await list('tools/list', 'tools', 'tool', 'tools');
  await list('prompts/list', 'prompts', 'prompt', 'prompts');
  await list('resources/list', 'resources', 'resource', 'resources');
  session.close();
  await pools.stop();
  return items;
}

interface Agent {
  listTools(): Promise<{ tools: { name: string; inputSchema: unknown }[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  getPrompt(request: { name: string }): Promise<unknown>;
  readResource(request: { uri: string }): Promise<unknown>;
  close(): Promise<void>;
}

async function agent(endpoint: string): Promise<Agent> {
  const requestInit = { headers: { authorization: `Bearer ${KEY}` } };
  if (isModern) {
    const client = new ClientV2(INFO, { capabilities: CAPABILITIES, versionNegotiation: { mode: 'auto' } } as never);
    client.setRequestHandler(
      'elicitation/create' as never,
      (() => ({ action: 'accept', content: { confirmed: true, name: 'Ada', ok: true } })) as never,
    );
    await client.connect(new TransportV2(new URL(endpoint), { requestInit }));
    return client as unknown as Agent;
  }
  const client = new Client(INFO, { capabilities: { ...CAPABILITIES, elicitation: { form: { applyDefaults: true } } } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: {} }));
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { requestInit }) as never);
  return client as unknown as Agent;
}

/** Arguments that fit a schema of plain properties. */
function sampleOf(inputSchema: unknown): Record<string, unknown> {
  const properties = isRecord(inputSchema) && isRecord(inputSchema['properties']) ? inputSchema['properties'] : {};
  const samples: Readonly<Record<string, unknown>> = { string: 'x', integer: 1, number: 1.5, boolean: true };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      isRecord(schema) && String(schema['type']) in samples ? [[name, samples[String(schema['type'])]]] : [],
    ),
  );
}

const ARGUMENTS: Readonly<Record<string, Record<string, unknown>>> = { add_numbers: { a: 5, b: 3 } };

async function main(): Promise<void> {
  const items = await discover();
  const proxy = await startTestProxy(
    snapshotOf({
      allowedPrivateTargets: PRIVATE,
      registries: [{ name: 'suite', servers: [{ name: 'server', url, items }] }],
      applications: [{ name: 'agent', keys: [KEY] }],
    }),
  );
  const client = await agent(`${proxy.mcpUrl}/mcp/suite/server`);
  try {
    const { tools } = await client.listTools();
    if (scenario === 'json-schema-2020-12-preservation') {
      const [focal, echo] = tools;
      if (focal !== undefined && echo !== undefined) await client.callTool({ name: echo.name, arguments: { schema: focal.inputSchema } });
    } else {
      const calls =
        context.toolCalls ?? tools.map(({ name, inputSchema }) => ({ name, arguments: ARGUMENTS[name] ?? sampleOf(inputSchema) }));
      const made = calls.map((call) =>
        client.callTool(call).catch((error: unknown) => process.stderr.write(`${call.name}: ${String(error)}\n`)),
      );
      await Promise.all(made);
    }
    for (const { type, definition } of items) {
      if (type === 'prompt') await client.getPrompt({ name: String(definition['name']) }).catch(() => undefined);
      if (type === 'resource') await client.readResource({ uri: String(definition['uri']) }).catch(() => undefined);
    }
  } finally {
    await client.close();
    await proxy.stop();
  }
}

await main();
