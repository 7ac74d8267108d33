/** One step of the way from the root of a message to a value inside it. */
export interface Place {
  /** Null at the root. */
  readonly parent: Place | null;
  /** The property name or index under the parent. */
  readonly key: string | number;
  /** The object or array that stands here; null for the place of a leaf. */
  readonly container: object | null;
}

/** The keys from the root to a place. */
export function keysOf(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Place | null = place; at !== null && at.parent !== null; at = at.parent) keys.push(at.key);
  return keys.reverse();
}

/** The JSON pointer of a place; a key with many characters is cut, so that records stay small. Source: RFC 6901. */
export function pointerOf(place: Place): string {
  let pointer = '';
  for (const key of keysOf(place)) pointer += `/${escapeToken(String(key))}`;
  return pointer.length <= MAX_POINTER_CHARS ? pointer : `${pointer.slice(0, MAX_POINTER_CHARS)}…`;
}

const MAX_POINTER_CHARS = 512;

function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}
