import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { masterKeyIn, masterKeysFromFile, parseMasterKeys } from '../secrets/master-key.ts';

/** The data folder commands use unless `PORTCULLIS_DATA` says otherwise. */
export function dataFolderOf(env: NodeJS.ProcessEnv): string {
  return env['PORTCULLIS_DATA'] ?? '.portcullis';
}

/**
 * The newest master key a command on this machine can read: from the environment, else from the data folder.
 *
 * Throws: Error naming where it looked when there is none; MasterKeyUnusable when what is there is no key.
 */
export function readLocalMasterKey(env: NodeJS.ProcessEnv): Buffer {
  const inline = env['PORTCULLIS_MASTER_KEY'];
  const file = env['PORTCULLIS_MASTER_KEY_FILE'];
  if (inline !== undefined) return parseMasterKeys(inline, 'PORTCULLIS_MASTER_KEY')[0] as Buffer;
  if (file !== undefined) return masterKeysFromFile(file, 'PORTCULLIS_MASTER_KEY_FILE')[0] as Buffer;
  const folder = dataFolderOf(env);
  if (!existsSync(join(folder, 'master.key'))) {
    throw new Error(
      `no master key here: neither PORTCULLIS_MASTER_KEY nor PORTCULLIS_MASTER_KEY_FILE is set, and ${folder} holds none. Run this where the control plane runs, or set PORTCULLIS_DATA to its data folder`,
    );
  }
  return masterKeyIn(folder)[0] as Buffer;
}
