import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what the database holds of credentials. */
export interface Vault {
  /** Names the key new texts are sealed with; not secret. */
  readonly keyId: string;
  /**
   * Encrypts, bound to a context such as `credential:crd_…`: it opens only with the same one, so that a row's secret
   * cannot be moved to another row.
   *
   * Shape: `v1.<key id>.<base64url of nonce, ciphertext and tag>`.
   */
  seal(plain: Buffer | string, context: string): string;
  /** Decrypts. Throws: SealBroken when the text was altered, has another context or needs a key we do not have. */
  open(sealed: string, context: string): Buffer;
}

/** A sealed text that does not open. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The vault of an installation.
 *
 * `masterKeys` are 32 bytes each, newest first: the first seals, all open, so a key is rotated by putting a new one in
 * front and sealing everything anew.
 *
 * Source: NIST SP 800-38D (AES-GCM); RFC 5869 (HKDF, one key from the master key for this use alone).
 */
export function openVault(masterKeys: readonly Buffer[]): Vault {
  const keys = masterKeys.map((master) => {
    if (master.length !== 32) throw new RangeError('a master key has 32 bytes');
    const key = Buffer.from(hkdfSync('sha256', master, '', 'portcullis/vault/v1', 32));
    return { key, id: createHash('sha256').update(key).digest('hex').slice(0, 8) };
  });
  const [newest] = keys;
  if (newest === undefined) throw new RangeError('a vault needs a master key');
  return {
    keyId: newest.id,
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(associated(newest.id, context));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `v1.${newest.id}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, id, text, ...rest] = sealed.split('.');
      if (version !== 'v1' || id === undefined || text === undefined || rest.length > 0)
        throw new SealBroken(`${context}: this is not a sealed text`);
      const key = keys.find((candidate) => candidate.id === id)?.key;
      if (key === undefined)
        throw new SealBroken(`${context}: sealed with master key ${id}, which was not given; add it to PORTCULLIS_MASTER_KEY`);
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken(`${context}: the sealed text is cut short`);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(associated(id, context))
        .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
      } catch {
        throw new SealBroken(`${context}: the sealed text was altered, or belongs to something else`);
      }
    },
  };
}

function associated(keyId: string, context: string): Buffer {
  return Buffer.from(`v1\n${keyId}\n${context}`, 'utf8');
}
