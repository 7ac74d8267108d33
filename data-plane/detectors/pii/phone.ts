import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';

/**
 * Telephone numbers.
 *
 * Shape: `+` and country code, checked with libphonenumber; North American numbers in their usual writing; any national
 *   writing beside a word for it.
 * Cost: one linear pass for candidates; the library sees at most 24 candidates a text, the rest are judged by shape.
 * Misses: national numbers without a word beside them.
 * Source: ITU-T E.164; NANPA numbering plan; libphonenumber metadata.
 */
export const piiPhone: Detector = {
  id: 'pii.phone',
  family: 'pii',
  version: 1,
  severity: 'low',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    let validations = 0;
    CANDIDATE.lastIndex = 0;
    for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
      const written = match[0].replace(/[ .()/-]+$/, '');
      const confidence = judge(text, written, match.index, validations < MAX_VALIDATIONS);
      if (written[0] === '+' || written.startsWith('00')) validations++;
      if (confidence > 0)
        findings.push({
          detectorId: piiPhone.id,
          start: match.index,
          end: match.index + written.length,
          confidence,
          label: 'PHONE_NUMBER',
        });
    }
    return findings;
  },
};

const MAX_VALIDATIONS = 24;
const CANDIDATE =
  /(?<![A-Za-z0-9_@#&/.+]|[\d)][-. ])(?:\+|00(?=[1-9]))?\(?\d{1,4}\)?(?:[ .()/-]{1,2}\d{1,7}|\d){2,14}(?![A-Za-z_@]|[.:-]?\d)/g;
const NANP = /^(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}$/;
const WORDS =
  /phone|\btel\b|\btel[.:]|telefon|t[ée]l[ée]phone|tel[ée]fono|mobile?|\bcell|handy|\bfax\b|\bcall\b|whatsapp|\bsms\b|contact|\u96fb\u8a71|\u7535\u8bdd|\ud734\ub300|\u0442\u0435\u043b\u0435\u0444\u043e\u043d/i;

function judge(text: string, written: string, start: number, mayValidate: boolean): number {
  const digits = written.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15) return 0;
  if (written[0] === '+') return international(written, mayValidate);
  if (/^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}|^\d{1,3}(?:\.\d{1,3}){3}$|^\d{3}-\d{2}-\d{4}$|^\d+\.\d+$/.test(written)) return 0;
  if (NANP.test(written) && digits.length <= 11)
    return hasContext(text, start, start + written.length, WORDS)
      ? 0.9
      : written[0] === '(' || /^\d{3}-\d{3}-\d{4}$/.test(written)
        ? 0.7
        : 0.45;
  if (!hasContext(text, start, start + written.length, WORDS)) return 0;
  if (/^(?:0|\(0)/.test(written)) return 0.8;
  return /[ .()-]/.test(written) && digits.length >= 8 ? 0.6 : digits.length >= 10 ? 0.5 : 0;
}

function international(written: string, mayValidate: boolean): number {
  if (!mayValidate) return /[ ().-]/.test(written) ? 0.7 : 0.6;
  const parsed = parsePhoneNumberFromString(written);
  if (parsed?.isValid() === true) return 0.95;
  return parsed?.isPossible() === true && /[ (]/.test(written) ? 0.7 : 0;
}
