import { readDataPlaneEnv } from '../../data-plane/env.ts';
import { startDataPlane } from '../../data-plane/main.ts';
import { untilStopped } from './until-stopped.ts';

/** `portcullis data-plane`: one node until a signal. */
export async function runDataPlane(): Promise<void> {
  const dataPlane = await startDataPlane({ env: readDataPlaneEnv(process.env) });
  process.stdout.write(`portcullis node: MCP ${dataPlane.mcpUrl}, health ${dataPlane.adminUrl}\n`);
  await untilStopped(() => dataPlane.stop());
}
