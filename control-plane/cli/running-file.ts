import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a standalone installation of this data folder answers. Holds no secret. */
export interface Running {
  readonly pid: number;
  readonly graphqlUrl: string;
  readonly mcpUrl: string;
}

/** Says that an installation runs, for commands started beside it. */
export function writeRunning(dataFolder: string, running: Running): void {
  writeFileSync(pathIn(dataFolder), `${JSON.stringify(running)}\n`, { mode: 0o600 });
}

/** Takes that back. */
export function clearRunning(dataFolder: string): void {
  rmSync(pathIn(dataFolder), { force: true });
}

/** The installation that runs on this data folder; null when none does. */
export function readRunning(dataFolder: string): Running | null {
  try {
    const running = JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')) as Running;
    process.kill(running.pid, 0);
    return running;
  } catch {
    return null;
  }
}

function pathIn(dataFolder: string): string {
  return join(dataFolder, 'running.json');
}
