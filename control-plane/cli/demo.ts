import { randomBytes } from 'node:crypto';
import { awaitEnforced, mutate } from './administration.ts';
import { connectDemoAgent, DEMO_AGENT } from './demo-agent.ts';
import { startDemoUpstream, type DemoUpstream } from './demo-upstream.ts';
import { findInstallation, type Installation } from './find-installation.ts';
import { graphqlClient, type GraphqlClient } from './graphql-client.ts';
import { columns, narrate, type Narrator } from './narrator.ts';

/** `portcullis demo`: exit code 0 only when every step came out as said. */
export async function runDemo(): Promise<void> {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const began = performance.now();
  const installation = await findInstallation(write);
  let upstream: DemoUpstream | null = null;
  try {
    upstream = await startDemoUpstream();
    await theMainJob(narrate(write), installation, upstream);
    write(`\nEvery step came out as said, in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  } finally {
    await upstream?.stop();
    await installation.stop();
  }
}

async function theMainJob(say: Narrator, { graphqlUrl, mcpUrl, token }: Installation, upstream: DemoUpstream): Promise<void> {
  const graphql = graphqlClient(graphqlUrl, token);
  const suffix = randomBytes(3).toString('hex');

  say.step(`A real MCP server: ${upstream.name}`);
  say.got(`it listens on ${upstream.url}; agents will never be told that address`);

  say.step('Register it: project, registry, server');
  const project = await told<{ project: { id: string } }>(
    say,
    graphql,
    'createProject',
    { name: `demo-${suffix}`, allowedPrivateTargets: ['127.0.0.1'] },
    'project { id name }',
  );
  const registry = await told<{ registry: { id: string; name: string } }>(
    say,
    graphql,
    'createRegistry',
    { projectId: project.project.id, name: `demo-${suffix}` },
    'registry { id name }',
  );
  const server = await told<{ server: { id: string } }>(
    say,
    graphql,
    'createServer',
    { registryId: registry.registry.id, name: 'everything', url: upstream.url },
    'server { id name }',
  );

  say.step('Discover what it offers; discovered is not enabled');
  await told(say, graphql, 'discoverServer', { id: server.server.id }, 'incomplete');
  const { items } = await graphql<{ items: { nodes: Found[] } }>(
    'query ($serverId: ID!) { items(serverId: $serverId, first: 100) { nodes { id type name state findings { class severity } } } }',
    { serverId: server.server.id },
  );
  const tools = items.nodes.filter(({ type }) => type === 'TOOL');
  say.got(`${tools.length} tools: ${tools.map(({ name }) => name).join(', ')}`);
  const attacks = tools.flatMap(({ findings }) => findings).filter((finding) => finding.class === 'ATTACK').length;
  say.got(`the scan that came with it found ${attacks === 0 ? 'no attack' : `${attacks} signs of an attack`} in their definitions`);
  const echo = need(items.nodes, 'echo');
  const sum = need(items.nodes, 'get-sum');
  const hidden = need(items.nodes, 'get-env');
  say.check(
    'all of them are discovered, none is enabled',
    items.nodes.every(({ state }) => state === 'DISCOVERED'),
  );

  say.step('Enable two tools');
  await told(
    say,
    graphql,
    'setItemsEnabled',
    { items: [{ id: echo.id }, { id: sum.id }], enabled: true },
    'items { name state approvedDigest }',
  );

  say.step('An application, a key, a grant');
  const application = await told<{ application: { id: string } }>(
    say,
    graphql,
    'createApplication',
    { projectId: project.project.id, name: `demo-agent-${suffix}`, owner: 'demo' },
    'application { id name }',
  );
  const key = await told<{ key: { id: string; prefix: string }; secret: string }>(
    say,
    graphql,
    'createApplicationKey',
    { applicationId: application.application.id, name: 'demo' },
    'key { id prefix } secret',
    (payload) => `key ${payload.key.id}: ${payload.key.prefix}… (shown once; stored as a hash)`,
  );
  const grant = await told(
    say,
    graphql,
    'createGrant',
    { applicationId: application.application.id, registryId: registry.registry.id },
    'grant { id }',
  );
  await awaitEnforced(graphql, grant.configVersion);
  say.check(`every node enforces config version ${grant.configVersion}`, true);

  const endpoint = `${mcpUrl}/${registry.registry.name}`;
  say.step("An agent: the official SDK's client, with one URL and one key");
  say.sent(`initialize ${endpoint}`);
  const agent = await connectDemoAgent(endpoint, key.secret);
  say.got(`connected, protocol version ${agent.protocolVersion}`);
  try {
    say.step('It lists tools');
    say.sent('tools/list');
    const names = await agent.tools();
    say.got(names.join(', '));
    say.check('only the two that were enabled', names.toSorted().join() === 'everything__echo,everything__get-sum');

    say.step('It calls one');
    say.sent('tools/call everything__echo {"message":"hello through the gateway"}');
    const echoed = await agent.call('everything__echo', { message: 'hello through the gateway' });
    say.got(JSON.stringify(echoed));
    say.check('the answer arrived', echoed.kind === 'result' && !echoed.isError && echoed.text.includes('hello through the gateway'));

    say.step(`It calls one that exists upstream and is not enabled: ${hidden.name}`);
    say.sent(`tools/call everything__${hidden.name} {}`);
    const refused = await agent.call(`everything__${hidden.name}`, {});
    say.got(JSON.stringify(refused));
    say.check('refused as unknown (-32602), like a tool that never existed', refused.kind === 'error' && refused.code === -32602);

    say.step('The key is revoked');
    const revoked = await told(say, graphql, 'revokeApplicationKey', { id: key.key.id }, 'key { id state }');
    await awaitEnforced(graphql, revoked.configVersion);
    say.sent('tools/call everything__echo {"message":"again"}');
    const late = await agent.call('everything__echo', { message: 'again' });
    say.got(JSON.stringify(late));
    say.check('the next call is refused (401)', late.kind === 'error' && (late.code === 401 || /401|Unauthorized/i.test(late.message)));
  } finally {
    await agent.close().catch(() => undefined);
  }

  say.step('The record shows who did what');
  const rows = await recordsOf(graphql, application.application.id, 3);
  say.got(columns([['application', 'key', 'agent', 'server', 'tool', 'time', 'ms', 'outcome'], ...rows.map(cells)]));
  say.check(
    'the call that was answered is on record',
    rows.some((row) => row.outcome === 'OK' && row.item?.name === 'echo' && row.agentName === DEMO_AGENT.name),
  );
  say.check(
    'the call that was not enabled is on record, refused, under the name it asked for',
    rows.some((row) => row.outcome === 'REFUSED' && row.requestedName?.endsWith(hidden.name) === true),
  );
  say.check(
    'the call with the revoked key is on record',
    rows.some((row) => row.outcome === 'REFUSED' && row.keyId === key.key.id && row.reason?.includes('key') === true),
  );
}

interface Found {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly state: string;
  readonly findings: readonly { readonly class: string; readonly severity: string }[];
}

interface Row {
  readonly application: { name: string } | null;
  readonly keyId: string | null;
  readonly agentName: string | null;
  readonly agentVersion: string | null;
  readonly server: { name: string } | null;
  readonly item: { name: string } | null;
  readonly requestedName: string | null;
  readonly method: string;
  readonly startedAt: string;
  readonly latencyMs: number;
  readonly outcome: string;
  readonly reason: string | null;
}

/** Records leave the node in batches, so the last calls may take a moment to appear. */
async function recordsOf(graphql: GraphqlClient, applicationId: string, callsExpected: number): Promise<Row[]> {
  const query = `query ($filter: InvocationFilter) { invocations(filter: $filter, first: 50) { nodes {
    application { name } keyId agentName agentVersion server { name } item { name } requestedName method startedAt latencyMs outcome reason } } }`;
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { invocations } = await graphql<{ invocations: { nodes: Row[] } }>(query, { filter: { applicationId } });
    const calls = invocations.nodes.filter(({ method }) => method === 'tools/call');
    if (calls.length >= callsExpected || Date.now() > deadline) return calls.toReversed();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function cells(row: Row): string[] {
  return [
    row.application?.name ?? '-',
    row.keyId ?? '-',
    `${row.agentName ?? '-'} ${row.agentVersion ?? ''}`.trim(),
    row.server?.name ?? '-',
    row.item?.name ?? row.requestedName ?? '-',
    row.startedAt,
    row.latencyMs.toFixed(1),
    `${row.outcome}${row.reason === null ? '' : ` (${row.reason})`}`,
  ];
}

async function told<T extends object>(
  say: Narrator,
  graphql: GraphqlClient,
  name: string,
  input: object,
  ok: string,
  summarise: (payload: T & { configVersion: string }) => string = (payload) => JSON.stringify(payload),
): Promise<T & { configVersion: string }> {
  say.sent(`${name}(${JSON.stringify(input)})`);
  const payload = await mutate<T>(graphql, name, input, ok);
  say.got(summarise(payload));
  return payload;
}

function need(items: readonly Found[], name: string): Found {
  const item = items.find((candidate) => candidate.name === name && candidate.type === 'TOOL');
  if (item === undefined) throw new Error(`the demo's server offers no tool "${name}"; was another version of it installed?`);
  return item;
}
