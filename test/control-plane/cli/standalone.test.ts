import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandalone } from '../../../control-plane/cli/standalone.ts';
import { emptyDatabase } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/test-node.ts';

const taken = createServer();
let port: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  port = String((taken.address() as AddressInfo).port);
});
afterAll(() => new Promise((resolve) => taken.close(resolve)));

const environment = (folder: string, DATABASE_URL: string, extra: Record<string, string>): NodeJS.ProcessEnv => ({
  DATABASE_URL,
  PORTCULLIS_DATA: folder,
  PORTCULLIS_HTTP_PORT: '0',
  PORTCULLIS_GRPC_PORT: '0',
  PORTCULLIS_MCP_PORT: '0',
  PORTCULLIS_ADMIN_PORT: '0',
  PORTCULLIS_LOG_LEVEL: 'silent',
  ...extra,
});

describe('a standalone start that fails', () => {
  it('names a bad variable of the node before it touches a database', async () => {
    const folder = temporaryFolder();
    const nobody = 'postgres://u@127.0.0.1:1/x';
    await expect(startStandalone(environment(folder.path, nobody, { PORTCULLIS_MCP_PORT: 'abc' }))).rejects.toThrow(
      'PORTCULLIS_MCP_PORT must be a whole number',
    );
    folder.remove();
  });

  it('hands over the first token when the port of the node is taken, and says how to choose another', async () => {
    const folder = temporaryFolder();
    const database = await emptyDatabase();
    const shown: string[] = [];
    try {
      const starting = startStandalone(environment(folder.path, database.url, { PORTCULLIS_MCP_PORT: port }), (token) => shown.push(token));
      await expect(starting).rejects.toThrow(/EADDRINUSE.*PORTCULLIS_MCP_PORT/);
      expect(shown).toEqual([expect.stringMatching(/^pca_/)]);
    } finally {
      await database.drop();
      folder.remove();
    }
  });
});
