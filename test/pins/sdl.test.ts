import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../control-plane/graphql/schema.ts';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

const schema = buildSchema(readSdl());
const types = Object.values(schema.getTypeMap()).filter(
  ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
);

/**
 * The SDL as scripts know it, without descriptions, types in order of name. What is there stays; what is added is added here
 * in the same commit: PORTCULLIS_UPDATE_PINS=true and this test write it, unless that would break a script.
 */
const PIN = join(packageRoot(), 'test/pins/schema.graphql');

describe('the SDL', () => {
  const printed = `${printSchema(lexicographicSortSchema(schema)).replace(/^\s*"""[\s\S]*?"""\n/gm, '')}\n`;

  it('breaks no script that was written against it', () => {
    expect(findBreakingChanges(buildSchema(readFileSync(PIN, 'utf8')), schema)).toEqual([]);
  });

  it('is pinned whole, additions too', () => {
    if (
      process.env['PORTCULLIS_UPDATE_PINS'] === 'true' &&
      findBreakingChanges(buildSchema(readFileSync(PIN, 'utf8')), schema).length === 0
    )
      writeFileSync(PIN, printed);
    expect(readFileSync(PIN, 'utf8')).toBe(printed);
  });

  it('says of every type and field what it is', () => {
    const silent: string[] = [];
    for (const type of types) {
      if (type !== schema.getQueryType() && type !== schema.getMutationType() && type !== schema.getSubscriptionType() && !type.description)
        silent.push(type.name);
      if (isEnumType(type)) silent.push(...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`])));
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
        silent.push(...Object.values(type.getFields()).flatMap((field) => (field.description ? [] : [`${type.name}.${field.name}`])));
    }
    expect(silent).toEqual([]);
  });

  it('answers every mutation with a payload: one Ok that carries the config version, and failures that carry a sentence', () => {
    const broken: string[] = [];
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      if (field.name === 'ping') continue;
      const payload = schema.getType(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Payload`);
      if (!isUnionType(payload) || `${field.type.toString()}` !== `${payload.name}!`) {
        broken.push(field.name);
        continue;
      }
      const [ok, ...failures] = [...payload.getTypes()].sort((a, b) => Number(b.name.endsWith('Ok')) - Number(a.name.endsWith('Ok')));
      if (
        ok
          ?.getInterfaces()
          .map(({ name }) => name)
          .includes('Change') !== true
      )
        broken.push(`${field.name}: ${ok?.name}`);
      broken.push(
        ...failures
          .filter((type) => !type.getInterfaces().some(({ name }) => name === 'Failure'))
          .map(({ name }) => `${field.name}: ${name}`),
      );
    }
    expect(broken).toEqual([]);
  });

  it('gives every list as a connection', () => {
    for (const type of types.filter(({ name }) => name.endsWith('Connection'))) {
      expect(Object.keys(isObjectType(type) ? type.getFields() : {}), type.name).toEqual(
        expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']),
      );
    }
  });

  it(
    'has types in the code that are what the generator makes',
    { skip: !existsSync(join(packageRoot(), 'test/tools/codegen/node_modules')) },
    () => {
      const { status, stderr } = spawnSync(process.execPath, [join(packageRoot(), 'test/tools/codegen/run.mjs'), '--check'], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    },
  );
});
