import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintLocalToken } from '../admin-tokens/local-token.ts';
import { dataFolderOf, readLocalMasterKey } from './local-master-key.ts';
import { readRunning } from './running-file.ts';
import { startStandalone } from './standalone.ts';

/** An installation a command may use, and how to let go of it. */
export interface Installation {
  readonly graphqlUrl: string;
  /** Up to and including `/mcp`. */
  readonly mcpUrl: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** Finds the installation that runs on this machine's data folder, or starts one of its own on free ports with a throw-away database. */
export async function findInstallation(write: (line: string) => void): Promise<Installation> {
  const folder = dataFolderOf(process.env);
  const running = readRunning(folder);
  if (running !== null) {
    write(`Using the installation that runs here: ${running.graphqlUrl}`);
    const token = process.env['PORTCULLIS_ADMIN_TOKEN'] ?? mintLocalToken(readLocalMasterKey(process.env), Date.now(), 15 * 60_000);
    return { graphqlUrl: running.graphqlUrl, mcpUrl: running.mcpUrl, token, stop: () => Promise.resolve() };
  }
  write('Nothing runs here, so this starts an installation of its own on free ports, and stops it at the end.');
  const ownFolder = mkdtempSync(join(tmpdir(), 'portcullis-demo-'));
  const began = performance.now();
  const removeFolder = (): void => rmSync(ownFolder, { recursive: true, force: true });
  try {
    const standalone = await startStandalone({
      PATH: process.env['PATH'],
      PORTCULLIS_DATA: ownFolder,
      PORTCULLIS_HTTP_PORT: '0',
      PORTCULLIS_GRPC_PORT: '0',
      PORTCULLIS_MCP_PORT: '0',
      PORTCULLIS_ADMIN_PORT: '0',
      PORTCULLIS_LOG_LEVEL: 'warn',
    });
    write(`Both planes are up after ${((performance.now() - began) / 1000).toFixed(1)} s: ${standalone.graphqlUrl}, ${standalone.mcpUrl}`);
    if (standalone.adminToken === null) throw new Error('a fresh installation made no administrator token');
    return {
      graphqlUrl: standalone.graphqlUrl,
      mcpUrl: standalone.mcpUrl,
      token: standalone.adminToken,
      stop: async () => {
        await standalone.stop();
        removeFolder();
      },
    };
  } catch (failure) {
    removeFolder();
    throw failure;
  }
}
