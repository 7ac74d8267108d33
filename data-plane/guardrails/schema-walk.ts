const MAX_REF_STEPS = 8;
const MAX_BRANCHES = 16;

/** A JSON Schema that is an object; `true` and `false` say nothing about shape. */
export type SchemaNode = Readonly<Record<string, unknown>>;

/** Narrows an unknown value to a schema object. */
export function asNode(value: unknown): SchemaNode | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SchemaNode) : null;
}

/**
 * A schema and everything it is made of: local references followed, members of `allOf`, `anyOf` and `oneOf` beside it.
 * Remote references are never fetched.
 */
export function expand(root: SchemaNode, node: SchemaNode): SchemaNode[] {
  const nodes: SchemaNode[] = [];
  const queue: SchemaNode[] = [node];
  for (let i = 0; i < queue.length && nodes.length < MAX_BRANCHES; i++) {
    const at = queue[i]!;
    nodes.push(at);
    const target = typeof at['$ref'] === 'string' ? resolveLocal(root, at['$ref']) : null;
    if (target !== null && i < MAX_REF_STEPS && !queue.includes(target)) queue.push(target);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const members = at[keyword];
      if (!Array.isArray(members)) continue;
      for (const member of members.slice(0, MAX_BRANCHES)) {
        const child = asNode(member);
        if (child !== null) queue.push(child);
      }
    }
  }
  return nodes;
}

/** The schemas that apply to what stands under a key of a value these schemas apply to, and whether the key is declared by name. */
export function descend(
  root: SchemaNode,
  nodes: readonly SchemaNode[],
  key: string | number,
): { nodes: SchemaNode[]; isDeclared: boolean } {
  const children: SchemaNode[] = [];
  let isDeclared = false;
  for (const node of nodes) {
    const properties = typeof key === 'string' ? asNode(node['properties']) : null;
    const own = properties !== null && Object.hasOwn(properties, String(key)) ? properties[String(key)] : undefined;
    if (own !== undefined) isDeclared = true;
    const prefixItems = typeof key === 'number' && Array.isArray(node['prefixItems']) ? (node['prefixItems'] as unknown[])[key] : undefined;
    const candidates =
      typeof key === 'number' ? [prefixItems ?? node['items']] : own !== undefined ? [own] : [node['additionalProperties']];
    for (const candidate of candidates) {
      const child = asNode(candidate);
      if (child !== null) children.push(...expand(root, child));
    }
  }
  return { nodes: children.slice(0, MAX_BRANCHES), isDeclared };
}

/** The schema a local reference (`#`, `#/$defs/x`) names; null for any other. */
function resolveLocal(root: SchemaNode, reference: string): SchemaNode | null {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return null;
  let at: unknown = root;
  for (const token of reference.slice(2).split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined;
  }
  return asNode(at);
}
