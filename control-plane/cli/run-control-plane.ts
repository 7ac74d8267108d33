import { readControlPlaneEnv } from '../env.ts';
import { startControlPlane } from '../main.ts';
import { untilStopped } from './until-stopped.ts';

/** `portcullis control-plane`: GraphQL, console and config stream until a signal. */
export async function runControlPlane(): Promise<void> {
  const controlPlane = await startControlPlane({ env: readControlPlaneEnv(process.env) });
  process.stdout.write(`portcullis control plane: GraphQL ${controlPlane.graphqlUrl}, config stream ${controlPlane.grpcAddress}\n`);
  if (controlPlane.adminToken !== null && process.env['PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN'] === undefined)
    process.stdout.write(`Admin token ${controlPlane.adminToken} (shown this once; keep it)\n`);
  await untilStopped(() => controlPlane.stop());
}
