import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { piiBankAccount } from '../../../../data-plane/detectors/pii/bank-account.ts';
import { piiCryptoWallet } from '../../../../data-plane/detectors/pii/crypto-wallet.ts';
import { piiIban } from '../../../../data-plane/detectors/pii/iban.ts';
import { found, HEX, random } from '../sample.ts';

describe('pii.iban', () => {
  it.each([
    'DE89370400440532013000',
    'GB29 NWBK 6016 1331 9268 19',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NO93-8601-1117-947',
    'MT84MALT011000012345MTLCAST001S',
  ])('finds %s by its check digits and length (ISO 13616-1)', (iban) => {
    expect(found(piiIban, `pay to ${iban}, thanks`)).toEqual([iban]);
    expect(found(piiIban, `{"iban":"${iban}"}`)).toEqual([iban]);
    expect(found(piiIban, iban)).toEqual([iban]);
  });

  it('stays silent when a digit is wrong, the length is not the country’s, or the country is unknown', () => {
    expect(found(piiIban, 'ref DE89370400440532013001')).toEqual([]);
    expect(found(piiIban, 'ref DE8937040044053201300')).toEqual([]);
    expect(found(piiIban, 'ref ZZ89370400440532013000')).toEqual([]);
    expect(found(piiIban, 'xDE89370400440532013000')).toEqual([]);
  });

  it('reports one that is named but wrong with a confidence that does not redact', () => {
    expect(found(piiIban, 'IBAN DE89370400440532013001', 0.5)).toEqual(['DE89370400440532013001']);
    expect(found(piiIban, 'IBAN DE89370400440532013001', 0.9)).toEqual([]);
  });

  it('finds each of two', () => {
    expect(found(piiIban, 'DE89370400440532013000;GB29NWBK60161331926819')).toEqual(['DE89370400440532013000', 'GB29NWBK60161331926819']);
  });
});

/** A Base58Check address of a made-up hash. */
function bitcoinAddress(): string {
  const body = Buffer.concat([Buffer.from([0]), createHash('sha256').update('nobody').digest().subarray(0, 20)]);
  const sha = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
  let value = BigInt(`0x${Buffer.concat([body, sha(sha(body)).subarray(0, 4)]).toString('hex')}`);
  let address = '';
  for (; value > 0n; value /= 58n) address = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'[Number(value % 58n)] + address;
  return `1${address}`;
}

describe('pii.crypto-wallet', () => {
  it('finds Base58Check, Bech32, Bech32m and Ethereum addresses (BIP 173, BIP 350)', () => {
    const addresses = [
      bitcoinAddress(),
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      `0x${random(40, HEX)}`,
    ];
    for (const address of addresses) expect(found(piiCryptoWallet, `send to wallet ${address}.`)).toEqual([address]);
  });

  it('stays silent when the checksum fails, and on transaction hashes', () => {
    expect(found(piiCryptoWallet, `send to wallet ${bitcoinAddress().slice(0, -1)}x.`)).toEqual([]);
    expect(found(piiCryptoWallet, 'wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5')).toEqual([]);
    expect(found(piiCryptoWallet, `tx 0x${random(64, HEX)}`)).toEqual([]);
  });
});

describe('pii.bank-account', () => {
  it('finds routing numbers, codes and account numbers beside a word for them', () => {
    expect(found(piiBankAccount, 'routing number: 021000021')).toEqual(['021000021']);
    expect(found(piiBankAccount, 'SWIFT: DEUTDEFF500')).toEqual(['DEUTDEFF500']);
    expect(found(piiBankAccount, 'sort code 20-00-00')).toEqual(['20-00-00']);
    expect(found(piiBankAccount, 'account number 12345678')).toEqual(['12345678']);
  });

  it('stays silent without the word, and on a routing number that fails its check', () => {
    expect(found(piiBankAccount, 'order 021000021 for DEUTDEFF')).toEqual([]);
    expect(found(piiBankAccount, 'routing: 021000022')).toEqual([]);
  });
});
