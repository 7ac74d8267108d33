import { digitsOf, isOneDigit, weighted } from '../digits.ts';
import { luhnVerifies } from '../luhn.ts';
import type { NationalScheme } from './scheme.ts';

/**
 * Personal and tax numbers of Asia, Africa and Oceania.
 *
 * Source: the issuing authorities' rules; J. Verhoeff, Error Detecting Decimal Codes (1969).
 */
export const asiaPacificSchemes: readonly NationalScheme[] = [
  {
    label: 'IN_AADHAAR',
    pattern: '[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}',
    verify: verhoeff,
    context: 'aadh?aar|\\buid(?:ai)?\\b|\\u0906\\u0927\\u093e\\u0930',
    alone: 0,
    formatted: 0.8,
  },
  {
    label: 'IN_PAN',
    pattern: '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]',
    verify: () => true,
    context: '\\bpan\\b|permanent account',
    alone: 0.6,
  },
  {
    label: 'CN_RESIDENT_ID',
    pattern: '[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]',
    verify: residentId,
    context: '\\u8eab\\u4efd|resident id|\\bid card',
    alone: 0.95,
  },
  {
    label: 'JP_MY_NUMBER',
    pattern: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    verify: myNumber,
    context: 'my ?number|\\u30de\\u30a4\\u30ca\\u30f3\\u30d0\\u30fc|\\u500b\\u4eba\\u756a\\u53f7',
    alone: 0,
  },
  {
    label: 'KR_RRN',
    pattern: '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])-?[1-8]\\d{6}',
    verify: () => true,
    context: '\\brrn\\b|resident reg|\\uc8fc\\ubbfc',
    alone: 0,
    formatted: 0.8,
  },
  {
    label: 'AU_TFN',
    pattern: '\\d{3}[ -]?\\d{3}[ -]?\\d{2,3}',
    verify: (value) => value.length === 9 && weighted(digitsOf(value), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    context: '\\btfn\\b|tax file',
    alone: 0,
  },
  {
    label: 'AU_MEDICARE',
    pattern: '[2-6]\\d{3}[ -]?\\d{5}[ -]?\\d(?:[ /-]?\\d)?',
    verify: (value) => weighted(digitsOf(value), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitsOf(value)[8],
    context: 'medicare',
    alone: 0,
  },
  { label: 'AU_ABN', pattern: '\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}', verify: abn, context: '\\babn\\b|business number', alone: 0 },
  { label: 'NZ_IRD', pattern: '\\d{2,3}-?\\d{3}-?\\d{3}', verify: ird, context: '\\bird\\b|inland revenue', alone: 0 },
  {
    label: 'ZA_ID',
    pattern: '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]) ?\\d{4} ?[01]\\d{2}',
    verify: (value) => luhnVerifies(value),
    context: '\\bid(?:entity)?[ _-]?(?:no|num|number)|south africa|\\brsa\\b|sa[_ -]?id',
    alone: 0,
  },
  { label: 'SG_NRIC', pattern: '[STFGM]\\d{7}[A-Z]', verify: nric, context: 'nric|\\bfin\\b', alone: 0.75 },
  { label: 'HK_HKID', pattern: '[A-Z]{1,2}\\d{6}\\([0-9A]\\)', verify: hkid, context: 'hkid|hong kong id', alone: 0.85 },
  { label: 'TW_ID', pattern: '[A-Z][1289]\\d{8}', verify: taiwanId, context: '\\u8eab\\u5206\\u8b49|taiwan|national id', alone: 0 },
  {
    label: 'TH_ID',
    pattern: '[1-8]-?\\d{4}-?\\d{5}-?\\d{2}-?\\d',
    verify: (value) => (11 - (weighted(digitsOf(value), [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitsOf(value)[12],
    context: 'thai|\\u0e1a\\u0e31\\u0e15\\u0e23',
    alone: 0,
    formatted: 0.8,
  },
  {
    label: 'MY_NRIC',
    pattern: '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])-?\\d{2}-?\\d{4}',
    verify: () => true,
    context: 'mykad|nric|\\bic (?:no|number)',
    alone: 0,
  },
  {
    label: 'ID_NIK',
    pattern: '\\d{6}(?:[04][1-9]|[1256]\\d|[37][01])(?:0[1-9]|1[0-2])\\d{6}',
    verify: () => true,
    context: '\\bnik\\b|\\bktp\\b',
    alone: 0,
  },
  {
    label: 'IL_ID',
    pattern: '\\d{8}-?\\d',
    verify: (value) => luhnVerifies(value),
    context: 'teudat|israeli? id|\\u05ea\\u05e2\\u05d5\\u05d3\\u05ea',
    alone: 0,
  },
  {
    label: 'AE_EMIRATES_ID',
    pattern: '784-?\\d{4}-?\\d{7}-?\\d',
    verify: (value) => luhnVerifies(value),
    context: 'emirates',
    alone: 0.5,
    formatted: 0.9,
  },
];

const D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const P = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];
function verhoeff(value: string): boolean {
  let check = 0;
  for (let i = 0; i < value.length; i++) {
    const permuted = Number(P[i % 8]?.[Number(value[value.length - 1 - i])]);
    check = Number(D[check]?.[permuted]);
  }
  return check === 0 && !isOneDigit(digitsOf(value));
}

function residentId(value: string): boolean {
  const check = weighted(digitsOf(value.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
  return '10X98765432'[check] === value[17]?.toUpperCase();
}

function myNumber(value: string): boolean {
  const digits = digitsOf(value);
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digits[11];
}

function abn(value: string): boolean {
  const digits = digitsOf(value);
  return (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

function ird(value: string): boolean {
  const digits = digitsOf(value.padStart(9, '0'));
  const check = (weights: number[]): number => (11 - (weighted(digits, weights) % 11)) % 11;
  const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
  return (first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first) === digits[8];
}

function nric(value: string): boolean {
  const sum = weighted(digitsOf(value), [2, 7, 6, 5, 4, 3, 2]) + (value[0] === 'T' || value[0] === 'G' ? 4 : value[0] === 'M' ? 3 : 0);
  const letters = value[0] === 'S' || value[0] === 'T' ? 'JZIHGFEDCBA' : value[0] === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return letters[value[0] === 'M' ? 10 - (sum % 11) : sum % 11] === value[8];
}

function hkid(value: string): boolean {
  const match = /^([A-Z]{1,2})(\d{6})\(?([0-9A])\)?$/.exec(value);
  if (match === null) return false;
  const letters = (match[1] as string).padStart(2, ' ');
  let sum = 0;
  for (let i = 0; i < 2; i++) sum += (letters[i] === ' ' ? 36 : letters.charCodeAt(i) - 55) * (9 - i);
  sum += weighted(digitsOf(match[2] as string), [7, 6, 5, 4, 3, 2]) + (match[3] === 'A' ? 10 : Number(match[3]));
  return sum % 11 === 0;
}

function taiwanId(value: string): boolean {
  const code = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(value[0] as string) + 10;
  const digits = digitsOf(value.slice(1));
  return (Math.floor(code / 10) + (code % 10) * 9 + weighted(digits, [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}
