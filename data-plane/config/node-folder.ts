import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What makes a node the same one after a restart. */
export interface NodeIdentity {
  /** A UUID. */
  readonly nodeId: string;
  /** Encrypts what the node keeps on its disk. 32 bytes. */
  readonly diskKey: Buffer;
}

/**
 * Reads a node's identity from its data folder, making it on the first start. Files are for their owner alone.
 *
 * Throws: Error naming the folder when it cannot be written to.
 */
export function nodeIdentity(dataFolder: string): NodeIdentity {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const nodeId = kept(
      join(dataFolder, 'node.id'),
      () => randomUUID(),
      (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null),
    );
    const diskKey = kept(
      join(dataFolder, 'node.key'),
      () => randomBytes(32).toString('base64'),
      (text) => {
        const key = Buffer.from(text, 'base64');
        return key.length === 32 ? key : null;
      },
    );
    return { nodeId, diskKey };
  } catch (error) {
    throw new Error(
      `the data folder ${dataFolder} cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); set PORTCULLIS_DATA to a folder this process may write to`,
      {
        cause: error,
      },
    );
  }
}

/** The content of a file that is made when it is missing, and made anew when it holds something else. */
function kept<Value>(path: string, make: () => string, read: (text: string) => Value | null): Value {
  try {
    writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(path, 0o600);
  }
  const value = read(readFileSync(path, 'utf8').trim());
  if (value !== null) return value;
  const text = make();
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  return read(text) as Value;
}
