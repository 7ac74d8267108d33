import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** True when every folder above `path`, and `path` itself, may be entered by any user of this machine. */
export function anyoneCanEnter(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}
