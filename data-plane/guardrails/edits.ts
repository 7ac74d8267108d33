/** A replacement within one text. Units: UTF-16 code units of that text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly placeholder: string;
}

/** Sorted edits, none overlapping: those that overlap become one, under the placeholder of the one that starts first. */
export function mergeEdits(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Edit[] = [];
  for (const edit of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && edit.start < last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, edit.end) };
    else merged.push(edit);
  }
  return merged;
}

/** The text with merged edits applied. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, placeholder } of edits) {
    out += text.slice(from, start) + placeholder;
    from = end;
  }
  return out + text.slice(from);
}
