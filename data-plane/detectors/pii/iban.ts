import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { remainder } from './digits.ts';

/**
 * International bank account numbers.
 *
 * Shape: country code, two check digits and the length that country uses, with or without single blanks or hyphens; the
 *   remainder modulo 97 is 1. One that fails the check but is named `IBAN` is reported with a low confidence.
 * Cost: one linear pass; at most 50 characters per candidate.
 * Misses: lower-case numbers; countries that joined the register after this list.
 * Source: ISO 13616-1; the IBAN registry (SWIFT).
 */
export const piiIban: Detector = {
  id: 'pii.iban',
  family: 'pii',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    START.lastIndex = 0;
    for (let match = START.exec(text); match !== null; match = START.exec(text)) {
      const length = LENGTHS[match[0].slice(0, 2)];
      const end = length === undefined ? -1 : endOfIban(text, match.index, length);
      const valid = end > 0 && verifies(text.slice(match.index, end));
      if (valid) findings.push({ detectorId: piiIban.id, start: match.index, end, confidence: 0.99, label: 'IBAN' });
      else {
        const plain = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?![A-Za-z0-9])/.exec(text.slice(match.index, match.index + 40));
        if (plain === null || length === undefined || !hasContext(text, match.index, match.index + plain[0].length, /\biban\b/i)) continue;
        findings.push({ detectorId: piiIban.id, start: match.index, end: match.index + plain[0].length, confidence: 0.6, label: 'IBAN' });
      }
      START.lastIndex = findings[findings.length - 1]?.end ?? START.lastIndex;
    }
    return findings;
  },
};

const START = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9]{2})/g;
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** The end of `length` letters and digits with single separators between them, -1 where the run is shorter or longer. */
function endOfIban(text: string, start: number, length: number): number {
  let taken = 0;
  let at = start;
  while (taken < length && at < text.length) {
    const code = text.charCodeAt(at);
    if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90)) taken++;
    else if ((code !== 32 && code !== 45 && code !== 0xa0) || !/[A-Z0-9]/.test(text[at + 1] ?? '')) return -1;
    at++;
  }
  return taken === length && !/[A-Za-z0-9]/.test(text[at] ?? '') ? at : -1;
}

function verifies(written: string): boolean {
  const iban = written.replace(/[^A-Z0-9]/g, '');
  const moved = iban.slice(4) + iban.slice(0, 4);
  return (
    remainder(
      moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}
