import { META_SERVER_INFO, MODERN_VERSIONS } from '../../lib/mcp.ts';
import { offer } from '../capabilities.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';

/**
 * What the endpoint offers this caller, in one answer (2026-07-28, server/discover).
 *
 * Private and not to be kept: it depends on the caller's grants, and a change of them must be seen at once.
 */
export async function discover(exchange: Exchange, node: ProxyNode): Promise<void> {
  const { capabilities, instructions } = await offer(exchange, node);
  const { logging: _, ...modern } = capabilities;
  exchange.succeed(
    JSON.stringify({
      resultType: 'complete',
      supportedVersions: MODERN_VERSIONS,
      capabilities: modern,
      ...(instructions === null ? {} : { instructions }),
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { [META_SERVER_INFO]: node.identity },
    }),
  );
}
