import type { Detector, Finding } from '../detector.ts';
import { buildMultiPattern, findPatterns, type MultiPattern } from '../multi-pattern.ts';

/**
 * Numbers of documents and records about a person, each right after a word for it: passports, driving licences, medical
 * records, insurance, prescriptions, employees, dates of birth.
 *
 * Shape: the word, at most a few characters (`:`, `=`, `#`, `is`, quotes), then a code with digits in it.
 * Cost: one case-insensitive pass for the words; at most 60 characters after each.
 * Misses: all of these without the word.
 * Source: ICAO 9303 part 4 (passport numbers); otherwise the custom of the trade.
 */
export const piiDocumentNumber: Detector = {
  id: 'pii.document-number',
  family: 'pii',
  version: 1,
  severity: 'medium',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    automaton ??= buildMultiPattern(KEYWORDS, { ignoreCase: true });
    const hits = findPatterns(automaton, text);
    let covered = 0;
    for (let i = 0; i < hits.length; i += 2) {
      const from = (hits[i + 1] as number) - (KEYWORDS[hits[i] as number] as string).length;
      if (from < covered || isLetter(text.charCodeAt(from - 1))) continue;
      WORD.lastIndex = from;
      const word = WORD.exec(text);
      const kind = word === null ? undefined : KINDS.find(([name]) => name.test(word[0]));
      if (word === null || kind === undefined) continue;
      const after = from + word[0].length;
      const match = kind[1].exec(text.slice(after, after + 64));
      if (match === null) continue;
      const value = match[1] as string;
      const start = after + match[0].length - value.length;
      findings.push({ detectorId: piiDocumentNumber.id, start, end: start + value.length, confidence: kind[3], label: kind[2] });
      covered = start + value.length;
    }
    return findings;
  },
};

/** How the words in `WORD` begin. */
const KEYWORDS = [
  'passport',
  'reisepass',
  'passeport',
  'pasaporte',
  'driver',
  'driving',
  'dl',
  'mrn',
  'medical',
  'patient',
  'insurance',
  'policy',
  'member',
  'rx',
  'prescription',
  'license',
  'licence',
  'dob',
  'date',
  'birth',
  'geburtsdatum',
  'born',
];
let automaton: MultiPattern | null = null;

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

const WORD =
  /passport|reisepass|passeport|pasaporte|driver'?s?[ _-]?licen[sc]e|driving[ _-]?licen[sc]e|\bdl[ _-]?(?:no|num|#)|\bmrn\b|medical[ _-]?record|patient[ _-]?id|insurance[ _-]?(?:id|no|number)|policy[ _-]?(?:id|no|number)|member[ _-]?id|\brx[ _-]?(?:no|num|#)|prescription[ _-]?(?:no|number|id)|licen[sc]e[ _-]?plate|\bdob\b|date[ _-]?of[ _-]?birth|birth[ _-]?date|geburtsdatum|\bborn\b/iy;
const GAP = `(?:[ _-]?(?:no|num|number|nr|id)\\b\\.?)?[\\s"'\`)]{0,3}(?:is|was|[:=#>,|]|on){0,2}[\\s"'\`>]{0,4}`;
const code = (source: string): RegExp => new RegExp(`^${GAP}(${source})(?![A-Za-z0-9])`, 'i');
const DATE =
  '\\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|3[01])[-/.](?:19|20)\\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \\d{1,2},? (?:19|20)\\d{2}|\\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} (?:19|20)\\d{2}';

const KINDS: readonly (readonly [word: RegExp, value: RegExp, label: string, confidence: number])[] = [
  [
    /pass/i,
    code('(?=(?:[A-Z]{0,6}\\d){3})[A-Z]{0,2}[0-9][A-Z0-9]{4,8}|(?=(?:[A-Z]{0,6}\\d){3})[A-Z][A-Z0-9]{5,8}'),
    'PASSPORT_NUMBER',
    0.85,
  ],
  [/licen[sc]e[ _-]?plate/i, code('[A-Z]{1,3}[ -]?[A-Z0-9]{2,6}[ -]?\\d{0,4}'), 'LICENSE_PLATE', 0.6],
  [/driv|^dl/i, code('(?=[A-Z0-9-]{0,12}\\d{3})[A-Z0-9][A-Z0-9-]{4,18}'), 'DRIVER_LICENSE_NUMBER', 0.8],
  [/mrn|medical|patient/i, code('(?=[A-Z-]{0,6}\\d{4})[A-Z]{0,4}-?\\d{4,12}'), 'MEDICAL_RECORD_NUMBER', 0.8],
  [/insurance|member/i, code('(?=[A-Z0-9-]{0,8}\\d{4})[A-Z0-9][A-Z0-9-]{5,18}'), 'HEALTH_INSURANCE_ID', 0.7],
  [/policy/i, code('(?=[A-Z0-9-]{0,8}\\d{4})[A-Z0-9][A-Z0-9-]{5,18}'), 'INSURANCE_POLICY_NUMBER', 0.6],
  [/rx|prescription/i, code('(?=[A-Z-]{0,4}\\d{4})[A-Z]{0,3}-?\\d{4,12}'), 'PRESCRIPTION_NUMBER', 0.7],
  [/dob|birth|born|geburt/i, code(DATE), 'DATE_OF_BIRTH', 0.85],
];
