/** Named lists of phrases; a phrase may name other lists. */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/**
 * One random reading of a pattern.
 *
 * Shape: `[a|b|c]` is one of the alternatives (which may nest and may be empty), `{name}` one phrase of that list,
 *   `{Name}` the same with a capital. Depth is bounded, so a list that names itself ends.
 */
export function expand(pattern: string, grammar: Grammar, random: () => number, depth = 0): string {
  let out = '';
  let i = 0;
  while (i < pattern.length) {
    const unit = pattern[i] as string;
    if (unit === '[') {
      const end = closing(pattern, i);
      const parts = alternatives(pattern.slice(i + 1, end));
      out += expand(pick(parts, random), grammar, random, depth + 1);
      i = end + 1;
    } else if (unit === '{') {
      const end = pattern.indexOf('}', i);
      const name = end < 0 ? '' : pattern.slice(i + 1, end);
      const list = grammar[name] ?? grammar[name.charAt(0).toLowerCase() + name.slice(1)];
      if (list === undefined || depth > 8) {
        out += unit;
        i++;
        continue;
      }
      const phrase = expand(pick(list, random), grammar, random, depth + 1);
      out += grammar[name] === undefined ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
      i = end + 1;
    } else if (unit === '~') {
      // The next character stands for itself.
      out += pattern[i + 1] ?? '';
      i += 2;
    } else {
      out += unit;
      i++;
    }
  }
  return out;
}

/** One element of a list. */
export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '~') i++;
    else if (pattern[i] === '[') depth++;
    else if (pattern[i] === ']' && --depth === 0) return i;
  }
  throw new Error(`pattern with an open bracket: ${pattern.slice(open, open + 60)}`);
}

function alternatives(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < inner.length; i++) {
    const unit = inner[i];
    if (unit === '~') i++;
    else if (unit === '[') depth++;
    else if (unit === ']') depth--;
    else if (unit === '|' && depth === 0) {
      parts.push(inner.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(inner.slice(start));
  return parts;
}
