import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { digitsOf, weighted } from './digits.ts';

/**
 * Routing numbers, bank identifier codes, sort codes and account numbers, each beside a word for it.
 *
 * Shape: ABA routing numbers with their check digit and range; BIC of 8 or 11 characters with a country code; UK sort codes;
 *   account numbers of 6 to 17 digits after `account number` and the like.
 * Cost: one linear pass for each form; the words are looked for first.
 * Misses: all of these without a word nearby.
 * Source: ANSI X9 (ABA routing numbers); ISO 9362 (BIC).
 */
export const piiBankAccount: Detector = {
  id: 'pii.bank-account',
  family: 'pii',
  version: 1,
  severity: 'medium',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (!ANY_WORD.test(text)) return findings;
    for (const form of FORMS) {
      form.pattern.lastIndex = 0;
      for (let match = form.pattern.exec(text); match !== null; match = form.pattern.exec(text)) {
        const end = match.index + match[0].length;
        if (!form.verify(match[0]) || !hasContext(text, match.index, end, form.words)) continue;
        findings.push({ detectorId: piiBankAccount.id, start: match.index, end, confidence: form.confidence, label: form.label });
      }
    }
    return findings;
  },
};

const ANY_WORD = /routing|\baba\b|\brtn\b|swift|\bbic\b|sort[ _-]?code|account|\bacct|kontonummer/i;
const COUNTRIES =
  /^(?:A[DEFGILMORTUWZ]|B[ABDEFGHIJMNORSTWYZ]|C[ADFGHIKLMNORUVWYZ]|D[EJKMOZ]|E[CEGRST]|F[IJKMOR]|G[ABDEFGHILMNQRTUWY]|H[KNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]|L[ABCIKRSTUVY]|M[ACDEGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA|R[EOSUW]|S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGSYZ]|V[ACEGINU]|W[FS]|XK|Y[ET]|Z[AMW])/;

const FORMS: readonly {
  readonly label: string;
  readonly pattern: RegExp;
  readonly words: RegExp;
  readonly confidence: number;
  verify(value: string): boolean;
}[] = [
  {
    label: 'BANK_ROUTING_NUMBER',
    pattern: /(?<![\w-])\d{9}(?![\w-])/g,
    words: /routing|\baba\b|\brtn\b|transit/i,
    confidence: 0.9,
    verify: isRouting,
  },
  {
    label: 'SWIFT_BIC_CODE',
    pattern: /(?<![A-Za-z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g,
    words: /swift|\bbic\b/i,
    confidence: 0.8,
    verify: (value) => COUNTRIES.test(value.slice(4, 6)),
  },
  {
    label: 'BANK_SORT_CODE',
    pattern: /(?<![\w-])\d{2}[- ]\d{2}[- ]\d{2}(?![\w-])/g,
    words: /sort[ _-]?code/i,
    confidence: 0.85,
    verify: () => true,
  },
  {
    label: 'BANK_ACCOUNT_NUMBER',
    pattern: /(?<![\w-])\d{6,17}(?![\w-])/g,
    words: /(?:bank|checking|savings|deposit)[ _-]?(?:account|acct)|(?:account|acct)[ _-]?(?:no|num|number|#)|kontonummer/i,
    confidence: 0.7,
    verify: () => true,
  },
];

function isRouting(value: string): boolean {
  const region = Number(value.slice(0, 2));
  return (
    ((region >= 1 && region <= 12) || (region >= 21 && region <= 32) || (region >= 61 && region <= 72) || region === 80) &&
    weighted(digitsOf(value), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
  );
}
