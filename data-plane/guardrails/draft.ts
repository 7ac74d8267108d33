import type { Place } from './place.ts';

/** A changed copy of a message: containers on the way to a change are copied once, all others are shared with the original. */
export class Draft {
  private value: unknown;
  private readonly copies = new Map<Place, object>();
  private readonly renames = new Map<Place, Map<string, string>>();

  constructor(root: unknown) {
    this.value = root;
  }

  /** Puts a value where a place is. */
  set(place: Place, value: unknown): void {
    if (place.parent === null) this.value = value;
    else put(this.copyOf(place.parent), place.key, value);
  }

  /** Gives the key of a place another name; a name already taken gets a number. */
  rename(place: Place, name: string): void {
    if (place.parent === null) return;
    this.copyOf(place.parent);
    const names = this.renames.get(place.parent);
    if (names === undefined) this.renames.set(place.parent, new Map([[String(place.key), name]]));
    else names.set(String(place.key), name);
  }

  /** The changed message. */
  finish(): unknown {
    for (const [place, names] of this.renames) renameKeys(this.copies.get(place) as Record<string, unknown>, names);
    return this.value;
  }

  private copyOf(place: Place): object {
    const known = this.copies.get(place);
    if (known !== undefined) return known;
    const original = place.container ?? {};
    const copy: object = Array.isArray(original) ? original.slice() : Object.fromEntries(Object.entries(original));
    this.copies.set(place, copy);
    this.set(place, copy);
    return copy;
  }
}

/** Sets an own property, whatever its name. */
function put(container: object, key: string | number, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function renameKeys(container: Record<string, unknown>, names: ReadonlyMap<string, string>): void {
  const entries = Object.entries(container);
  const taken = new Set(entries.map(([key]) => key).filter((key) => !names.has(key)));
  for (const [key] of entries) delete container[key];
  for (const [key, value] of entries) {
    const wanted = names.get(key) ?? key;
    let name = wanted;
    if (names.has(key)) for (let n = 2; taken.has(name); n++) name = `${wanted} ${n}`;
    taken.add(name);
    put(container, name, value);
  }
}
