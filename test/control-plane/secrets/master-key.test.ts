import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { masterKeyIn, masterKeysFromFile, parseMasterKeys } from '../../../control-plane/secrets/master-key.ts';
import { temporaryFolder } from '../../support/test-node.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function folder(): string {
  const made = temporaryFolder();
  ends.push(made.remove);
  return made.path;
}

describe('master key', () => {
  it('is made once in the data folder, for its owner alone, and is the same afterwards', () => {
    const path = folder();
    const [first] = masterKeyIn(path);
    expect(first).toHaveLength(32);
    expect(masterKeyIn(path)).toEqual([first]);
    expect(statSync(join(path, 'master.key')).mode & 0o077).toBe(0);
  });

  it('is closed to others again when its file was opened to them', () => {
    const path = folder();
    masterKeyIn(path);
    chmodSync(join(path, 'master.key'), 0o644);
    masterKeyIn(path);
    expect(statSync(join(path, 'master.key')).mode & 0o077).toBe(0);
  });

  it('may be given as base64, base64url or hexadecimal, several newest first', () => {
    const [a, b] = [Buffer.alloc(32, 0xfb), Buffer.alloc(32, 2)];
    expect(parseMasterKeys(`${a.toString('base64')},${b.toString('hex')}`, 'X')).toEqual([a, b]);
    expect(parseMasterKeys(` ${a.toString('base64url')}\n`, 'X')).toEqual([a]);
  });

  it('is refused by the name of its source when it has another length or is missing, and never printed', () => {
    for (const text of ['', 'c2hvcnQ=', 'sekret-but-not-a-key!', Buffer.alloc(33).toString('base64')]) {
      const failure = capture(() => parseMasterKeys(text, 'PORTCULLIS_MASTER_KEY'));
      expect(failure.message).toContain('PORTCULLIS_MASTER_KEY');
      expect(failure.message).toContain('openssl rand -base64 32');
      if (text !== '') expect(failure.message).not.toContain(text);
    }
  });

  it('is read from a file, and a file that cannot be read is named', () => {
    const path = join(folder(), 'key');
    expect(() => masterKeysFromFile(path, 'PORTCULLIS_MASTER_KEY_FILE')).toThrow(
      /PORTCULLIS_MASTER_KEY_FILE names .*key, which cannot be read \(ENOENT\)/,
    );
    writeFileSync(path, Buffer.alloc(32, 5).toString('base64'));
    expect(masterKeysFromFile(path, 'PORTCULLIS_MASTER_KEY_FILE')).toEqual([Buffer.alloc(32, 5)]);
    expect(readFileSync(path, 'utf8')).not.toBe('');
  });
});

function capture(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not throw');
}
