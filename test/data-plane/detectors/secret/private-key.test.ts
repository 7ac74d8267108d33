import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TextContext } from '../../../../data-plane/detectors/detector.ts';
import { secretPrivateKey } from '../../../../data-plane/detectors/secret/private-key.ts';

const RESULT: TextContext = { surface: 'tool-result', role: null };
const spans = (text: string): string[] => secretPrivateKey.detect(text, RESULT).map(({ start, end }) => text.slice(start, end));
// Made at run time, so that no file here holds a key.
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trimEnd();
const publicPem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('secret.private-key', () => {
  it('finds a whole PEM key and its exact span (RFC 7468)', () => {
    expect(spans(`before\n${pem}\nafter`)).toEqual([pem]);
    expect(spans(pem)).toEqual([pem]);
  });

  it('finds a key whose line breaks are escaped, as JSON inside text has them', () => {
    const escaped = JSON.stringify(pem).slice(1, -1);
    expect(spans(`{"private_key":"${escaped}\\n"}`)).toEqual([escaped]);
  });

  it('finds a key that is cut off before its END line', () => {
    const cut = pem.slice(0, 400);
    expect(spans(`log: ${cut}`)).toEqual([cut]);
  });

  it('finds OpenPGP, PuTTY and age keys', () => {
    const material = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    const pgp = `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----\n\nlQ${material}\n=aB3d\n-----END PGP ${'PRIVATE'} KEY BLOCK-----`;
    expect(spans(`x ${pgp} y`)).toEqual([pgp]);
    const ppk = `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n${material}\nPrivate-MAC: ${'0a'.repeat(32)}`;
    expect(spans(`x ${ppk}\ny`)).toEqual([ppk]);
    const age = `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`;
    expect(spans(`key ${age}.`)).toEqual([age]);
  });

  it('finds each of two keys', () => {
    expect(spans(`${pem}\n${pem}`)).toEqual([pem, pem]);
  });

  it('stays silent on public keys, certificates and documentation stubs', () => {
    expect(spans(publicPem)).toEqual([]);
    expect(spans(`-----BEGIN ${'PRIVATE'} KEY-----\n...\n-----END ${'PRIVATE'} KEY-----`)).toEqual([]);
    expect(spans(`-----BEGIN RSA ${'PRIVATE'} KEY-----\n<your key here>\n-----END RSA ${'PRIVATE'} KEY-----`)).toEqual([]);
    expect(spans('Paste the PRIVATE KEY into the box.')).toEqual([]);
  });

  it('stays linear when the header repeats a hundred thousand times', () => {
    expect(spans(`-----BEGIN ${'PRIVATE'} KEY-----`.repeat(1000))).toHaveLength(0);
  });
});
