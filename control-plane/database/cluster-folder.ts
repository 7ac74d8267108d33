import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Log } from '../../data-plane/lib/log.ts';
import { anyoneCanEnter } from './reachable.ts';

const NOBODY = 65534;
/** Where a cluster goes when the data folder is somewhere its user cannot reach, as under a home of mode 0700. */
const SHARED_STATE = '/var/lib/portcullis';

/**
 * The folder of the database cluster: `postgres` in the data folder.
 *
 * As root the server runs as `nobody`, who cannot enter a private home: then the cluster lives in `/var/lib/portcullis`
 * under a name made from the data folder's path, and `postgres.location` in the data folder says where.
 */
export function clusterFolder(dataFolder: string, isRoot: boolean, log: Log): string {
  const usual = join(resolve(dataFolder), 'postgres');
  if (!isRoot) {
    mkdirSync(usual, { recursive: true, mode: 0o700 });
    return usual;
  }
  const note = join(dataFolder, 'postgres.location');
  if (existsSync(note)) return ownedByNobody(readFileSync(note, 'utf8').trim());
  if (existsSync(join(usual, 'pgdata')) || anyoneCanEnter(dirname(resolve(dataFolder)))) {
    chmodSync(dataFolder, 0o711);
    return ownedByNobody(usual);
  }
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16);
  const elsewhere = join(SHARED_STATE, name);
  mkdirSync(SHARED_STATE, { recursive: true, mode: 0o755 });
  writeFileSync(note, elsewhere, { mode: 0o600 });
  log.info(
    { dataFolder, cluster: elsewhere },
    'the database runs as nobody, who cannot enter the data folder; its files are kept elsewhere',
  );
  return ownedByNobody(elsewhere);
}

function ownedByNobody(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, NOBODY, NOBODY);
  return folder;
}
