import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';

/**
 * Social security numbers of the United States.
 *
 * Shape: three, two and four digits with hyphens or blanks, not of a range that is never issued; nine digits in a row only
 *   beside a word for them.
 * Cost: one linear pass.
 * Misses: numbers split over fields.
 * Source: SSA, randomisation of 2011: no area 000, 666 or 900 and above, no group 00, no serial 0000.
 */
export const piiUsSsn: Detector = {
  id: 'pii.us-ssn',
  family: 'pii',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    CANDIDATE.lastIndex = 0;
    for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
      const written = match[0];
      const digits = written.replace(/\D/g, '');
      const start = match.index;
      const end = start + written.length;
      const named = hasContext(text, start, end, WORDS);
      const hyphens = written[3] === '-';
      if (!isIssued(digits)) {
        if (named && hyphens && digits[0] === '9' && digits !== '987654320') findings.push(finding(start, end, 0.5));
        continue;
      }
      if (named) findings.push(finding(start, end, SAMPLES.has(digits) ? 0.6 : 0.97));
      else if (hyphens) findings.push(finding(start, end, SAMPLES.has(digits) ? 0.35 : 0.48));
    }
    return findings;
  },
};

const CANDIDATE = /(?<![A-Za-z0-9_]|[\d][-./]|[$#])\d{3}([- ]?)\d{2}\1\d{4}(?![A-Za-z0-9_]|[-./]\d)/g;
const WORDS = /\bssn\b|social[ _-]?sec|\bss[ _]?(?:no|num|#)|taxpayer|_ssn|ssn_/i;
/** Printed on sample cards and used in advertisements. */
const SAMPLES: ReadonlySet<string> = new Set(['078051120', '219099999', '123456789', '111111111', '457555462', '123121234']);

function isIssued(digits: string): boolean {
  const area = Number(digits.slice(0, 3));
  return area !== 0 && area !== 666 && area < 900 && digits.slice(3, 5) !== '00' && digits.slice(5) !== '0000';
}

function finding(start: number, end: number, confidence: number): Finding {
  return { detectorId: piiUsSsn.id, start, end, confidence, label: 'US_SSN' };
}
