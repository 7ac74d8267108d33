import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

/** Reversible stand-ins for values: what an agent may carry about without being able to read it. */
export interface TokenVault {
  /** The token for a value; the same value always gets the same one. */
  seal(kind: string, clear: string): string;
  /** What a token stands for; null for anything this vault did not make. */
  open(token: string): { readonly kind: string; readonly clear: string } | null;
  /** What another thread of this process needs to make the same vault. */
  readonly material?: { readonly projectKey: Uint8Array; readonly projectId: string };
}

const PREFIX = 'pct_';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PAD_BYTES = 16;
const MAX_CLEAR_BYTES = 4096;

/** A token wherever it stands in a text. */
export const TOKEN_PATTERN = /\bpct_[A-Za-z0-9_-]{40,6000}(?![A-Za-z0-9_-])/g;

/**
 * A vault that keeps nothing: the token holds the value, encrypted under a key of the project, so every node can open it and
 * no other project can.
 *
 * Shape: AES-256-GCM with a nonce derived from the value (HMAC-SHA-256), the project as associated data, and padding to 16
 *   bytes; equal values are recognisable as equal, which is what lets an agent compare them.
 * Throws: RangeError when the key has fewer than 32 bytes.
 */
export function sealedVault(projectKey: Uint8Array, projectId: string): TokenVault {
  if (projectKey.length < 32) throw new RangeError('a project key has at least 32 bytes');
  const encryptionKey = derive(projectKey, 'portcullis token encryption');
  const nonceKey = derive(projectKey, 'portcullis token nonce');
  const associated = Buffer.from(projectId, 'utf8');
  return {
    material: { projectKey, projectId },
    seal(kind, clear) {
      const plain = padded(Buffer.from(`${kind}\n${clear}`, 'utf8').subarray(0, MAX_CLEAR_BYTES));
      const nonce = createHmac('sha256', nonceKey).update(associated).update('\0').update(plain).digest().subarray(0, NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce).setAAD(associated);
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `${PREFIX}${sealed.toString('base64url')}`;
    },
    open(token) {
      if (!token.startsWith(PREFIX)) return null;
      const sealed = Buffer.from(token.slice(PREFIX.length), 'base64url');
      if (sealed.length < NONCE_BYTES + PAD_BYTES + TAG_BYTES) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', encryptionKey, sealed.subarray(0, NONCE_BYTES)).setAAD(associated);
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        const padding = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        const plain = padding.subarray(2, 2 + padding.readUInt16BE(0)).toString('utf8');
        const at = plain.indexOf('\n');
        return at < 0 ? null : { kind: plain.slice(0, at), clear: plain.slice(at + 1) };
      } catch {
        return null; // changed, cut, or of another project
      }
    },
  };
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32));
}

function padded(plain: Buffer): Buffer {
  const size = Math.ceil((plain.length + 2) / PAD_BYTES) * PAD_BYTES;
  const out = Buffer.alloc(size);
  out.writeUInt16BE(plain.length, 0);
  plain.copy(out, 2);
  return out;
}
