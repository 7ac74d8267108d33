import { conformingValue, mayRenameKey } from './conforming.ts';
import type { Leaf } from './carriers.ts';
import type { Document } from './document.ts';
import { Draft } from './draft.ts';
import { applyEdits, mergeEdits, type Edit } from './edits.ts';
import type { Redaction } from './judge.ts';
import { jsonSafeEdits } from './json-edits.ts';
import { keysOf } from './place.ts';
import { kindOf, placeholderFor } from './placeholder.ts';
import { asNode } from './schema-walk.ts';
import type { TokenVault } from './token-vault.ts';

/** What the redacted message has to fit. */
export interface RedactionFrame {
  /** Null where a message has no schema. */
  readonly schema: unknown;
  /** The keys that lead from the message to what the schema describes, such as `structuredContent`. */
  readonly schemaAt: readonly string[];
  readonly vault: TokenVault | null;
}

/** The message as it may leave, or that no message that may leave fits its schema. */
export type Redacted = { readonly fits: true; readonly value: unknown } | { readonly fits: false };

/**
 * The message with what the rules want gone replaced: JSON in texts stays valid, and what has a schema keeps to it. Only what
 * lies on the way to a change is copied; the rest is shared with the value given.
 */
export function applyRedactions(root: unknown, document: Document, redactions: readonly Redaction[], frame: RedactionFrame): Redacted {
  const draft = new Draft(root);
  for (const [leafIndex, edits] of editsByLeaf(document, redactions, frame.vault)) {
    const leaf = document.leaves[leafIndex]!;
    const keys = keysOf(leaf.place);
    if (leaf.kind === 'key') {
      const schema = schemaFor(frame, keys);
      if (schema !== null && !mayRenameKey(schema, keys.slice(frame.schemaAt.length))) return { fits: false };
      draft.rename(leaf.place, applyEdits(leaf.text, mergeEdits(edits)));
      continue;
    }
    const value = redactedLeaf(leaf, edits, keys, frame);
    if (value === null) return { fits: false };
    draft.set(leaf.place, value);
  }
  return { fits: true, value: draft.finish() };
}

function redactedLeaf(
  leaf: Leaf,
  edits: readonly Edit[],
  keys: readonly (string | number)[],
  frame: RedactionFrame,
): string | number | null {
  const safe = mergeEdits(leaf.kind === 'string' ? jsonSafeEdits(leaf.text, mergeEdits(edits)) : edits);
  if (leaf.kind === 'blob') return Buffer.from(applyEdits(leaf.text, safe), 'utf8').toString('base64');
  const schema = schemaFor(frame, keys);
  if (schema === null) return applyEdits(leaf.text, safe);
  return conformingValue(schema, keys.slice(frame.schemaAt.length), leaf.text, safe, leaf.kind === 'number');
}

/** The schema that describes what stands at these keys, null where none does. */
function schemaFor(frame: RedactionFrame, keys: readonly (string | number)[]) {
  return frame.schemaAt.every((key, index) => keys[index] === key) ? asNode(frame.schema) : null;
}

function editsByLeaf(document: Document, redactions: readonly Redaction[], vault: TokenVault | null): Map<number, Edit[]> {
  const byLeaf = new Map<number, Edit[]>();
  for (const { hit, rule, ranges } of redactions) {
    const { detector } = hit.planned;
    const touchesValue = ranges.some((range) => document.leaves[range.leaf]!.kind !== 'key');
    const matched = ranges.map((range) => document.leaves[range.leaf]!.text.slice(range.start, range.end)).join('');
    const kind = kindOf(detector.family, hit.label, detector.id);
    const isSealed = rule.redaction === 'token' && vault !== null && ranges.length === 1;
    const placeholder = isSealed
      ? `[${kind} ${vault.seal(kind, matched)}]`
      : placeholderFor(detector.family, hit.label, detector.id, matched);
    for (const range of ranges) {
      if (touchesValue && document.leaves[range.leaf]!.kind === 'key') continue; // a key that only gives context stays
      const edits = byLeaf.get(range.leaf);
      const edit = { start: range.start, end: range.end, placeholder };
      if (edits === undefined) byLeaf.set(range.leaf, [edit]);
      else edits.push(edit);
    }
  }
  return byLeaf;
}
