import { isContainer, type Leaf } from './carriers.ts';

/**
 * The leaves without those of `structuredContent`, where a text block says the very same as JSON, as the specification asks
 * servers to do. What may pass as text may then pass as structure, and half the work is saved.
 *
 * Returns: null where there is no such pair.
 * Source: MCP 2025-06-18 on, server/tools, structured content.
 */
export function withoutMirror(value: unknown, leaves: readonly Leaf[]): readonly Leaf[] | null {
  if (!isContainer(value) || !('structuredContent' in value) || !isContainer(value.structuredContent)) return null;
  const text = leaves.find((leaf) => leaf.joins && OPENING.test(leaf.text));
  if (text === undefined || !saysTheSame(text.text, value.structuredContent)) return null;
  return leaves.filter((leaf) => leaf.carrier !== MIRRORED);
}

const MIRRORED = 'result.structuredContent';
const OPENING = /^\s{0,16}[[{]/;

function saysTheSame(text: string, structured: object): boolean {
  try {
    return isEqual(JSON.parse(text), structured, 0);
  } catch {
    return false;
  }
}

const MAX_DEPTH = 64;

function isEqual(a: unknown, b: unknown, depth: number): boolean {
  if (a === b) return true;
  if (!isContainer(a) || !isContainer(b) || depth > MAX_DEPTH || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isEqual(item, b[index], depth + 1));
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key], depth + 1))
  );
}
