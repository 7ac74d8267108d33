import { describe, expect, it } from 'vitest';
import { openVault, SealBroken } from '../../../control-plane/secrets/vault.ts';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('vault', () => {
  it('opens what it sealed, under the same context', () => {
    const vault = openVault([oldKey]);
    const sealed = vault.seal('Bearer sekret', 'credential:crd_1');
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
    expect(sealed).not.toContain('sekret');
    expect(vault.open(sealed, 'credential:crd_1').toString()).toBe('Bearer sekret');
  });

  it('seals the same text differently each time', () => {
    const vault = openVault([oldKey]);
    expect(vault.seal('x', 'c')).not.toBe(vault.seal('x', 'c'));
  });

  it('holds the empty text', () => {
    const vault = openVault([oldKey]);
    expect(vault.open(vault.seal('', 'c'), 'c')).toHaveLength(0);
  });

  it('refuses a text moved to another row', () => {
    const vault = openVault([oldKey]);
    expect(() => vault.open(vault.seal('x', 'credential:crd_1'), 'credential:crd_2')).toThrow(SealBroken);
  });

  it('refuses every altered byte', () => {
    const vault = openVault([oldKey]);
    const [version, id, text] = vault.seal('sekret', 'c').split('.') as [string, string, string];
    const bytes = Buffer.from(text, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] as number) ^ 1;
      expect(() => vault.open(`${version}.${id}.${altered.toString('base64url')}`, 'c'), `byte ${at}`).toThrow(SealBroken);
    }
  });

  it('refuses what is no sealed text, cut short, or of another version', () => {
    const vault = openVault([oldKey]);
    for (const text of [
      '',
      'v1',
      `v1.${vault.keyId}.`,
      `v1.${vault.keyId}.AAAA`,
      `v2.${vault.seal('x', 'c').slice(3)}`,
      `${vault.seal('x', 'c')}.more`,
    ]) {
      expect(() => vault.open(text, 'c'), text).toThrow(SealBroken);
    }
  });

  it('opens with an older key and seals with the newest, so that keys can be rotated', () => {
    const before = openVault([oldKey]);
    const after = openVault([newKey, oldKey]);
    const sealed = before.seal('x', 'c');
    expect(after.open(sealed, 'c').toString()).toBe('x');
    expect(after.seal('x', 'c')).toContain(`.${openVault([newKey]).keyId}.`);
    expect(() => openVault([newKey]).open(sealed, 'c')).toThrow(`master key ${before.keyId}`);
  });

  it('does not take a key of another length, nor no key', () => {
    expect(() => openVault([Buffer.alloc(31)])).toThrow(RangeError);
    expect(() => openVault([])).toThrow(RangeError);
  });
});
