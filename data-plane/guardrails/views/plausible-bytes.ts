/** Character code to its value in base64 (both alphabets), 255 for none. */
const BASE64_VALUE = new Uint8Array(128).fill(255);
Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach(
  (character, value) => (BASE64_VALUE[character.charCodeAt(0)] = value),
);
BASE64_VALUE['-'.charCodeAt(0)] = 62;
BASE64_VALUE['_'.charCodeAt(0)] = 63;

const PADDING = 61;

/** Character code to its value in hexadecimal, 255 for none. */
const HEX_VALUE = new Uint8Array(128).fill(255);
Array.from('0123456789abcdef').forEach((digit, value) => {
  HEX_VALUE[digit.charCodeAt(0)] = value;
  HEX_VALUE[digit.toUpperCase().charCodeAt(0)] = value;
});

/**
 * Says whether base64 from a position on could spell text, judged by its first bytes, without decoding it. Identifiers and
 * hashes fail at the second byte or so.
 */
export function mayBeBase64Text(text: string, from: number, chars: number): boolean {
  const state = { pending: -1, index: 0 };
  for (let i = from; i + 3 < from + chars && text.charCodeAt(i + 3) !== PADDING; i += 4) {
    const bits =
      (BASE64_VALUE[text.charCodeAt(i)]! << 18) |
      (BASE64_VALUE[text.charCodeAt(i + 1)]! << 12) |
      (BASE64_VALUE[text.charCodeAt(i + 2)]! << 6) |
      BASE64_VALUE[text.charCodeAt(i + 3)]!;
    if (!mayFollow(state, (bits >> 16) & 255) || !mayFollow(state, (bits >> 8) & 255) || !mayFollow(state, bits & 255)) return false;
  }
  return true;
}

/** The same for hexadecimal. */
export function mayBeHexText(text: string, from: number, chars: number): boolean {
  const state = { pending: -1, index: 0 };
  for (let i = from; i + 1 < from + chars; i += 2) {
    if (!mayFollow(state, (HEX_VALUE[text.charCodeAt(i)]! << 4) | HEX_VALUE[text.charCodeAt(i + 1)]!)) return false;
  }
  return true;
}

interface Utf8State {
  /** Bytes that must follow; -1 until the first whole character, for a sample may begin inside one. */
  pending: number;
  index: number;
}

/** Says whether a byte may come next in UTF-8 text, or in UTF-16 text of few scripts (a zero at every other byte). */
function mayFollow(state: Utf8State, byte: number): boolean {
  const index = state.index++;
  if (byte >= 0x80 && byte < 0xc0) {
    if (state.pending > 0) state.pending--;
    else if (state.pending === 0 || index >= 3) return false;
    return true;
  }
  if (state.pending > 0) return false;
  if (byte < 0x80) {
    state.pending = 0;
    return byte >= 0x20 ? byte !== 0x7f : byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte === 27;
  }
  state.pending = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
  return byte >= 0xc2 && byte < 0xf5;
}
