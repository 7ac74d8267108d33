import { definitionDigest } from '../../data-plane/lib/definition.ts';
import type { DefinitionKind } from '../../data-plane/lib/definition.ts';
import type { Definition, Discovered, ListName } from '../discovery/discovered.ts';
import type { ItemRow } from './store.ts';

/** One definition as a server listed it, ready to be stored. */
export interface FoundDefinition {
  readonly type: ItemRow['type'];
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  /** JSON text. */
  readonly definition: string;
  readonly digest: string;
}

/** What a discovery found. */
export interface FoundDefinitions {
  readonly definitions: readonly FoundDefinition[];
  /** Types whose list was read to its end: what is not in it is gone. */
  readonly complete: ReadonlySet<ItemRow['type']>;
  /** What could not be read or stored, for people. */
  readonly notes: readonly string[];
}

/** Takes the definitions out of a discovery: named, digested, each name once. Entries that cannot be pinned are left out and noted. */
export function foundDefinitions(discovered: Discovered): FoundDefinitions {
  const definitions: FoundDefinition[] = [];
  const notes: string[] = [];
  const complete = new Set<ItemRow['type']>();
  for (const { list, type, kind, key } of LISTS) {
    const { status, reason } = discovered.lists[list];
    if (status === 'complete' || status === 'not-offered') complete.add(type);
    else notes.push(`${list}: ${status}${reason === null ? '' : ` (${reason})`}`);
    const seen = new Set<string>();
    discovered[list].forEach((definition, index) => {
      const found = foundOne(type, kind, key, definition);
      if (typeof found === 'string') notes.push(`${list}[${index}]: ${found}`);
      else if (seen.has(found.name)) notes.push(`${list}[${index}]: the name "${found.name}" is listed twice; the first one counts`);
      else definitions.push((seen.add(found.name), found));
    });
  }
  return { definitions, complete, notes: notes.slice(0, MAX_NOTES) };
}

/** Whether a definition says that using it changes nothing. Prompts and resources are only ever read. */
export function saysReadOnly(type: ItemRow['type'], definition: string): boolean {
  if (type !== 'tool') return true;
  const { annotations } = JSON.parse(definition) as { annotations?: { readOnlyHint?: unknown } };
  return annotations?.readOnlyHint === true;
}

const MAX_NOTES = 50;
const MAX_DEFINITION_CHARACTERS = 1024 * 1024;
const LISTS: readonly { readonly list: ListName; readonly type: ItemRow['type']; readonly kind: DefinitionKind; readonly key: string }[] = [
  { list: 'tools', type: 'tool', kind: 'tool', key: 'name' },
  { list: 'prompts', type: 'prompt', kind: 'prompt', key: 'name' },
  { list: 'resources', type: 'resource', kind: 'resource', key: 'uri' },
  { list: 'resourceTemplates', type: 'resource_template', kind: 'resource-template', key: 'uriTemplate' },
];

function foundOne(type: ItemRow['type'], kind: DefinitionKind, key: string, definition: Definition): FoundDefinition | string {
  const name = definition[key];
  if (typeof name !== 'string' || name === '' || name.length > 2048 || /[\u0000-\u001f\u007f\ud800-\udfff]/u.test(name))
    return `"${key}" is missing or cannot be a name`;
  let digest: string;
  try {
    digest = definitionDigest(kind, definition);
  } catch (error) {
    return (error as Error).message;
  }
  const text = JSON.stringify(definition);
  if (text.length > MAX_DEFINITION_CHARACTERS) return `the definition is longer than ${MAX_DEFINITION_CHARACTERS} characters`;
  return {
    type,
    name,
    title: line(definition['title'], 300),
    description: line(definition['description'], 10_000),
    definition: text,
    digest,
  };
}

/** Text for lists; NUL and broken Unicode, which the database cannot hold, are replaced. */
function line(value: unknown, max: number): string | null {
  if (typeof value !== 'string') return null;
  return value.slice(0, max).replace(/[\u0000\ud800-\udfff]/gu, '\ufffd');
}
