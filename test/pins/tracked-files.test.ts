import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

const root = packageRoot();

/** Every file git tracks, as text; binary and very large ones left out. Empty outside a checkout. */
function trackedText(): (readonly [path: string, text: string])[] {
  let list: string;
  try {
    list = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  } catch {
    return [];
  }
  return list
    .split('\0')
    .filter((path) => path !== '' && !/\.(png|bin|gz)$/.test(path))
    .flatMap((path) => {
      try {
        return statSync(join(root, path)).size > 2_000_000 ? [] : [[path, readFileSync(join(root, path), 'utf8')] as const];
      } catch {
        return [];
      }
    });
}

describe('tracked files', () => {
  const files = trackedText();

  it('name no folder of the machine they were written on', () => {
    const places = [`${dirname(root)}/`, `${homedir()}/`].filter((place) => place.length > 3);
    expect(files.filter(([, text]) => places.some((place) => text.includes(place))).map(([path]) => path)).toEqual([]);
  });

  it('hold no download address in a lock file', () => {
    expect(
      files.filter(([path, text]) => path.endsWith('package-lock.json') && /"resolved": "http/.test(text)).map(([path]) => path),
    ).toEqual([]);
  });

  it('hold no private key, no application key and no administrator token', () => {
    const secret = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}|\bpc[akj]_[A-Za-z0-9_-]{43}\b/;
    expect(files.filter(([, text]) => secret.test(text)).map(([path]) => path)).toEqual([]);
  });
});
