import { readDataPlaneEnv } from '../../data-plane/env.ts';
import { startDataPlane } from '../../data-plane/main.ts';
import { readControlPlaneEnv } from '../env.ts';
import { startControlPlane } from '../main.ts';
import { dataFolderOf } from './local-master-key.ts';
import { clearRunning, writeRunning } from './running-file.ts';
import { untilStopped } from './until-stopped.ts';

/** Both planes in one process, over real gRPC on loopback. */
export interface Standalone {
  readonly graphqlUrl: string;
  readonly consoleUrl: string;
  /** Up to and including `/mcp`. */
  readonly mcpUrl: string;
  readonly adminUrl: string;
  /** Only on the very first start of a database. */
  readonly adminToken: string | null;
  stop(): Promise<void>;
}

/**
 * Starts both planes with the given environment.
 *
 * `onToken` gets the first administrator's token where it was made and the node then could not start: nobody else will show it.
 * Throws: BadEnvironment, EnvironmentUnusable, before anything is started; Error when something cannot start, with nothing left running.
 */
export async function startStandalone(
  env: NodeJS.ProcessEnv,
  onToken: (adminToken: string) => void = () => undefined,
): Promise<Standalone> {
  const dataFolder = dataFolderOf(env);
  readDataPlaneEnv({ ...env, PORTCULLIS_DATA: dataFolder });
  const controlPlane = await startControlPlane({ env: readControlPlaneEnv({ ...env, PORTCULLIS_DATA: dataFolder }) });
  try {
    const dataPlane = await startDataPlane({
      env: readDataPlaneEnv({
        ...env,
        PORTCULLIS_DATA: dataFolder,
        PORTCULLIS_CONTROL_PLANE: controlPlane.grpcAddress,
        PORTCULLIS_JOIN_TOKEN: controlPlane.joinToken,
      }),
    });
    return {
      graphqlUrl: controlPlane.graphqlUrl,
      consoleUrl: controlPlane.consoleUrl,
      mcpUrl: dataPlane.mcpUrl,
      adminUrl: dataPlane.adminUrl,
      adminToken: controlPlane.adminToken,
      stop: async () => {
        await dataPlane.stop();
        await controlPlane.stop();
      },
    };
  } catch (failure) {
    await controlPlane.stop();
    if (controlPlane.adminToken !== null) onToken(controlPlane.adminToken);
    throw failure;
  }
}

/** `portcullis standalone`: runs until a signal, and says in ten lines what to do next. */
export async function runStandalone(): Promise<void> {
  const dataFolder = dataFolderOf(process.env);
  process.stdout.write('portcullis: starting the database and both planes\n');
  const standalone = await startStandalone(process.env, (adminToken) => {
    if (adminToken !== process.env['PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN'])
      process.stdout.write(`Admin token ${adminToken} (shown this once; keep it)\n`);
  });
  writeRunning(dataFolder, { pid: process.pid, graphqlUrl: standalone.graphqlUrl, mcpUrl: standalone.mcpUrl });
  process.stdout.write(`${nextSteps(standalone, dataFolder).join('\n')}\n`);
  await untilStopped(async () => {
    clearRunning(dataFolder);
    await standalone.stop();
  });
}

function nextSteps({ graphqlUrl, consoleUrl, mcpUrl, adminUrl, adminToken }: Standalone, dataFolder: string): string[] {
  const token =
    adminToken === null || process.env['PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN'] === adminToken
      ? '  Admin token   shown on the first start; "npx portcullis admin-token" makes a short-lived one'
      : `  Admin token   ${adminToken}   (shown this once; keep it)`;
  return [
    '',
    'Portcullis is up.',
    `  GraphQL       ${graphqlUrl}`,
    `  Console       ${consoleUrl}`,
    `  MCP           ${mcpUrl}/{registry} for agents, with an application key as bearer token`,
    `  Health        ${adminUrl}/readyz and /metrics`,
    token,
    `  Data          ${dataFolder} (database, master key, spool; back up master.key)`,
    '  Next          npm run demo, in a second terminal: a real tool called through the gateway, step by step',
    '  Stop          Ctrl-C',
  ];
}
