import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

/**
 * Which way imports may point. A red row is an accident, or this table changes in the same commit with a reason.
 *
 * `cli/` composes processes out of both planes and is the one place of the control plane that may start a data plane.
 */
const LEAVES = ['data-plane/detectors', 'data-plane/guardrails', 'data-plane/lib'];
const ALLOWED: readonly (readonly [from: string, to: readonly string[]])[] = [
  ['control-plane/cli', ['control-plane', 'schema', 'proto', 'data-plane']],
  ['control-plane', ['control-plane', 'schema', 'proto', ...LEAVES]],
  ...LEAVES.map((leaf) => [leaf, LEAVES] as const),
  ['data-plane', ['data-plane', 'proto']],
  ['proto', ['proto']],
  ['schema', ['schema']],
];
/** The only packages the leaves may use: small and pure; undici is there for the guarded dialer, which both planes share. */
const LEAF_PACKAGES = ['ipaddr.js', 'htmlparser2', 'libphonenumber-js', 're2js', 'lru-cache', 'zod', 'undici'];
/** What the data plane must never carry. */
const NOT_IN_DATA_PLANE = ['drizzle-orm', 'postgres', '@apollo/server', 'express', 'graphql', 'oidc-provider', '@modelcontextprotocol/sdk'];

const root = packageRoot();
const files = ['control-plane', 'data-plane', 'proto', 'schema']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.ts'))
  .filter((file) => !file.includes('node_modules') && !file.startsWith('control-plane/console/'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe('import rules (which folder may import which)', () => {
  it('finds the code it judges', () => {
    expect(files.length).toBeGreaterThan(20);
    expect([...imports.values()].flat().length).toBeGreaterThan(50);
  });

  it('lets relative imports point only where the table allows', () => {
    const broken: string[] = [];
    for (const [file, targets] of imports) {
      const rule = ALLOWED.find(([from]) => file.startsWith(`${from}/`));
      for (const { target } of targets) {
        if (target === null || rule === undefined) continue;
        if (!rule[1].some((folder) => target.startsWith(`${folder}/`))) broken.push(`${file} -> ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('keeps heavy and control-plane packages out of the data plane, and all but small pure ones out of the leaves', () => {
    const broken: string[] = [];
    for (const [file, targets] of imports) {
      if (!file.startsWith('data-plane/')) continue;
      const isLeaf = LEAVES.some((leaf) => file.startsWith(`${leaf}/`));
      for (const { name } of targets) {
        if (name === null) continue;
        if (NOT_IN_DATA_PLANE.some((heavy) => name === heavy || name.startsWith(`${heavy}/`))) broken.push(`${file} -> ${name}`);
        else if (isLeaf && !LEAF_PACKAGES.some((small) => name === small || name.startsWith(`${small}/`)) && !isBuiltin(name))
          broken.push(`${file} -> ${name}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('lets only stores, snapshot, usage and migrations of the control plane touch the tables', () => {
    const broken = [...imports].flatMap(([file, targets]) =>
      targets.some(({ target, isType }) => target?.startsWith('schema/tables') === true && !isType) &&
      !/(^|\/)([a-z-]*store|[a-z-]*adapter)\.ts$|^control-plane\/(snapshot|database|usage|stream)\/|^schema\//.test(file)
        ? [file]
        : [],
    );
    expect(broken).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(
      [...imports].map(([file, targets]) => [
        file,
        targets.filter(({ isType }) => !isType).flatMap(({ target }) => (target === null ? [] : [target])),
      ]),
    );
    expect(cycles(graph)).toEqual([]);
  });
});

interface Import {
  readonly target: string | null;
  readonly name: string | null;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]/gm))
    found.push(resolved(file, match[2] as string, match[1] !== undefined));
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push(resolved(file, match[1] as string, false));
  return found;
}

function resolved(file: string, specifier: string, isType: boolean): Import {
  if (!specifier.startsWith('.')) return { target: null, name: specifier, isType };
  return { target: relative(root, resolve(root, dirname(file), specifier)), name: null, isType };
}

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name);
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
