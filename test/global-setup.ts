/**
 * What all test files of a run share, started when the first of them asks: one PostgreSQL server with a migrated
 * template database, and one Redis. A file asks over HTTP (support/shared.ts), because it runs in a process of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../control-plane/database/embedded.ts';
import { migrate, readMigrations } from '../control-plane/database/migrate.ts';
import { packageRoot } from '../data-plane/lib/package-root.ts';
import { silentLog } from '../data-plane/lib/log.ts';
import { startRedis } from './support/redis-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    sharedUrl: string;
  }
}

/** Starts listening for what files ask for. Returns: what stops everything that was started. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  const started = new Map<string, Promise<string>>();
  const starters: Readonly<Record<string, () => Promise<string>>> = {
    '/postgres': () => startPostgres(stops),
    '/redis': () => startSharedRedis(stops),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const starter = starters[path];
    if (starter === undefined) return void response.writeHead(404).end();
    const url = started.get(path) ?? starter();
    started.set(path, url);
    url.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
    return undefined;
  });
  project.provide('sharedUrl', await listen(server));
  return async () => {
    await Promise.allSettled(started.values());
    for (const stop of stops.reverse()) await stop();
    server.closeAllConnections();
    server.close();
  };
}

async function startPostgres(stops: (() => Promise<void>)[]): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  stops.push(() => Promise.resolve(rmSync(dataFolder, { recursive: true, force: true })));
  const server = await startEmbeddedPostgres({ dataFolder, log: silentLog, isDurable: false, maxConnections: 300 });
  stops.push(() => server.stop());
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql.unsafe('CREATE DATABASE portcullis_template');
  await sql.end();
  const template = postgres(server.url.replace(/\/postgres$/, '/portcullis_template'), { max: 1, onnotice: () => {} });
  await migrate(template, readMigrations(join(packageRoot(), 'schema/migrations')));
  await template.end();
  return server.url;
}

async function startSharedRedis(stops: (() => Promise<void>)[]): Promise<string> {
  const redis = await startRedis();
  stops.push(redis.stop);
  process.stdout.write(`test: Redis is ${redis.which}\n`);
  return JSON.stringify({ url: redis.url, isReal: redis.isReal });
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    });
  });
}
