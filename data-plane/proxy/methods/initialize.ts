import type { Caller } from '../../auth/index.ts';
import { isLegacyVersion, LEGACY_VERSIONS } from '../../lib/mcp.ts';
import { newClaims, sessionBinding } from '../../sessions/session.ts';
import { offer } from '../capabilities.ts';
import { invalidParams } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';

/**
 * Opens a legacy session. The gateway answers for itself: its own identity, the version it speaks with this agent, and
 * what the servers behind the endpoint are known to offer.
 *
 * Source: MCP 2025-11-25, lifecycle, "Initialization" (the version asked for, else our newest).
 */
export async function initialize(exchange: Exchange, node: ProxyNode): Promise<void> {
  const { params } = exchange;
  const asked = params?.['protocolVersion'];
  if (typeof asked !== 'string') return exchange.refuse(invalidParams('protocolVersion must be a string'));
  const protocolVersion = isLegacyVersion(asked) ? asked : LEGACY_VERSIONS[0];
  const caller = exchange.caller as Caller;
  const binding = sessionBinding(caller.application.id, caller.subject, exchange.arrival.path);
  const claims = newClaims(protocolVersion, params?.['clientInfo'], params?.['capabilities'], node.nowMs());
  const session = node.sessions.create(exchange.snapshot, binding, claims);
  session.principal = { caller, registryName: exchange.arrival.registryName, serverName: exchange.arrival.serverName };
  exchange.session = session;
  exchange.protocolVersion = protocolVersion;
  const { capabilities, instructions } = await offer(exchange, node);
  const result: Record<string, unknown> = { protocolVersion, capabilities, serverInfo: node.identity };
  if (instructions !== null) result['instructions'] = instructions;
  exchange.succeed(JSON.stringify(result), { 'mcp-session-id': session.id });
}
