import type { Caller } from '../../auth/index.ts';
import { isLegacyVersion, isRecord, LEGACY_VERSIONS, META_CLIENT_CAPABILITIES, META_CLIENT_INFO, metaOf } from '../../lib/mcp.ts';
import { newClaims, sessionBinding, type SessionPrincipal } from '../../sessions/session.ts';
import { methodNotAllowed, sessionMissing, sessionUnknown, unsupportedVersion } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { Stage } from '../pipeline.ts';

/**
 * Stage 3, second half: the session, bound to caller and endpoint; never a proof of who calls.
 *
 * A modern request has none; it gets the implicit session of its principal, for upstreams that want one.
 */
export const resolveSession: Stage = {
  name: 'resolve-session',
  run(exchange, node) {
    const { arrival, snapshot, method } = exchange;
    const caller = exchange.caller as Caller;
    if (exchange.modern) {
      if (exchange.envelope === null) return exchange.refuse(methodNotAllowed());
      const meta = metaOf(exchange.params);
      const capabilities = meta?.[META_CLIENT_CAPABILITIES];
      const declared = isRecord(capabilities) ? JSON.stringify(capabilities) : '{}';
      const binding = `${sessionBinding(caller.application.id, caller.subject, arrival.path)}\n${declared.length > 4096 ? declared.slice(0, 4096) : declared}`;
      const session = node.sessions.principal(binding, () =>
        newClaims(exchange.protocolVersion, meta?.[META_CLIENT_INFO], capabilities, node.nowMs()),
      );
      session.principal = principalOf(exchange);
      exchange.session = session;
      return;
    }
    const header = arrival.headers['mcp-protocol-version'];
    if (typeof header === 'string' && !isLegacyVersion(header)) return exchange.refuse(unsupportedVersion(header, LEGACY_VERSIONS, false));
    if (!method.session) return;
    const id = arrival.headers['mcp-session-id'];
    if (typeof id !== 'string' || id === '') return exchange.refuse(exchange.envelope === null ? methodNotAllowed() : sessionMissing());
    const found = node.sessions.find(snapshot, sessionBinding(caller.application.id, caller.subject, arrival.path), id);
    if (found instanceof Promise) return found.then((session) => adopt(exchange, session));
    adopt(exchange, found);
  },
};

/** Whose request it is; made anew only where the caller is another object than before, as after a change of config. */
function principalOf(exchange: Exchange): SessionPrincipal {
  const { arrival, session } = exchange;
  const caller = exchange.caller as Caller;
  const known = session?.principal ?? null;
  if (
    known !== null &&
    known.caller.application === caller.application &&
    known.caller.keyId === caller.keyId &&
    known.caller.readOnly === caller.readOnly
  )
    return known;
  return { caller, registryName: arrival.registryName, serverName: arrival.serverName };
}

function adopt(exchange: Exchange, session: Exchange['session']): void {
  if (session === null) return exchange.refuse(sessionUnknown());
  exchange.session = session;
  exchange.protocolVersion = session.claims.protocolVersion;
  session.principal = principalOf(exchange);
}
