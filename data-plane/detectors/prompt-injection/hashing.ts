/** Start of the hash of a word. */
export const INITIAL = 0x811c9dc5 | 0;

/** The hash of a word with one more character. */
export function stepHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The hash of a sequence with one more element; 0 is the empty sequence, so one element is itself. */
export function joinHash(sequence: number, element: number): number {
  return sequence === 0 ? element : (Math.imul(sequence, 0x5bd1e995) ^ Math.imul(element ^ (element >>> 15), 0x2c1b3c6d)) | 0;
}
