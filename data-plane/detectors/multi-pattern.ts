/**
 * Finds any of many fixed strings in one pass: an Aho-Corasick automaton laid out as flat tables.
 */

/** A compiled set of patterns; made by `buildMultiPattern`, read by `findPatterns`. */
export interface MultiPattern {
  /** Character code (0 to 127) to column; column 0 is every character no pattern uses. */
  readonly columnOf: Uint8Array;
  readonly columns: number;
  /** Row after reading a column in a row, as the row's offset in this table; `HAS_OUTPUT` is added where patterns end at that row. */
  readonly next: Int32Array;
  /** By row number: index into `outputs` of the patterns that end there, 0 for none. */
  readonly outputOf: Uint32Array;
  /** Lists of pattern indices, each ended by -1; entry 0 is unused. */
  readonly outputs: Int32Array;
}

/**
 * Compiles patterns into one automaton.
 *
 * Shape: patterns are not empty and hold ASCII only; with `ignoreCase` letters match in either case.
 * Cost: memory grows with the summed length of the patterns times the different characters in them.
 * Throws: RangeError on an empty or a non-ASCII pattern.
 */
export function buildMultiPattern(patterns: readonly string[], options: { readonly ignoreCase?: boolean } = {}): MultiPattern {
  const fold = options.ignoreCase === true;
  const texts = patterns.map((pattern) => (fold ? pattern.toLowerCase() : pattern));
  const { columnOf, columns } = columnsFor(texts, fold);
  const size = texts.reduce((sum, text) => sum + text.length, 1);
  const trie = new Int32Array(size * columns).fill(-1);
  const endsAt: number[][] = [[]];
  let rows = 1;
  texts.forEach((text, index) => {
    let row = 0;
    for (let i = 0; i < text.length; i++) {
      const cell = row * columns + (columnOf[text.charCodeAt(i)] ?? 0);
      let child = trie[cell] ?? -1;
      if (child < 0) {
        child = rows++;
        endsAt.push([]);
        trie[cell] = child;
      }
      row = child;
    }
    endsAt[row]?.push(index);
  });
  return { columnOf, columns, ...closeAutomaton(trie, columns, rows, endsAt) };
}

/**
 * Every place where a pattern ends, overlapping ones included.
 *
 * Returns: pairs in one flat list, pattern index then end offset (exclusive), in order of end offset; a shared empty list when nothing matched.
 * Cost: one table look-up per character.
 */
export function findPatterns(automaton: MultiPattern, text: string): readonly number[] {
  const { columnOf, columns, next, outputOf, outputs } = automaton;
  let found: number[] | null = null;
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    state = next[state + (code < 128 ? (columnOf[code] as number) : 0)] as number;
    if (state < HAS_OUTPUT) continue;
    state -= HAS_OUTPUT;
    found ??= [];
    let output = outputOf[state / columns] as number;
    for (let pattern = outputs[output] as number; pattern >= 0; pattern = outputs[++output] as number) found.push(pattern, i + 1);
  }
  return found ?? NONE;
}

const NONE: readonly number[] = Object.freeze([]);
const HAS_OUTPUT = 0x4000_0000;

/** Gives every character in use a column; the two cases of a letter share one when case is folded. */
function columnsFor(texts: readonly string[], fold: boolean): { columnOf: Uint8Array; columns: number } {
  const columnOf = new Uint8Array(128);
  let columns = 1;
  for (const text of texts) {
    if (text.length === 0) throw new RangeError('a pattern must not be empty');
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) throw new RangeError('a pattern must hold ASCII characters only');
      if (columnOf[code] === 0) columnOf[code] = columns++;
    }
  }
  if (fold) for (let code = 65; code <= 90; code++) columnOf[code] = columnOf[code + 32] ?? 0;
  return { columnOf, columns };
}

/** Fills in failure links, breadth first, so that every cell holds the row to go to. */
function closeAutomaton(
  trie: Int32Array,
  columns: number,
  rows: number,
  endsAt: readonly number[][],
): Pick<MultiPattern, 'next' | 'outputOf' | 'outputs'> {
  const next = new Int32Array(rows * columns);
  const fail = new Int32Array(rows);
  const lists: number[][] = [];
  const queue: number[] = [0];
  for (let head = 0; head < queue.length; head++) {
    const row = queue[head] as number;
    const fallback = fail[row] as number;
    lists[row] = row === 0 ? [] : [...(endsAt[row] ?? []), ...(lists[fallback] ?? [])];
    for (let column = 0; column < columns; column++) {
      const child = trie[row * columns + column] as number;
      const viaFallback = row === 0 ? 0 : (next[fallback * columns + column] as number) / columns;
      if (child < 0) {
        next[row * columns + column] = viaFallback * columns;
        continue;
      }
      next[row * columns + column] = child * columns;
      fail[child] = viaFallback;
      queue.push(child);
    }
  }
  const outputOf = new Uint32Array(rows);
  const outputs: number[] = [-1];
  for (let row = 0; row < rows; row++) {
    const list = lists[row] ?? [];
    if (list.length === 0) continue;
    outputOf[row] = outputs.length;
    outputs.push(...list, -1);
  }
  for (let cell = 0; cell < next.length; cell++) {
    const target = next[cell] as number;
    if (outputOf[target / columns] !== 0) next[cell] = target + HAS_OUTPUT;
  }
  return { next, outputOf, outputs: Int32Array.from(outputs) };
}
