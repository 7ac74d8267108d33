import { openVault } from '../../control-plane/secrets/vault.ts';
import { newToken } from '../../control-plane/secrets/tokens.ts';
import { startStreamServer, type StreamServer, type StreamServerOptions } from '../../control-plane/stream/server.ts';
import type { Database } from '../../control-plane/database/open-database.ts';
import { silentLog } from '../../data-plane/lib/log.ts';

/** The join token of every server that `startTestStream` starts. */
export const TEST_JOIN_TOKEN = newToken('pcj').token;
/** The vault of every server that `startTestStream` starts. */
export const TEST_VAULT = openVault([Buffer.alloc(32, 7)]);

/** The gRPC side of a control plane on a free port of loopback. */
export function startTestStream(database: Database, options: Partial<StreamServerOptions> = {}): Promise<StreamServer> {
  return startStreamServer({
    database,
    vault: TEST_VAULT,
    address: '127.0.0.1:0',
    tls: null,
    log: silentLog,
    joinTokens: [TEST_JOIN_TOKEN],
    ...options,
  });
}
