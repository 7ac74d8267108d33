import { digitsOf, isDate, isOneDigit, weighted } from '../digits.ts';
import { luhnVerifies } from '../luhn.ts';
import type { NationalScheme } from './scheme.ts';

/**
 * Personal and tax numbers of the Americas.
 *
 * Source: the issuing authorities' rules.
 */
export const americanSchemes: readonly NationalScheme[] = [
  {
    label: 'CA_SIN',
    pattern: '[1-79]\\d{2}[ -]?\\d{3}[ -]?\\d{3}',
    verify: (value) => luhnVerifies(value) && !isOneDigit(digitsOf(value)),
    context: '\\bsin\\b|social insurance|\\bnas\\b',
    alone: 0,
    formatted: 0,
  },
  {
    label: 'BR_CPF',
    pattern: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{11}',
    verify: cpf,
    context: '\\bcpf\\b|contribuinte',
    alone: 0,
    formatted: 0.95,
  },
  { label: 'BR_CNPJ', pattern: '\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}|\\d{14}', verify: cnpj, context: 'cnpj', alone: 0, formatted: 0.95 },
  { label: 'MX_CURP', pattern: '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z0-9]\\d', verify: curp, context: 'curp', alone: 0.92 },
  {
    label: 'MX_RFC',
    pattern: '[A-Z\\u00d1&]{3,4}\\d{6}[A-Z0-9]{3}',
    verify: (value) => isDate(Number(value.slice(-7, -5)), Number(value.slice(-5, -3))),
    context: '\\brfc\\b',
    alone: 0,
  },
  { label: 'AR_CUIT', pattern: '(?:20|23|24|25|26|27|30|33|34)-?\\d{8}-?\\d', verify: cuit, context: 'cui[tl]', alone: 0, formatted: 0.8 },
  {
    label: 'CL_RUT',
    pattern: '\\d{1,2}\\.?\\d{3}\\.?\\d{3}-[0-9Kk]',
    verify: rut,
    context: '\\brut\\b|\\brun\\b',
    alone: 0.4,
    formatted: 0.75,
  },
  {
    label: 'US_ITIN',
    pattern: '9\\d{2}-(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])-\\d{4}',
    verify: () => true,
    context: '\\bitin\\b|individual taxpayer',
    alone: 0,
  },
  {
    label: 'TAX_ID',
    pattern: '\\d{2}-\\d{7}',
    verify: () => true,
    context: '\\bf?ein\\b|employer id|federal (?:tax )?id|\\btax[ _-]?id',
    alone: 0,
  },
  { label: 'NPI_NUMBER', pattern: '[12]\\d{9}', verify: (value) => luhnVerifies(`80840${value}`), context: '\\bnpi\\b', alone: 0 },
  { label: 'DEA_NUMBER', pattern: '[ABFGMPRabfgmpr][A-Za-z9]\\d{7}', verify: dea, context: '\\bdea\\b', alone: 0 },
];

function cpf(value: string): boolean {
  const digits = digitsOf(value);
  if (isOneDigit(digits)) return false;
  const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  return first === digits[9] && second === digits[10];
}

function cnpj(value: string): boolean {
  const digits = digitsOf(value);
  if (isOneDigit(digits)) return false;
  const check = (weights: number[]): number => {
    const rest = weighted(digits, weights) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[12] && check([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[13];
}

const CURP_VALUES = '0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ';
function curp(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += CURP_VALUES.indexOf(value[i] as string) * (18 - i);
  return (10 - (sum % 10)) % 10 === Number(value[17]) && isDate(Number(value.slice(6, 8)), Number(value.slice(8, 10)));
}

function cuit(value: string): boolean {
  const digits = digitsOf(value);
  const check = 11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check === 10 ? 9 : check) === digits[10];
}

function rut(value: string): boolean {
  const body = value.slice(0, -1);
  let sum = 0;
  for (let i = body.length - 1, factor = 2; i >= 0; i--, factor = factor === 7 ? 2 : factor + 1) sum += Number(body[i]) * factor;
  const check = 11 - (sum % 11);
  return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === value.slice(-1).toUpperCase();
}

function dea(value: string): boolean {
  const digits = digitsOf(value.slice(2));
  return (weighted(digits, [1, 0, 1, 0, 1]) + 2 * weighted(digits, [0, 1, 0, 1, 0, 1])) % 10 === digits[6];
}
