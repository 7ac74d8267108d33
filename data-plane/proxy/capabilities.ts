import type { Caller } from '../auth/index.ts';
import type { Registry, Server } from '../config/snapshot.ts';
import { inspectResponse } from '../guardrails/index.ts';
import { isRecord } from '../lib/mcp.ts';
import type { ServerFacts } from '../upstream/channel.ts';
import type { Exchange } from './exchange.ts';
import type { ProxyNode } from './node.ts';
import { reachedServers } from './reach.ts';
import { credentialFor } from './stages/obtain-credential.ts';
import { openUpstream } from './stages/call-upstream.ts';

/** What an endpoint offers a caller. */
export interface Offer {
  readonly capabilities: Record<string, unknown>;
  /** Of all servers, each under its name on the aggregated endpoint; null where none has any. */
  readonly instructions: string | null;
}

/**
 * What the servers behind an endpoint are known to offer this caller.
 *
 * Lists come from approved definitions. What only the server can say (subscriptions, completions, logging) is asked once
 * a server, all servers at the same time under one deadline; one that does not answer costs nothing but that.
 */
export async function offer(exchange: Exchange, node: ProxyNode): Promise<Offer> {
  const servers = reachedServers(exchange.registry as Registry, exchange.server, exchange.grants);
  const unknown = servers.filter((server) => node.upstreams.facts(server) === null && !node.upstreams.failing.has(server.id));
  if (unknown.length > 0) await learn(exchange, node, unknown.slice(0, MAX_ASKED));
  const capabilities: Record<string, unknown> = {};
  const has = (type: string): boolean =>
    servers.some((server) => server.items.some((item) => item.type === type && item.state === 'enabled'));
  const facts = servers.map((server) => node.upstreams.facts(server)).filter((known): known is ServerFacts => known !== null);
  const declares = (name: string): boolean => facts.some((known) => isRecord(known.capabilities[name]));
  if (has('tool') || declares('tools')) capabilities['tools'] = { listChanged: true };
  if (has('prompt') || declares('prompts')) capabilities['prompts'] = { listChanged: true };
  if (has('resource') || has('resource_template') || declares('resources')) {
    const subscribe = facts.some(({ capabilities: known }) => isRecord(known['resources']) && known['resources']['subscribe'] === true);
    capabilities['resources'] = subscribe ? { subscribe: true, listChanged: true } : { listChanged: true };
  }
  if (declares('logging')) capabilities['logging'] = {};
  if (declares('completions')) capabilities['completions'] = {};
  return { capabilities, instructions: composed(exchange, servers) };
}

async function learn(exchange: Exchange, node: ProxyNode, servers: readonly Server[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, node.settings.fanOutTimeoutMs);
  });
  await Promise.race([deadline, Promise.all(servers.map((server) => ask(exchange, node, server)))]);
  clearTimeout(timer);
}

async function ask(exchange: Exchange, node: ProxyNode, server: Server): Promise<void> {
  try {
    const credential = await credentialFor(exchange, node, server);
    if (credential.kind === 'headers') await openUpstream(exchange, node, server, credential);
  } catch (error) {
    node.log.info(
      { server: server.name, error: error instanceof Error ? error.message : String(error) },
      'a server could not be asked what it offers',
    );
  }
}

/** Instructions as approved, judged like any definition; each names its server where there are several. */
function composed(exchange: Exchange, servers: readonly Server[]): string | null {
  const parts: string[] = [];
  for (const server of servers) {
    if (server.instructions === null || server.instructions === '') continue;
    const verdict = inspectResponse((exchange.registry as Registry).policy, {
      server: server.name,
      tool: null,
      applicationId: (exchange.caller as Caller).application.id,
      kind: 'definition',
      value: { instructions: server.instructions },
    });
    exchange.judged(verdict);
    if (verdict.action === 'block' || !isRecord(verdict.value)) continue;
    const text = String(verdict.value['instructions']);
    parts.push(
      exchange.aggregated
        ? `## ${server.name}\nWhat the server "${server.name}" says of its tools (named ${server.name}__…):\n${text}`
        : text,
    );
  }
  return parts.length === 0 ? null : parts.join('\n\n').slice(0, MAX_INSTRUCTIONS);
}

const MAX_ASKED = 64;
const MAX_INSTRUCTIONS = 64 * 1024;
