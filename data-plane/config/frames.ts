import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encrypted frames of a file, one after the other. Each is bound to its place and to the file's generation, so that
 * none can be left out, swapped or taken from an older file; a torn one at the end is seen as such.
 *
 * Shape: length of what follows as 32 bits big-endian, nonce (12 bytes), tag (16), AES-256-GCM ciphertext.
 * Source: NIST SP 800-38D.
 */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where a frame stands. `generation` is random for each file written anew. */
export interface FramePlace {
  readonly purpose: string;
  readonly generation: string;
  readonly index: number;
}

/** Encrypts one frame. */
export function sealFrame(key: Buffer, place: FramePlace, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(NONCE_BYTES + TAG_BYTES + sealed.length);
  return Buffer.concat([length, nonce, cipher.getAuthTag(), sealed]);
}

/** Decrypts the frame at an offset. Returns: null when it is torn, altered or not the one for this place. */
export function openFrame(
  key: Buffer,
  place: FramePlace,
  file: Buffer,
  offset: number,
): { readonly plain: Buffer; readonly end: number } | null {
  if (offset + 4 > file.length) return null;
  const end = offset + 4 + file.readUInt32BE(offset);
  if (end > file.length || end < offset + 4 + NONCE_BYTES + TAG_BYTES) return null;
  const nonceEnd = offset + 4 + NONCE_BYTES;
  const tagEnd = nonceEnd + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(offset + 4, nonceEnd), { authTagLength: TAG_BYTES })
    .setAAD(associated(place))
    .setAuthTag(file.subarray(nonceEnd, tagEnd));
  try {
    return { plain: Buffer.concat([decipher.update(file.subarray(tagEnd, end)), decipher.final()]), end };
  } catch {
    return null;
  }
}

function associated({ purpose, generation, index }: FramePlace): Buffer {
  return Buffer.from(`${purpose}\n${generation}\n${index}`, 'utf8');
}
