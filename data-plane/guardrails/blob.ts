import { gunzipSync } from 'node:zlib';
import type { UninspectedReason } from './policy.ts';

/**
 * The text in a base64 field that is declared binary, where it is text after all, whatever its media type claims.
 *
 * Returns: the text, or why there is none: `binary`, `too-large`, or `encoding` for what is not base64.
 * Cost: a sample of the first bytes decides for most images and sounds.
 */
export function decodeBlob(base64: string, maxBytes: number): string | { readonly reason: UninspectedReason } {
  if (!/^[A-Za-z0-9+/_-]/.test(base64)) return { reason: 'encoding' };
  const sample = Buffer.from(base64.slice(0, SAMPLE_CHARS), 'base64');
  const isGzip = sample[0] === 0x1f && sample[1] === 0x8b;
  if (!isGzip && !looksLikeText(sample)) return { reason: 'binary' };
  if (base64.length > maxBytes * 2) return { reason: 'too-large' };
  const bytes = Buffer.from(base64, 'base64');
  if (!isGzip) return textOf(bytes) ?? { reason: 'binary' };
  const unpacked = unpack(bytes, maxBytes);
  return unpacked === null ? { reason: 'too-large' } : (textOf(unpacked) ?? { reason: 'binary' });
}

const SAMPLE_CHARS = 1024;

/**
 * Gunzips within a bound.
 *
 * Returns: null when the bytes are damaged or unpack to more than the bound.
 */
export function unpack(bytes: Uint8Array, maxBytes: number): Buffer | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch {
    return null;
  }
}

/** The bytes as text (UTF-8, or UTF-16 with a byte order mark or many zero bytes), null where they are not text. */
export function textOf(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (looksLikeUtf16(buffer)) return buffer.toString('utf16le');
  return looksLikeText(buffer.subarray(0, 4096)) ? buffer.toString('utf8') : null;
}

/** Says whether bytes read as text: few control characters, and valid UTF-8 apart from a cut last character. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27) odd++;
      else if (byte === 0x7f) odd++;
      continue;
    }
    const following = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    if (following === 0 || byte >= 0xf5) {
      odd++;
      continue;
    }
    for (let k = 1; k <= following && i + k < bytes.length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) odd++;
    i += following;
  }
  return odd * 50 <= bytes.length;
}

function looksLikeUtf16(bytes: Buffer): boolean {
  if (bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xfe) return true;
  if (bytes.length < 16) return false;
  let zeros = 0;
  const length = Math.min(bytes.length, 256);
  for (let i = 1; i < length; i += 2) if (bytes[i] === 0) zeros++;
  return zeros * 4 > length && zeros * 2 > length * 0.8;
}
