import { digitsOf, isDate, isOneDigit, remainder, weighted } from '../digits.ts';
import { luhnVerifies } from '../luhn.ts';
import type { NationalScheme } from './scheme.ts';

/**
 * Personal numbers of European countries.
 *
 * Source: the issuing authorities' rules; ISO/IEC 7064 for the check systems.
 */
export const europeanSchemes: readonly NationalScheme[] = [
  { label: 'UK_NHS', pattern: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}', verify: nhs, context: '\\bnhs', alone: 0 },
  {
    label: 'UK_NINO',
    pattern: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    verify: (value) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(value),
    context: 'national ?insurance|\\bni[_ -]?(?:no|num|number)\\b|\\bnino\\b',
    alone: 0.6,
  },
  {
    label: 'DE_TAX_ID',
    pattern: '[1-9]\\d(?: ?\\d{3}){3}',
    verify: germanTaxId,
    context: 'steuer|\\btax[_ -]?(?:id|no|num)|idnr|identifikationsnummer|\\btin\\b',
    alone: 0,
  },
  {
    label: 'FR_NIR',
    pattern: '[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    verify: nir,
    context: 'nir\\b|s[ée]cu|insee|social',
    alone: 0.75,
    formatted: 0.92,
  },
  {
    label: 'ES_NIF',
    pattern: '(?:\\d{8}|[XYZxyz][ -]?\\d{7})[ -]?[A-Za-z]',
    verify: spanishNif,
    context: '\\bnif\\b|\\bdni\\b|\\bnie\\b|identidad|fiscal',
    alone: 0.7,
  },
  {
    label: 'IT_FISCAL_CODE',
    pattern: '[A-Z]{6}\\d{2}[ABCDEHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]',
    verify: codiceFiscale,
    context: 'codice|fiscale|\\bcf\\b',
    alone: 0.95,
  },
  { label: 'NL_BSN', pattern: '\\d{9}|\\d{4}[ .]\\d{2}[ .]\\d{3}', verify: elevenTest, context: '\\bbsn\\b|burgerservice|sofi', alone: 0 },
  { label: 'PL_PESEL', pattern: '\\d{11}', verify: pesel, context: 'pesel', alone: 0 },
  {
    label: 'BE_NATIONAL_NUMBER',
    pattern: '\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}|\\d{11}',
    verify: belgian,
    context: 'rijksregister|registre national|national (?:number|register)|\\bnn\\b|\\bniss\\b|\\binsz\\b',
    alone: 0,
    formatted: 0.7,
  },
  {
    label: 'SE_PERSONNUMMER',
    pattern: '(?:19|20)?\\d{6}[-+]?\\d{4}',
    verify: personnummer,
    context: 'person(?:nummer|al[_ ]?number)|\\bpnr\\b|samordning',
    alone: 0,
    formatted: 0.7,
  },
  {
    label: 'FI_HETU',
    pattern: '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]',
    verify: hetu,
    context: 'hetu|henkil',
    alone: 0.9,
  },
  {
    label: 'NO_FODSELSNUMMER',
    pattern: '\\d{6} ?\\d{5}',
    verify: fodselsnummer,
    context: 'f[øo]dselsnummer|personnummer|\\bfnr\\b',
    alone: 0,
  },
  {
    label: 'DK_CPR',
    pattern: '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}-?\\d{4}',
    verify: () => true,
    context: '\\bcpr\\b|personnummer',
    alone: 0,
  },
  {
    label: 'CH_AHV',
    pattern: '756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}',
    verify: ean13,
    context: '\\bahv|\\bavs|sozialversicherung',
    alone: 0.6,
    formatted: 0.95,
  },
  {
    label: 'AT_SVNR',
    pattern: '\\d{4} ?(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}',
    verify: svnr,
    context: 'sozialversicherung|\\bsvnr\\b|\\bsv-?nummer',
    alone: 0,
  },
  { label: 'PT_NIF', pattern: '[1235689]\\d{2} ?\\d{3} ?\\d{3}', verify: portugueseNif, context: '\\bnif\\b|contribuinte', alone: 0 },
  { label: 'IE_PPS', pattern: '\\d{7}[A-W][A-IW]?', verify: pps, context: '\\bpps', alone: 0 },
  {
    label: 'CZ_RODNE_CISLO',
    pattern: '\\d{6}/?\\d{4}',
    verify: (value) => remainder(value, 11) === 0 && birthNumberDate(value),
    context: 'rodn[ée]',
    alone: 0,
    formatted: 0.6,
  },
  { label: 'RO_CNP', pattern: '[1-8]\\d{12}', verify: cnp, context: '\\bcnp\\b', alone: 0 },
  {
    label: 'TR_TCKN',
    pattern: '[1-9]\\d{10}',
    verify: tckn,
    context: 't\\.?c\\.? ?kimlik|kimlik|\\btckn\\b|\\btc[_ ]?no\\b|turkish',
    alone: 0,
  },
  { label: 'BG_EGN', pattern: '\\d{10}', verify: egn, context: '\\begn\\b|\\u0415\\u0413\\u041d', alone: 0 },
];

