/** Whole installations in one process: control planes and nodes over real gRPC, on the run's Postgres and Redis. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { graphqlClient, type GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { readControlPlaneEnv } from '../../control-plane/env.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/main.ts';
import { readDataPlaneEnv } from '../../data-plane/env.ts';
import { startDataPlane, type DataPlane } from '../../data-plane/main.ts';
import { testDatabase, type TestDatabase } from './postgres.ts';
import { recordedLog, type RecordedLog } from './recorded-log.ts';
import { testRedis } from './redis.ts';
import { temporaryFolder } from './test-node.ts';
import { until } from './until.ts';

/** One that runs. */
export interface Installation {
  readonly database: TestDatabase;
  readonly redis: { readonly url: string };
  readonly controlPlanes: readonly ControlPlane[];
  readonly nodes: readonly DataPlane[];
  readonly graphql: GraphqlClient;
  readonly adminToken: string;
  readonly joinToken: string;
  readonly masterKey: string;
  /** Everything any part of it said, down to debug. */
  readonly log: RecordedLog;
  /** Data folders of nodes and control planes. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts it and waits until every node has a config. */
export async function startInstallation(
  options: { readonly controlPlanes?: number; readonly nodes?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Installation> {
  const database = await testDatabase();
  const redis = await testRedis();
  const folder = temporaryFolder();
  const log = recordedLog();
  const adminToken = `pca_${randomBytes(32).toString('base64url')}`;
  const joinToken = `pcj_${randomBytes(32).toString('base64url')}`;
  const masterKey = randomBytes(32).toString('base64');
  const controlPlanes: ControlPlane[] = [];
  const nodes: DataPlane[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    for (const controlPlane of controlPlanes) await controlPlane.stop();
    await database.drop();
    folder.remove();
  };
  try {
    for (let index = 0; index < (options.controlPlanes ?? 1); index += 1) {
      const env = readControlPlaneEnv({
        DATABASE_URL: database.url,
        PORTCULLIS_DATA: join(folder.path, `control-plane-${index}`),
        PORTCULLIS_MASTER_KEY: masterKey,
        PORTCULLIS_HTTP_PORT: '0',
        PORTCULLIS_GRPC_PORT: '0',
        PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: adminToken,
        PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: joinToken,
        ...options.env,
      });
      controlPlanes.push(await startControlPlane({ env, log }));
    }
    const count = options.nodes ?? 1;
    for (let index = 0; index < count; index += 1) {
      const controlPlane = controlPlanes[index % controlPlanes.length] as ControlPlane;
      const env = readDataPlaneEnv({
        REDIS_URL: redis.url,
        PORTCULLIS_DATA: join(folder.path, `node-${index}`),
        PORTCULLIS_CONTROL_PLANE: controlPlane.grpcAddress,
        PORTCULLIS_JOIN_TOKEN: joinToken,
        PORTCULLIS_MCP_PORT: '0',
        PORTCULLIS_ADMIN_PORT: '0',
        PORTCULLIS_NODE_NAME: `node-${index}`,
      });
      nodes.push(await startDataPlane({ env, log }));
    }
    const graphql = graphqlClient((controlPlanes[0] as ControlPlane).graphqlUrl, adminToken);
    await until(async () => {
      const { nodes: page } = await graphql<{ nodes: { nodes: { connected: boolean; appliedVersion: string | null }[] } }>(
        '{ nodes { nodes { connected appliedVersion } } }',
      );
      return page.nodes.filter(({ connected, appliedVersion }) => connected && appliedVersion !== null).length === count;
    }, 'every node has a config');
    return { database, redis, controlPlanes, nodes, graphql, adminToken, joinToken, masterKey, log, folder: folder.path, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}
