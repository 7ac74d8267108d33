import type { ArgumentRole } from '../detectors/detector.ts';
import { keysOf, type Place } from './place.ts';
import { roleFromWords } from './role-words.ts';
import { asNode, descend, expand, type SchemaNode } from './schema-walk.ts';

/** What is known of one argument before it is looked at. */
export interface ArgumentFacts {
  readonly role: ArgumentRole;
  /** False where nothing said so and `text` was assumed: what was seen before may then say more. */
  readonly isTold: boolean;
  /** The schema names this key, so no agent chose it. */
  readonly isDeclared: boolean;
  /** The argument's name in the tool, list positions as `*`. */
  readonly name: string;
}

/** Tells the role of each argument of one tool. */
export interface ArgumentRoles {
  factsAt(place: Place): ArgumentFacts;
}

const MAX_REMEMBERED = 2000;
const known = new WeakMap<object, { readonly description: string | null; readonly roles: ArgumentRoles }>();

/**
 * Derives the role of each argument from the tool's input schema (type, enumeration, format), from the names and
 * descriptions of its parameters, and from the tool's own description. Kept with the schema.
 */
export function argumentRoles(inputSchema: unknown, description: string | null): ArgumentRoles {
  const root = asNode(inputSchema);
  if (root === null) return makeRoles({}, description);
  const remembered = known.get(root);
  if (remembered !== undefined && remembered.description === description) return remembered.roles;
  const roles = makeRoles(root, description);
  known.set(root, { description, roles });
  return roles;
}

function makeRoles(root: SchemaNode, description: string | null): ArgumentRoles {
  const hasPath = Object.keys(asNode(root['properties']) ?? {}).some((name) => roleOfName(name) === 'path');
  const remembered = new Map<string, ArgumentFacts>();
  return {
    factsAt(place) {
      const keys = keysOf(place);
      const name = keys.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
      const before = remembered.get(name);
      if (before !== undefined) return before;
      const facts = derive(root, keys, name, description ?? '', hasPath);
      if (remembered.size < MAX_REMEMBERED) remembered.set(name, facts);
      return facts;
    },
  };
}

function derive(
  root: SchemaNode,
  keys: readonly (string | number)[],
  name: string,
  toolDescription: string,
  hasPathSibling: boolean,
): ArgumentFacts {
  let nodes = expand(root, root);
  let isDeclared = false;
  let description = '';
  for (const key of keys) {
    const step = descend(root, nodes, key);
    nodes = step.nodes;
    isDeclared = step.isDeclared;
    description = nodes.map((node) => node['description']).find((text): text is string => typeof text === 'string') ?? description;
  }
  const lastName = [...keys].reverse().find((key): key is string => typeof key === 'string') ?? '';
  const role = roleFromSchema(nodes) ?? roleFromWords({ name: lastName, description, toolDescription, hasPathSibling });
  return { role: role ?? 'text', isTold: role !== null, isDeclared, name };
}

const BY_FORMAT: Readonly<Record<string, ArgumentRole>> = {
  uri: 'url',
  url: 'url',
  iri: 'url',
  'uri-reference': 'url',
  'iri-reference': 'url',
  hostname: 'url',
  ipv4: 'url',
  ipv6: 'url',
  'date-time': 'identifier',
  date: 'identifier',
  time: 'identifier',
  duration: 'identifier',
  uuid: 'identifier',
  regex: 'code',
};

const BY_MEDIA_TYPE: readonly (readonly [RegExp, ArgumentRole])[] = [
  [/sql/, 'sql'],
  [/shellscript|x-sh\b|bash/, 'command'],
  [/javascript|typescript|python|json|xml|yaml/, 'code'],
];

/** What the schema itself says: a closed list of values, a format, a media type. */
function roleFromSchema(nodes: readonly SchemaNode[]): ArgumentRole | null {
  for (const node of nodes) {
    if (Array.isArray(node['enum']) || node['const'] !== undefined) return 'identifier';
    const format = node['format'];
    if (typeof format === 'string' && BY_FORMAT[format] !== undefined) return BY_FORMAT[format];
    const mediaType = node['contentMediaType'];
    if (typeof mediaType !== 'string') continue;
    for (const [pattern, role] of BY_MEDIA_TYPE) if (pattern.test(mediaType)) return role;
  }
  return null;
}

function roleOfName(name: string): ArgumentRole | null {
  return roleFromWords({ name, description: '', toolDescription: '', hasPathSibling: false });
}
