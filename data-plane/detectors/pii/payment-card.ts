import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { luhnVerifies } from './luhn.ts';

/**
 * Payment card numbers (PAN) in anything a tool receives or returns.
 *
 * Shape: 13 to 19 digits, single spaces, hyphens or dots allowed between groups, not part of a longer run of digits or
 *   letters; an issuer range with a length that range uses; and the Luhn check digit verifies. Words nearby raise or lower
 *   the confidence; one that fails the check but is named a card is reported with a low one.
 * Cost: one linear pass, at most 37 characters per candidate.
 * Misses: numbers split across JSON fields, digits outside ASCII (the engine's folded view shows those), private-label ranges.
 * Source: ISO/IEC 7812-1 (number structure; Luhn formula in annex B); the issuers' published ranges.
 */
export const piiPaymentCard: Detector = {
  id: 'pii.payment-card',
  family: 'pii',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    CANDIDATE.lastIndex = 0;
    for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
      const length = cardLength(match[0]);
      const start = match.index;
      const end = start + (length === 0 ? match[0].length : length);
      const confidence = length === 0 ? misspelt(text, match[0], start, end) : certainty(text, start, end);
      if (confidence === 0) continue;
      findings.push({ detectorId: piiPaymentCard.id, start, end, confidence, label: 'CREDIT_CARD' });
      CANDIDATE.lastIndex = end;
    }
    return findings;
  },
};

// Edges: no digit, letter or joining character on either side, so ids, hashes, decimals and phone numbers do not match.
const CANDIDATE = /(?<![\p{L}\d_+/]|[\d\p{L}][-.])[2-6]\d{3}(?:[ .-]?\d){9,15}(?![\p{L}\d_+/=]|[-.:]\d)/gu;

/** Issuer ranges: first digits from and to (same width), and the lengths in use. */
const RANGES: readonly (readonly [number, number, number, readonly number[]])[] = [
  [1, 4, 4, [13, 16, 19]], // Visa
  [2, 51, 55, [16]], // Mastercard
  [4, 2221, 2720, [16]], // Mastercard, second range
  [2, 34, 34, [15]], // American Express
  [2, 37, 37, [15]],
  [3, 300, 309, [14, 16]], // Diners Club
  [2, 36, 36, [14, 16]],
  [2, 38, 39, [14, 16]],
  [4, 6011, 6011, [16, 19]], // Discover
  [3, 644, 659, [16, 19]],
  [4, 3528, 3589, [16, 17, 18, 19]], // JCB
  [2, 62, 62, [16, 17, 18, 19]], // UnionPay
  [2, 50, 50, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [2, 56, 58, [13, 14, 15, 16, 17, 18, 19]],
  [4, 6304, 6304, [13, 14, 15, 16, 17, 18, 19]],
  [3, 639, 639, [16, 17, 18, 19]],
  [4, 6759, 6763, [13, 14, 15, 16, 17, 18, 19]],
  [4, 2200, 2204, [16, 17, 18, 19]], // Mir
  [2, 60, 60, [16]], // RuPay, Elo, Hipercard and others
];

const NAMED = /card|\bcc\b|\bpan\b|credit|debit|visa|master|amex|kredit|carte|tarjeta/i;
const OTHER_NUMBER =
  /(?:\bid|_id|Id|order|invoice|tracking|trace|span|sku|isbn|ean|gtin|timestamp|phone|account)["']?\s{0,2}[:=#]\s{0,2}["']?$/;

/** One number in ten passes the check by chance: one written without groups in an odd length, or named as something else, may be that. */
function certainty(text: string, start: number, end: number): number {
  if (hasContext(text, start, end, NAMED) || /\D/.test(text.slice(start, end))) return 0.98;
  if (OTHER_NUMBER.test(text.slice(Math.max(0, start - 24), start))) return 0.7;
  const usual = end - start === 16 || (end - start === 15 && text[start] === '3') || (end - start === 14 && text[start] === '3');
  return usual ? 0.95 : 0.7;
}

/** A number in four groups of four that is called a card but fails the check: mistyped or made up, worth a note. */
function misspelt(text: string, written: string, start: number, end: number): number {
  return /^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$/.test(written) && issuerAllows(written.replace(/\D/g, '')) && hasContext(text, start, end, NAMED)
    ? 0.55
    : 0;
}

/** Says whether a known issuer range starts these digits and uses this length. */
function issuerAllows(digits: string): boolean {
  for (const [width, from, to, lengths] of RANGES) {
    const prefix = Number(digits.slice(0, width));
    if (prefix >= from && prefix <= to && lengths.includes(digits.length)) return true;
  }
  return false;
}

/** The characters of the longest run of whole groups that is a card number, 0 if there is none: an expiry or CVV may follow. */
function cardLength(candidate: string): number {
  for (let end = candidate.length; end >= 13; end = lastSeparator(candidate, end)) {
    const part = candidate.slice(0, end);
    const digits = part.replace(/\D/g, '');
    if (digits.length < 13) return 0;
    if (!issuerAllows(digits) || !luhnVerifies(digits) || isRepetitive(digits)) continue;
    if (digits.length === part.length || groupsLikeACard(part)) return end;
  }
  return 0;
}

/** The last position before `end` that holds a separator, or -1. */
function lastSeparator(candidate: string, end: number): number {
  for (let i = end - 1; i >= 0; i--) {
    const code = candidate.charCodeAt(i);
    if (code < 48 || code > 57) return i;
  }
  return -1;
}

/** Says whether all but the last digit are one digit repeated, as in `4444 4444 4444 4448`. */
function isRepetitive(digits: string): boolean {
  for (let i = 1; i < digits.length - 1; i++) if (digits.charCodeAt(i) !== digits.charCodeAt(0)) return false;
  return true;
}

/** Says whether the separators are of one kind and part the digits as cards are printed: groups of 3 to 7 digits. */
function groupsLikeACard(candidate: string): boolean {
  const separators = candidate.replace(/\d/g, '');
  if (separators.length > 5) return false;
  for (let i = 1; i < separators.length; i++) if (separators[i] !== separators[0]) return false;
  return candidate.split(/\D/).every((group) => group.length >= 3 && group.length <= 7);
}
