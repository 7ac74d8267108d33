import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations, type Migration } from '../../../control-plane/database/migrate.ts';
import { packageRoot } from '../../../data-plane/lib/package-root.ts';
import { emptyDatabase } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/test-node.ts';

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let sql: Sql;
let url: string;
beforeEach(async () => {
  const made = await emptyDatabase();
  url = made.url;
  sql = postgres(url, { max: 2, onnotice: () => {} });
  const opened = sql;
  ends.push(made.drop, () => opened.end());
});

const migration = (name: string, text: string): Migration => ({ name, sql: text, checksum: `sum of ${text}` });

describe('migrations', () => {
  it('are applied in order, once', async () => {
    const files = [migration('0001_a.sql', 'CREATE TABLE a (x int)'), migration('0002_b.sql', 'ALTER TABLE a ADD COLUMN y int')];
    expect(await migrate(sql, files)).toEqual(['0001_a.sql', '0002_b.sql']);
    expect(await migrate(sql, files)).toEqual([]);
    expect(await sql`SELECT x, y FROM a`).toEqual([]);
  });

  it('are applied by one process while others that start with it wait', async () => {
    const files = [migration('0001_a.sql', 'CREATE TABLE a (x int); SELECT pg_sleep(0.2)')];
    const others = Array.from({ length: 3 }, () => postgres(url, { max: 1, onnotice: () => {} }));
    const applied = await Promise.all(others.map((each) => migrate(each, files)));
    expect(applied.flat()).toEqual(['0001_a.sql']);
    await Promise.all(others.map((each) => each.end()));
  });

  it('stop the start by name when an applied one was changed', async () => {
    await migrate(sql, [migration('0001_a.sql', 'CREATE TABLE a (x int)')]);
    await expect(migrate(sql, [migration('0001_a.sql', 'CREATE TABLE a (x bigint)')])).rejects.toThrow(
      /0001_a\.sql was changed after .* add a new one instead/,
    );
  });

  it('leave nothing behind when one fails, and keep those before it', async () => {
    const bad = [migration('0001_a.sql', 'CREATE TABLE a (x int)'), migration('0002_b.sql', 'CREATE TABLE b (y int); SELECT nonsense')];
    await expect(migrate(sql, bad)).rejects.toThrow(/0002_b\.sql failed: .*nonsense/);
    expect(await sql`SELECT to_regclass('a')::text AS a, to_regclass('b')::text AS b`).toEqual([{ a: 'a', b: null }]);
    expect(await migrate(sql, [bad[0] as Migration, migration('0002_b.sql', 'CREATE TABLE b (y int)')])).toEqual(['0002_b.sql']);
  });

  it('of this version apply to an empty database', async () => {
    const files = readMigrations(join(packageRoot(), 'schema/migrations'));
    expect(await migrate(sql, files)).toHaveLength(files.length);
  });

  it('must be named NNNN_what_it_does.sql, each with a number of its own', () => {
    const folder = temporaryFolder();
    ends.push(folder.remove);
    const write = (at: string, names: string[]): string => {
      mkdirSync(join(folder.path, at));
      for (const name of names) writeFileSync(join(folder.path, at, name), '');
      return join(folder.path, at);
    };
    expect(() => readMigrations(write('odd', ['first.sql']))).toThrow('NNNN_what_it_does.sql');
    expect(() => readMigrations(write('twice', ['0001_a.sql', '0001_b.sql']))).toThrow('number 0001 already');
  });
});
