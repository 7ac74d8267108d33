import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { luhnVerifies } from './luhn.ts';
import { runsWithDigits } from './runs.ts';

/**
 * Numbers of telephones and vehicles: IMEI and VIN.
 *
 * Shape: IMEI of 15 digits whose Luhn check verifies, beside a word for it; VIN of 17 characters without I, O and Q.
 * Cost: one linear pass for each.
 * Misses: IMEI without a word (a card number looks the same); VIN outside North America without a word, as it has no check digit.
 * Source: 3GPP TS 23.003 section 6.2.1 and annex B; ISO 3779; 49 CFR 565.15.
 */
export const piiDeviceId: Detector = {
  id: 'pii.device-id',
  family: 'pii',
  version: 1,
  severity: 'low',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (/imei/i.test(text)) {
      for (const match of text.matchAll(IMEI)) {
        const end = match.index + match[0].length;
        if (luhnVerifies(match[0]) && hasContext(text, match.index, end, /imei/i))
          findings.push({ detectorId: piiDeviceId.id, start: match.index, end, confidence: 0.95, label: 'IMEI' });
      }
    }
    const runs = runsWithDigits(text);
    for (let i = 0; i < runs.length; i += 2) {
      const start = runs[i] as number;
      const end = runs[i + 1] as number;
      if (end - start !== VIN_LENGTH) continue;
      const vin = text.slice(start, end);
      if (!VIN.test(vin) || !/\d{3}/.test(vin) || !/[A-Z]/.test(vin) || isBase64Neighbour(text, start, end)) continue;
      const named = hasContext(text, start, end, /\bvin\b|vehicle|chassis/i);
      const confidence = vinVerifies(vin) ? (named ? 0.97 : 0.7) : named ? 0.75 : 0;
      if (confidence > 0) findings.push({ detectorId: piiDeviceId.id, start, end, confidence, label: 'VEHICLE_IDENTIFICATION_NUMBER' });
    }
    return findings;
  },
};

const IMEI = /(?<![\w-])\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d(?![\w-])/g;
const VIN_LENGTH = 17;
const VIN = /^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{4}\d{4}$/;
const VIN_VALUES: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Part of a longer encoded string rather than a word of its own. */
function isBase64Neighbour(text: string, start: number, end: number): boolean {
  return /[+/=-]/.test(text[start - 1] ?? '') || /[+/=-]/.test(text[end] ?? '');
}

function vinVerifies(vin: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (VIN_VALUES[vin[i] as string] ?? Number(vin[i])) * (VIN_WEIGHTS[i] as number);
  return (sum % 11 === 10 ? 'X' : String(sum % 11)) === vin[8];
}
