import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfigClient, type ConfigClient, type ConfigClientOptions } from '../../data-plane/config/client.ts';
import { createControlPlaneLink, type ControlPlaneLink } from '../../data-plane/config/link.ts';
import { nodeIdentity } from '../../data-plane/config/node-folder.ts';
import { createConfigStore } from '../../data-plane/config/store.ts';
import { silentLog, type Log } from '../../data-plane/lib/log.ts';
import { TEST_JOIN_TOKEN } from './control-plane.ts';

/** The config side of a node, with a data folder of its own. */
export interface TestNode {
  readonly client: ConfigClient;
  readonly link: ControlPlaneLink;
  readonly folder: string;
  stop(): Promise<void>;
}

/** A temporary folder. `remove` takes it away. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts one; the caller gives the folder, so that it can be started there again. */
export async function startTestNode(options: {
  readonly addresses: readonly string[];
  readonly folder: string;
  readonly log?: Log;
  readonly joinToken?: string;
  readonly client?: Partial<ConfigClientOptions>;
}): Promise<TestNode> {
  const { addresses, folder, log = silentLog } = options;
  const { nodeId, diskKey } = nodeIdentity(folder);
  const link = createControlPlaneLink({ addresses, joinToken: options.joinToken ?? TEST_JOIN_TOKEN, tls: null });
  const client = createConfigClient({
    link,
    store: createConfigStore({ folder, key: diskKey, log }),
    log,
    nodeId,
    name: 'test node',
    software: '0.0.0',
    address: () => 'http://127.0.0.1:8080/mcp',
    load: () => ({ inFlight: 0, spooledRecords: 0 }),
    firstRetryMs: 20,
    retryCeilingMs: 100,
    ...options.client,
  });
  await client.start();
  return {
    client,
    link,
    folder,
    async stop() {
      await client.stop();
      link.close();
    },
  };
}
