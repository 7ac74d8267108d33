import type { Detector, Finding } from '../detector.ts';
import { runsWithDigits } from './runs.ts';

/**
 * Street addresses as they are written in English-speaking countries and in German, French, Spanish and Italian.
 *
 * Shape: a house number and a street name ending in a word for street (or beginning with one), then, where present, a
 *   town, state and postal code.
 * Cost: one linear pass for the word for street.
 * Misses: names of people and places (that takes a model); addresses in other scripts.
 * Source: USPS Publication 28, appendix C (street suffixes).
 */
export const piiPostalAddress: Detector = {
  id: 'pii.postal-address',
  family: 'pii',
  version: 1,
  severity: 'low',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    const runs = runsWithDigits(text);
    for (let i = 0; i < runs.length; i += 2) {
      const start = runs[i] as number;
      const end = runs[i + 1] as number;
      if (end - start > 6 || !/[ ,]/.test(text[end] ?? '') || /[.-]/.test(text[start - 1] ?? '')) continue;
      for (const [pattern, confidence] of NUMBER_FIRST) {
        pattern.lastIndex = start;
        const match = pattern.exec(text);
        if (match === null) continue;
        findings.push(finding(match[0], start, confidence));
        break;
      }
    }
    for (const [words, pattern, confidence] of NAME_FIRST) {
      if (!words.some((word) => text.includes(word))) continue;
      for (const match of text.matchAll(pattern)) findings.push(finding(match[0], match.index, confidence));
    }
    return findings;
  },
};

const SUFFIX =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Circle|Cir|Place|Pl|Terrace|Ter|Way|Parkway|Pkwy|Highway|Hwy|Square|Sq|Crescent|Close|Trail|Trl|Loop';
const TAIL =
  "(?:\\.?,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|#)\\.? ?#?[A-Za-z0-9-]{1,6})?(?:, [A-Z][A-Za-z.' -]{0,29}[A-Za-z])?(?:,? [A-Z]{2}\\b)?(?:,? (?:\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}))?";
const NUMBER_FIRST: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`\\d{1,5}[A-Za-z]?(?: [NSEW]\\.?)?(?: [A-Z][A-Za-z'-]{1,20}){1,3} (?:${SUFFIX})\\b${TAIL}`, 'y'), 0.7],
  [
    /\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|impasse|all[ée]e)(?: (?:de|du|des|la|le|l'|d'))?(?: [\p{L}'-]{2,24}){1,4}(?:,? \d{5} \p{Lu}[\p{L}-]{2,24})?/uy,
    0.65,
  ],
];
const NAME_FIRST: readonly (readonly [readonly string[], RegExp, number])[] = [
  [
    ['stra\u00dfe ', 'strasse ', 'weg ', 'platz ', 'allee ', 'gasse ', 'laan ', 'straat ', 'gatan ', 'vej ', 'vei '],
    /(?<![\p{L}\d])\p{Lu}\p{Ll}{2,24}(?:stra(?:ß|ss)e|weg|platz|allee|gasse|laan|straat|gatan|vej|vei) \d{1,4}[a-z]?(?:,? \d{4,5} \p{Lu}\p{Ll}{2,24})?/gu,
    0.7,
  ],
  [
    ['Calle ', 'Avenida ', 'Via ', 'Viale ', 'Piazza ', 'Rua ', 'Plaza ', 'Paseo '],
    /(?<![\p{L}])(?:Calle|Avenida|Via|Viale|Piazza|Rua|Plaza|Paseo)(?: (?:de|del|della|da|do|di|la|las|los))?(?: \p{Lu}[\p{L}'-]{1,24}){1,4},? (?:n[º°.]? ?)?\d{1,4}(?:,? \d{5} \p{Lu}[\p{L}-]{2,24})?/gu,
    0.65,
  ],
];

function finding(written: string, start: number, confidence: number): Finding {
  const complete = /\d{4,5}(?:-\d{4})?$|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/.test(written) && written.includes(',');
  return {
    detectorId: piiPostalAddress.id,
    start,
    end: start + written.length,
    confidence: complete ? 0.85 : confidence,
    label: 'STREET_ADDRESS',
  };
}
