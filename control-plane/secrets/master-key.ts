import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A master key that cannot be used. The message names the variable or file, never the key. */
export class MasterKeyUnusable extends Error {
  override readonly name = 'MasterKeyUnusable';
}

/**
 * Reads master keys from text: 32 bytes each as base64, base64url or hexadecimal, newest first, apart by commas or
 * white space.
 *
 * Throws: MasterKeyUnusable naming `source`.
 */
export function parseMasterKeys(text: string, source: string): Buffer[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const key = /^[0-9a-fA-F]{64}$/.test(part) ? Buffer.from(part, 'hex') : Buffer.from(part, 'base64');
      if (key.length !== 32 || !/^[A-Za-z0-9+/_=-]+$/.test(part)) {
        throw new MasterKeyUnusable(
          `${source} must hold keys of 32 bytes, as base64 or hexadecimal (make one with: openssl rand -base64 32)`,
        );
      }
      return key;
    });
  if (keys.length === 0) throw new MasterKeyUnusable(`${source} is empty; make a key with: openssl rand -base64 32`);
  return keys;
}

/**
 * The master key of a standalone installation, kept in the data folder in a file only its owner reads; made on the
 * first start. Whoever loses it loses every stored credential, so it belongs into the backup.
 *
 * Throws: MasterKeyUnusable when the file holds something else.
 */
export function masterKeyIn(dataFolder: string): Buffer[] {
  const path = join(dataFolder, 'master.key');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(path, 0o600);
  }
  return parseMasterKeys(readFileSync(path, 'utf8'), path);
}

/** The master keys in a file. Throws: MasterKeyUnusable when it cannot be read or holds something else. */
export function masterKeysFromFile(path: string, variable: string): Buffer[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new MasterKeyUnusable(`${variable} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  return parseMasterKeys(text, `${variable} (${path})`);
}
