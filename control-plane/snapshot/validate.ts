import { decodeResource, isPlainKey } from '../../proto/codec.ts';
import { danglingReferences } from '../../proto/dangling.ts';
import type { Config, ConfigResource } from './version.ts';

/** Most problems that are worth telling at once. */
const MAX_PROBLEMS = 20;

/**
 * What is wrong with a config, given which resources changed since one that had nothing wrong.
 *
 * Returns: sentences for operators, at most 20; none when a node can apply it.
 */
export function problemsOf(config: Config, changed: readonly string[]): string[] {
  const problems = danglingReferences(config.resources, changed).map(
    ({ from, to }) => `${from.kind} ${from.id} refers to ${to.kind} ${to.id}, which does not exist`,
  );
  for (const key of changed) {
    const resource = config.resources.get(key);
    if (resource !== undefined) problems.push(...problemsOfOne(resource));
  }
  if (changed.some((key) => key.startsWith('Registry ') || key.startsWith('Server '))) problems.push(...sharedNames(config));
  return problems.slice(0, MAX_PROBLEMS);
}

function problemsOfOne({ kind, id, body }: ConfigResource): string[] {
  const problems: string[] = [];
  if (!isPlainKey(id)) problems.push(`${kind} has an id that is empty, too long or holds characters outside printable ASCII`);
  if (kind === 'Policy' && !isJsonObject(decodeResource('Policy', body).rules))
    problems.push(`Policy ${id} holds rules that are not a JSON object`);
  if (kind === 'Item' && !isJsonObject(decodeResource('Item', body).definition))
    problems.push(`Item ${id} holds a definition that is not a JSON object`);
  return problems;
}

function sharedNames(config: Config): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { kind, id, body } of config.resources.values()) {
    if (kind !== 'Registry' && kind !== 'Server') continue;
    const { name } = decodeResource(kind, body);
    const scope = kind === 'Registry' ? 'Registry' : `Server of ${decodeResource('Server', body).registryId}`;
    const other = seen.get(`${scope}\0${name}`);
    if (other === undefined) seen.set(`${scope}\0${name}`, id);
    else problems.push(`${kind} ${id} and ${other} have the same name "${name}"`);
  }
  return problems;
}

function isJsonObject(text: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
