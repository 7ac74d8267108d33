import { isRecord } from '../../lib/mcp.ts';
import { invalidParams } from '../errors.ts';
import { tellLevel } from '../tell-level.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';

/** Answers a ping: it asks whether the gateway is there. */
export function ping(exchange: Exchange): void {
  exchange.succeed('{}');
}

/** Takes note of a notification that needs nothing done. */
export function acknowledge(exchange: Exchange): void {
  exchange.acknowledge(202);
}

/** The least severity of log messages wanted, for every server of the session that logs. */
export async function setLevel(exchange: Exchange, node: ProxyNode): Promise<void> {
  const level = exchange.params?.['level'];
  if (typeof level !== 'string' || !LEVELS.has(level))
    return exchange.refuse(invalidParams(`level must be one of ${[...LEVELS].join(', ')}`));
  const session = exchange.session as NonNullable<Exchange['session']>;
  session.logLevel = level;
  const told = [...session.upstreams.values()].filter(({ facts }) => facts.era === 'legacy' && isRecord(facts.capabilities['logging']));
  await Promise.race([
    Promise.all(told.map((upstream) => tellLevel(upstream, level, node).catch(() => undefined))),
    new Promise((resolve) => setTimeout(resolve, node.settings.fanOutTimeoutMs).unref()),
  ]);
  exchange.succeed('{}');
}

/** Ends the session: its upstream sessions are closed, its streams cut, and its id is good nowhere any more. */
export function endSession(exchange: Exchange, node: ProxyNode): void {
  const session = exchange.session as NonNullable<Exchange['session']>;
  node.sessions.end(session);
  node.bus.tellAll('ended', { session: session.claims.key });
  exchange.acknowledge(200);
}

/** RFC 5424 severities as MCP names them. */
const LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']);