function nhs(value: string): boolean {
  const digits = digitsOf(value);
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === digits[9] && !isOneDigit(digits);
}

function germanTaxId(value: string): boolean {
  const digits = digitsOf(value);
  const counts = new Array<number>(10).fill(0);
  for (const digit of digits.slice(0, 10)) counts[digit] = (counts[digit] as number) + 1;
  if (Math.max(...counts) > 3 || counts.filter((count) => count === 0).length < 1) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    let sum = (digit + product) % 10;
    if (sum === 0) sum = 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits[10];
}

function nir(value: string): boolean {
  const body = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - remainder(body, 97) === Number(value.slice(13));
}

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
function spanishNif(value: string): boolean {
  const upper = value.toUpperCase();
  const body = upper.slice(0, -1).replace(/^X/, '0').replace(/^Y/, '1').replace(/^Z/, '2');
  return NIF_LETTERS[Number(body) % 23] === upper.slice(-1) && !/^0{8}|^(\d)\1{7}/.test(body);
}

const CF_ODD: Readonly<Record<string, number>> = {
  0: 1,
  1: 0,
  2: 5,
  3: 7,
  4: 9,
  5: 13,
  6: 15,
  7: 17,
  8: 19,
  9: 21,
  A: 1,
  B: 0,
  C: 5,
  D: 7,
  E: 9,
  F: 13,
  G: 15,
  H: 17,
  I: 19,
  J: 21,
  K: 2,
  L: 4,
  M: 18,
  N: 20,
  O: 11,
  P: 3,
  Q: 6,
  R: 8,
  S: 12,
  T: 14,
  U: 16,
  V: 10,
  W: 22,
  X: 25,
  Y: 24,
  Z: 23,
};
function codiceFiscale(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const char = value[i] as string;
    sum += i % 2 === 0 ? (CF_ODD[char] ?? 0) : /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65;
  }
  return String.fromCharCode(65 + (sum % 26)) === value[15];
}

function elevenTest(value: string): boolean {
  const digits = digitsOf(value);
  return weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isOneDigit(digits);
}

function pesel(value: string): boolean {
  const digits = digitsOf(value);
  const month = Number(value.slice(2, 4)) % 20;
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 && isDate(month, Number(value.slice(4, 6)));
}

function belgian(value: string): boolean {
  if (!/^\d{11}$/.test(value) || !isDate(Number(value.slice(2, 4)) % 20 || 1, Number(value.slice(4, 6)) || 1)) return false;
  const check = Number(value.slice(9));
  return 97 - remainder(value.slice(0, 9), 97) === check || 97 - remainder(`2${value.slice(0, 9)}`, 97) === check;
}

function personnummer(value: string): boolean {
  const digits = value.replace(/\D/g, '').slice(-10);
  const day = Number(digits.slice(4, 6));
  return isDate(Number(digits.slice(2, 4)), day > 60 ? day - 60 : day) && luhnVerifies(digits);
}

const HETU_CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
function hetu(value: string): boolean {
  return HETU_CHECK[Number(value.slice(0, 6) + value.slice(-4, -1)) % 31] === value.slice(-1);
}

function fodselsnummer(value: string): boolean {
  const digits = digitsOf(value);
  const day = Number(value.slice(0, 2));
  if (!isDate(Number(value.slice(2, 4)) % 40, day > 40 ? day - 40 : day)) return false;
  return weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 && weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

function ean13(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 13 && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

function svnr(value: string): boolean {
  const digits = digitsOf(value);
  return digits[0] !== 0 && weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digits[3];
}

function portugueseNif(value: string): boolean {
  const digits = digitsOf(value);
  const check = 11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check >= 10 ? 0 : check) === digits[8];
}

function pps(value: string): boolean {
  const digits = digitsOf(value);
  const extra = value[8] === undefined || value[8] === 'W' ? 0 : value[8].charCodeAt(0) - 64;
  const rest = (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + extra * 9) % 23;
  return (rest === 0 ? 'W' : String.fromCharCode(64 + rest)) === value[7];
}

function birthNumberDate(value: string): boolean {
  const month = Number(value.slice(2, 4)) % 50;
  return isDate(month > 20 ? month - 20 : month, Number(value.slice(4, 6)));
}

function cnp(value: string): boolean {
  const digits = digitsOf(value);
  const rest = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (rest === 10 ? 1 : rest) === digits[12] && isDate(Number(value.slice(3, 5)), Number(value.slice(5, 7)));
}

function tckn(value: string): boolean {
  const digits = digitsOf(value);
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === digits[9] && digits.slice(0, 10).reduce((sum, digit) => sum + digit, 0) % 10 === digits[10];
}

function egn(value: string): boolean {
  const digits = digitsOf(value);
  return (
    (weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digits[9] &&
    isDate(Number(value.slice(2, 4)) % 20, Number(value.slice(4, 6)))
  );
}
