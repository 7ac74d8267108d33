/**
 * Makes control-plane/graphql/generated/schema.ts: the SDL's types and the shape of its resolvers.
 *
 * What a type is behind the resolvers is said in control-plane/graphql/models.ts: `export type ProjectModel = …` stands
 * for `Project`, `export type ProjectPage = …` for `ProjectConnection`. Enum values are lower case inside.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const HEADER = '/* eslint-disable */\n// Made by `npm run codegen` from schema/graphql. Not edited by hand.\n';

/** Writes the file under `root`. Throws when the SDL is not valid. */
export async function generateGraphql(root) {
  // The tools' own graphql: two copies in one process refuse each other's objects.
  const require = createRequire(import.meta.url);
  const { codegen } = require('@graphql-codegen/core');
  const { parse, buildASTSchema, isEnumType } = require('graphql');
  const folder = join(root, 'schema/graphql');
  const sdl = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const document = parse(sdl, { noLocation: false });
  const schema = buildASTSchema(document);
  const enumValues = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || type.name.startsWith('__')) continue;
    enumValues[type.name] = Object.fromEntries(type.getValues().map(({ name }) => [name, name.toLowerCase()]));
  }
  const models = readFileSync(join(root, 'control-plane/graphql/models.ts'), 'utf8');
  const mappers = {};
  for (const [, name, kind] of models.matchAll(/^export (?:type|interface) (\w+?)(Model|Page)\b/gm)) {
    mappers[kind === 'Page' ? `${name}Connection` : name] = `../models.ts#${name}${kind}`;
  }
  const unknown = Object.keys(mappers).filter((name) => schema.getType(name) === undefined);
  if (unknown.length > 0)
    throw new Error(`codegen: control-plane/graphql/models.ts names types that are not in the SDL: ${unknown.join(', ')}`);
  const output = await codegen({
    filename: 'schema.ts',
    schema: document,
    schemaAst: schema,
    documents: [],
    config: {
      enumsAsTypes: true,
      enumValues,
      mappers,
      contextType: '../context.ts#Context',
      useTypeImports: true,
      strictScalars: true,
      scalars: { DateTime: 'Date', JSON: 'unknown', ID: 'string' },
      avoidOptionals: { field: true, object: true, inputValue: false, defaultValue: false },
      inputMaybeValue: 'T | null | undefined',
      immutableTypes: true,
      useIndexSignature: false,
      makeResolverTypeCallable: false,
      resolversNonOptionalTypename: { unionMember: true, interfaceImplementingType: true },
      disableDescriptions: true,
    },
    pluginMap: {
      typescript: require('@graphql-codegen/typescript'),
      resolvers: require('@graphql-codegen/typescript-resolvers'),
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
  });
  // The plugin writes `null` for enums whose inner values are given; they are the enum's own type.
  const typed = output.replace(/^ {2}(\w+): null;$/gm, (line, name) =>
    name in enumValues ? `  ${name}: ResolverTypeWrapper<${name}>;` : line,
  );
  const target = join(root, 'control-plane/graphql/generated');
  mkdirSync(target, { recursive: true });
  writeFileSync(
    join(target, 'schema.ts'),
    HEADER +
      typed
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trimStart(),
  );
}
