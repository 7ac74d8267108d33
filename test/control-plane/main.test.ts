import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { readControlPlaneEnv } from '../../control-plane/env.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/main.ts';
import { hashToken } from '../../control-plane/secrets/tokens.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { payloadOf } from '../support/graphql-server.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { until } from '../support/until.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-main-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MASTER_KEY = Buffer.alloc(32, 5).toString('base64');
const start = (databaseUrl: string, extra: Record<string, string> = {}, log = recordedLog()): Promise<ControlPlane> =>
  startControlPlane({
    env: readControlPlaneEnv({
      DATABASE_URL: databaseUrl,
      PORTCULLIS_DATA: folder,
      PORTCULLIS_MASTER_KEY: MASTER_KEY,
      PORTCULLIS_HTTP_PORT: '0',
      PORTCULLIS_GRPC_PORT: '0',
      ...extra,
    }),
    log,
  });

describe('starting a control plane', () => {
  it('makes the tables and the first administrator, whose token it shows once', async () => {
    const database = await emptyDatabase();
    const log = recordedLog();
    try {
      const first = await start(database.url, {}, log);
      expect(first.adminToken).toMatch(/^pca_[A-Za-z0-9_-]{43}$/);
      expect(first.joinToken).toMatch(/^pcj_/);
      expect(await graphqlClient(first.graphqlUrl, first.adminToken as string)('{ me { role } }')).toEqual({ me: { role: 'ADMIN' } });
      expect((await fetch(first.consoleUrl)).status).toBe(200);
      const ready = await fetch(new URL('/readyz', first.graphqlUrl));
      expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', problems: {} }]);
      await first.stop();
      const second = await start(database.url, {}, log);
      expect(second.adminToken).toBeNull();
      expect(await graphqlClient(second.graphqlUrl, first.adminToken as string)('{ me { role } }')).toEqual({ me: { role: 'ADMIN' } });
      await second.stop();
      for (const secret of [first.adminToken as string, first.joinToken, second.joinToken, MASTER_KEY])
        expect(log.text()).not.toContain(secret);
    } finally {
      await database.drop();
    }
  });

  it('takes the first tokens from the environment, for set-ups that run by themselves', async () => {
    const database = await emptyDatabase();
    const admin = `pca_${'A'.repeat(43)}`;
    const join_ = `pcj_${'B'.repeat(43)}`;
    try {
      const plane = await start(database.url, { PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: admin, PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: join_ });
      expect([plane.adminToken, plane.joinToken]).toEqual([admin, join_]);
      expect(await graphqlClient(plane.graphqlUrl, admin)('{ me { role } }')).toEqual({ me: { role: 'ADMIN' } });
      await plane.stop();
      const sql = postgres(database.url, { max: 1 });
      const rows = await sql`SELECT hash FROM join_tokens WHERE hash = ${hashToken(join_)}`;
      await sql.end();
      expect(rows).toHaveLength(1);
    } finally {
      await database.drop();
    }
  });

  it('names cause and remedy when there is no database, or not for this user, or of that name', async () => {
    const closed = await freePort();
    await expect(start(`postgres://u:s3cret@127.0.0.1:${closed}/x`)).rejects.toThrow(/127\.0\.0\.1:.*ECONNREFUSED.*check that it runs/);
    await expect(start(`postgres://u:s3cret@127.0.0.1:${closed}/x`)).rejects.not.toThrow('s3cret');
    const database = await emptyDatabase();
    try {
      const wrong = new URL(database.url);
      wrong.password = 'not-it';
      await expect(start(wrong.href)).rejects.toThrow(/refused the user or password/);
      const unknown = new URL(database.url);
      unknown.pathname = '/no_such_database';
      await expect(start(unknown.href)).rejects.toThrow(/create the database/);
    } finally {
      await database.drop();
    }
  });

  it('keeps the first token for the start that can show it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const database = await emptyDatabase();
    try {
      const port = String((taken.address() as { port: number }).port);
      await expect(start(database.url, { PORTCULLIS_HTTP_PORT: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await expect(start(database.url, { PORTCULLIS_GRPC_PORT: port })).rejects.toThrow('PORTCULLIS_GRPC_PORT');
      const plane = await start(database.url);
      expect(plane.adminToken).toMatch(/^pca_/);
      await plane.stop();
    } finally {
      await new Promise((resolve) => taken.close(resolve));
      await database.drop();
    }
  });

  it('says which port is taken and leaves nothing running', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const database = await emptyDatabase();
    try {
      const { port } = taken.address() as { port: number };
      await expect(start(database.url, { PORTCULLIS_HTTP_PORT: String(port) })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
      const sql = postgres(database.url, { max: 1 });
      await until(
        async () =>
          (
            await sql`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'portcullis'`
          )[0]?.['n'] === 0,
        'every connection is closed',
      );
      await sql.end();
    } finally {
      await new Promise((resolve) => taken.close(resolve));
      await database.drop();
    }
  });
});

describe('a control plane whose database goes away', () => {
  it('stays up, fails changes clearly with 503, is not ready, and goes on when it is back', async () => {
    const database = await emptyDatabase();
    const proxy = await startProxy(Number(new URL(database.url).port));
    const through = new URL(database.url);
    through.port = String(proxy.port);
    const plane = await start(through.href);
    const ask = async (query: string): Promise<{ status: number; code: string | undefined; text: string }> => {
      const response = await fetch(plane.graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${plane.adminToken}` },
        body: JSON.stringify({ query }),
      });
      const text = await response.text();
      return { status: response.status, code: JSON.parse(text).errors?.[0]?.extensions?.code, text };
    };
    try {
      expect((await ask('{ projects { totalCount } }')).status).toBe(200);
      proxy.cut();
      await until(
        async () => (await ask('mutation { createProject(input: { name: "lost" }) { __typename } }')).code === 'SERVICE_UNAVAILABLE',
        'changes fail as unavailable',
        60_000,
      );
      const refused = await ask('mutation { createProject(input: { name: "lost" }) { __typename } }');
      expect(refused).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
      expect(refused.text).toContain('database');
      expect(refused.text).not.toMatch(/postgres:\/\/|ECONN|node_modules/);
      const ready = await fetch(new URL('/readyz', plane.graphqlUrl));
      expect(ready.status).toBe(503);
      expect(((await ready.json()) as any).problems).toHaveProperty('database');
      expect((await fetch(new URL('/healthz', plane.graphqlUrl))).status).toBe(200);
      proxy.mend();
      const admin = graphqlClient(plane.graphqlUrl, plane.adminToken as string);
      await until(
        async () => (await payloadOf(admin, 'createProject', { name: 'found' }).catch(() => null))?.__typename === 'CreateProjectOk',
        'changes work again',
        60_000,
      );
      expect(await admin('{ lost: project(name: "lost") { id } }')).toEqual({ lost: null });
    } finally {
      proxy.mend();
      await plane.stop();
      await proxy.stop();
      await database.drop();
    }
  });
});

it('the master key of the data folder is made once and kept to its owner', async () => {
  const own = mkdtempSync(join(tmpdir(), 'portcullis-key-'));
  try {
    const env = readControlPlaneEnv({ PORTCULLIS_DATA: own });
    const [first] = env.masterKeys();
    expect(readControlPlaneEnv({ PORTCULLIS_DATA: own }).masterKeys()).toEqual([first]);
    expect(Buffer.from(readFileSync(join(own, 'master.key'), 'utf8'), 'base64')).toEqual(first);
  } finally {
    rmSync(own, { recursive: true });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A way to the database that can be cut. */
async function startProxy(target: number): Promise<{ port: number; cut(): void; mend(): void; stop(): Promise<void> }> {
  const { connect } = await import('node:net');
  const open = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
