import { createHash } from 'node:crypto';
import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { runsWithDigits } from './runs.ts';

/**
 * Addresses of cryptocurrency wallets.
 *
 * Shape: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron, Dash, Zcash), Bech32 and Bech32m, and `0x` with 40 hexadecimal digits.
 *   Checksums are verified; Ethereum's is in the letter case, which is only looked at for being mixed.
 * Cost: one linear pass; two hashes for each Base58 candidate, of which at most 64 a text are checked.
 * Misses: Monero, Solana and XRP without a word beside them.
 * Source: Bitcoin developer reference; BIP 173; BIP 350; EIP-55.
 */
export const piiCryptoWallet: Detector = {
  id: 'pii.crypto-wallet',
  family: 'pii',
  version: 1,
  severity: 'medium',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    const runs = runsWithDigits(text);
    let checked = 0;
    for (let i = 0; i < runs.length && checked < MAX_CHECKED; i += 2) {
      const start = runs[i] as number;
      const end = runs[i + 1] as number;
      if (end - start < MIN_LENGTH || end - start > MAX_LENGTH || /[+/-]/.test(text[start - 1] ?? '') || /[+/=]/.test(text[end] ?? ''))
        continue;
      const address = text.slice(start, end);
      if (!SHAPE.test(address)) continue;
      checked++;
      const confidence = judge(text, address, start);
      if (confidence > 0) findings.push({ detectorId: piiCryptoWallet.id, start, end, confidence, label: 'CRYPTO_WALLET' });
    }
    return findings;
  },
};

const MAX_CHECKED = 64;
const MIN_LENGTH = 25;
const MAX_LENGTH = 110;
const SHAPE =
  /^(?:0x[0-9a-fA-F]{40}|(?:bc1|tb1|ltc1|addr1|cosmos1|BC1)[02-9ac-hj-np-zAC-HJ-NP-Z]{25,100}|[13LMDTXt4r][1-9A-HJ-NP-Za-km-z]{24,94})$/;
const WORDS = /wallet|\bbtc\b|bitcoin|\beth\b|ether|crypto|litecoin|doge|tron|usdt|monero|\bxmr\b|solana|\bxrp\b|deposit|address/i;
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function judge(text: string, address: string, start: number): number {
  if (address.startsWith('0x')) {
    const mixed = /[a-f]/.test(address.slice(2)) && /[A-F]/.test(address);
    const named = hasContext(text, start, start + address.length, WORDS);
    return mixed ? (named ? 0.95 : 0.75) : named ? 0.85 : 0.5;
  }
  if (/^(?:bc|tb|ltc|addr|cosmos)1/i.test(address)) return bech32Verifies(address.toLowerCase()) ? 0.98 : 0;
  if (address.length <= 35) {
    if (base58Verifies(address)) return 0.98;
    return address[0] === 'r' && /\d/.test(address) && hasContext(text, start, start + address.length, /\bxrp\b|ripple/i) ? 0.8 : 0;
  }
  return address.length === 95 && address[0] === '4' && hasContext(text, start, start + address.length, WORDS) ? 0.85 : 0;
}

/** Base58 of a version byte, 20 bytes and the first four bytes of a double SHA-256. */
function base58Verifies(address: string): boolean {
  const bytes = new Uint8Array(25);
  for (let i = 0; i < address.length; i++) {
    let carry = ALPHABET.indexOf(address[i] as string);
    if (carry < 0) return false;
    for (let j = 24; j >= 0; j--) {
      carry += 58 * (bytes[j] as number);
      bytes[j] = carry & 255;
      carry >>= 8;
    }
    if (carry > 0) return false;
  }
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  const twice = createHash('sha256').update(once).digest();
  return [0, 1, 2, 3].every((i) => twice[i] === bytes[21 + i]);
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function bech32Verifies(address: string): boolean {
  const separator = address.lastIndexOf('1');
  const prefix = address.slice(0, separator);
  let check = 1;
  const feed = (value: number): void => {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if ((top >> i) & 1) check ^= GENERATOR[i] as number;
  };
  for (const char of prefix) feed(char.charCodeAt(0) >> 5);
  feed(0);
  for (const char of prefix) feed(char.charCodeAt(0) & 31);
  for (const char of address.slice(separator + 1)) {
    const value = BECH32.indexOf(char);
    if (value < 0) return false;
    feed(value);
  }
  return check === 1 || check === 0x2bc830a3;
}
