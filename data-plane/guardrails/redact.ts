import type { Document } from './document.ts';
import type { Redaction } from './judge.ts';
import { keysOf } from './place.ts';
import { placeholderFor } from './placeholder.ts';

/** A replacement within one leaf, in UTF-16 units of its text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly placeholder: string;
}

/**
 * The message with what the rules want gone replaced. Only what lies on the way to a change is copied; the rest is shared
 * with the value given.
 */
export function applyRedactions(root: unknown, document: Document, redactions: readonly Redaction[]): unknown {
  let changed = root;
  for (const [leafIndex, edits] of editsByLeaf(document, redactions)) {
    const leaf = document.leaves[leafIndex]!;
    const text = applyEdits(leaf.text, edits);
    const value = leaf.kind === 'blob' ? Buffer.from(text, 'utf8').toString('base64') : text;
    const keys = keysOf(leaf.place);
    changed = leaf.kind === 'key' ? renameKey(changed, keys, text) : replaceAt(changed, keys, value);
  }
  return changed;
}

function editsByLeaf(document: Document, redactions: readonly Redaction[]): Map<number, Edit[]> {
  const byLeaf = new Map<number, Edit[]>();
  for (const { hit, ranges } of redactions) {
    const { detector } = hit.planned;
    const touchesValue = ranges.some((range) => document.leaves[range.leaf]!.kind !== 'key');
    const matched = ranges.map((range) => document.leaves[range.leaf]!.text.slice(range.start, range.end)).join('');
    const placeholder = placeholderFor(detector.family, hit.label, detector.id, matched);
    for (const range of ranges) {
      if (touchesValue && document.leaves[range.leaf]!.kind === 'key') continue; // a key that only gives context stays
      const edits = byLeaf.get(range.leaf);
      const edit = { start: range.start, end: range.end, placeholder };
      if (edits === undefined) byLeaf.set(range.leaf, [edit]);
      else edits.push(edit);
    }
  }
  // Keys last: renaming one changes the way to the values under it.
  return new Map([...byLeaf].sort(([a], [b]) => Number(document.leaves[a]!.kind === 'key') - Number(document.leaves[b]!.kind === 'key') || b - a));
}

/** Replaces spans of a text; overlapping spans become one, under the placeholder of the one that starts first. */
function applyEdits(text: string, edits: Edit[]): string {
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let from = 0;
  for (let i = 0; i < edits.length; ) {
    const { start, placeholder } = edits[i]!;
    let end = edits[i]!.end;
    for (i++; i < edits.length && edits[i]!.start < end; i++) end = Math.max(end, edits[i]!.end);
    out += text.slice(from, start) + placeholder;
    from = end;
  }
  return out + text.slice(from);
}

function replaceAt(root: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const copy = root.slice();
    copy[Number(key)] = replaceAt(copy[Number(key)], rest, value);
    return copy;
  }
  const holder = root as Record<string, unknown>;
  return { ...holder, [key]: replaceAt(holder[key], rest, value) };
}

/** Renames a key in its place; a name already taken gets a number. */
function renameKey(root: unknown, keys: readonly (string | number)[], name: string): unknown {
  const parentKeys = keys.slice(0, -1);
  const old = String(keys[keys.length - 1]);
  let parent = root as Record<string, unknown>;
  for (const key of parentKeys) parent = parent[key] as Record<string, unknown>;
  let free = name;
  for (let n = 2; Object.hasOwn(parent, free); n++) free = `${name} ${n}`;
  const renamed = Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === old ? free : key, value]));
  return parentKeys.length === 0 ? renamed : replaceAt(root, parentKeys, renamed);
}
