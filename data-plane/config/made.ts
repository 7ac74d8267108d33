/** A value, and what it was made from. */
interface Made<Value> {
  readonly from: readonly unknown[];
  readonly value: Value;
}

/**
 * Values of one kind by id, each kept from one snapshot to the next for as long as everything it was made from is the
 * very same: what did not change is shared.
 */
export class MadeValues<Value> {
  readonly #previous: ReadonlyMap<string, Made<Value>>;
  readonly #kept = new Map<string, Made<Value>>();

  /** `before`: the values of the snapshot in force, null at the first. */
  constructor(before: MadeValues<Value> | null) {
    this.#previous = before === null ? new Map() : before.#kept;
  }

  /** The value for an id: the one made before from the same parts, compared by identity, or a new one. */
  make(id: string, from: readonly unknown[], build: () => Value): Value {
    const earlier = this.#previous.get(id);
    const made = earlier !== undefined && isSame(earlier.from, from) ? earlier : { from, value: build() };
    this.#kept.set(id, made);
    return made.value;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
