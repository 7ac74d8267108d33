import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { graphqlClient, type GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { startPortcullis, type PortcullisProcess } from '../support/processes.ts';

/** A gateway under measurement: a control plane and a node, each a process of its own. */
export interface BenchGateway {
  readonly graphql: GraphqlClient;
  readonly mcpUrl: string;
  readonly node: PortcullisProcess;
  readonly controlPlane: PortcullisProcess;
  stop(): Promise<void>;
}

/** Starts both on free ports with the embedded database and no Redis. */
export async function startBenchGateway(nodeEnv: Readonly<Record<string, string>> = {}): Promise<BenchGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const adminToken = `pca_${randomBytes(32).toString('base64url')}`;
  const joinToken = `pcj_${randomBytes(32).toString('base64url')}`;
  const controlPlane = startPortcullis(['control-plane'], {
    PORTCULLIS_DATA: join(folder, 'control-plane'),
    PORTCULLIS_HTTP_PORT: '0',
    PORTCULLIS_GRPC_PORT: '0',
    PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: adminToken,
    PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: joinToken,
    PORTCULLIS_LOG_LEVEL: 'warn',
  });
  const [, graphqlUrl = '', grpcAddress = ''] = await controlPlane.line(/GraphQL (\S+), config stream (\S+)/);
  const node = startPortcullis(['data-plane'], {
    PORTCULLIS_DATA: join(folder, 'node'),
    PORTCULLIS_CONTROL_PLANE: grpcAddress,
    PORTCULLIS_JOIN_TOKEN: joinToken,
    PORTCULLIS_MCP_PORT: '0',
    PORTCULLIS_ADMIN_PORT: '0',
    PORTCULLIS_LOG_LEVEL: 'warn',
    ...nodeEnv,
  });
  const [, mcpUrl = ''] = await node.line(/MCP (\S+),/);
  return {
    graphql: graphqlClient(graphqlUrl, adminToken),
    mcpUrl,
    node,
    controlPlane,
    stop: async () => {
      await node.stop();
      await controlPlane.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
