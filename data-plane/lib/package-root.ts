import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | null = null;

/**
 * The folder that holds this package's `package.json`, whether the code runs from source or from `dist/`.
 *
 * Assets that the compiler does not copy (`.proto`, `.graphql`, `.sql`, model weights) are read from there.
 * Throws: Error when no `package.json` is above this file, which means a broken installation.
 */
export function packageRoot(): string {
  if (found !== null) return found;
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (existsSync(join(folder, 'package.json'))) return (found = folder);
    const parent = dirname(folder);
    if (parent === folder) throw new Error('portcullis: the installation is incomplete: package.json was not found above the code');
    folder = parent;
  }
}
