import { describe, expect, it } from 'vitest';
import type { TextContext } from '../../../../data-plane/detectors/detector.ts';
import { piiPaymentCard } from '../../../../data-plane/detectors/pii/payment-card.ts';

const RESULT: TextContext = { surface: 'tool-result', role: null };
const spans = (text: string): string[] => piiPaymentCard.detect(text, RESULT).map(({ start, end }) => text.slice(start, end));

describe('pii.payment-card', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa in groups', '4111 1111 1111 1111'],
    ['Mastercard with hyphens', '5555-5555-5555-4444'],
    ['Mastercard of the second range', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['American Express as printed', '3782 822463 10005'],
    ['Diners Club', '30569309025904'],
    ['JCB', '3530111333300000'],
    ['Discover', '6011111111111117'],
  ])('finds a %s number and its exact span (ISO/IEC 7812-1)', (_name, number) => {
    expect(spans(`card: ${number}, exp 12/29`)).toEqual([number]);
    expect(spans(number)).toEqual([number]);
    expect(spans(`{"pan":"${number}"}`)).toEqual([number]);
  });

  it('is less sure where the number is named as something else or has an odd length', () => {
    const sure = (text: string): number => piiPaymentCard.detect(text, RESULT)[0]?.confidence ?? 0;
    expect(sure('4111111111111111')).toBeGreaterThanOrEqual(0.9);
    expect(sure('"id": 4111111111111111')).toBeLessThan(0.9);
    expect(sure('{"card":{"id": 4111111111111111}}')).toBeGreaterThanOrEqual(0.9);
    expect(sure('4222222222222')).toBeLessThan(0.9);
    expect(sure('visa 4222222222222')).toBeGreaterThanOrEqual(0.9);
  });

  it('notes a number that is called a card but fails the check', () => {
    expect(piiPaymentCard.detect('card 4111 1111 1111 1112', RESULT)[0]?.confidence).toBeLessThan(0.9);
    expect(spans('ref 4111 1111 1111 1112')).toEqual([]);
  });

  it('stays silent when the check digit is wrong (annex B)', () => {
    expect(spans('card: 4111111111111112')).toEqual([]);
    expect(spans('3782 822463 10006')).toEqual([]);
  });

  it('stays silent on digits that are part of something longer', () => {
    expect(spans('id a4111111111111111')).toEqual([]);
    expect(spans('41111111111111110000000')).toEqual([]);
    expect(spans('0.4111111111111111')).toEqual([]);
    expect(spans('sha 4111111111111111f00d')).toEqual([]);
    expect(spans('2024-01-02-4111111111111111')).toEqual([]);
  });

  it('stays silent on a length the issuer does not use, and on one digit repeated', () => {
    expect(spans('4222222222222222')).toEqual([]);
    expect(spans('37828224631000')).toEqual([]);
    expect(spans('4444 4444 4444 4448')).toEqual([]);
  });

  it('finds several in one text and nothing in the empty one', () => {
    expect(spans('4111111111111111 5555555555554444')).toEqual(['4111111111111111', '5555555555554444']);
    expect(spans('')).toEqual([]);
  });

  it('leaves out an expiry or a CVV that follows', () => {
    expect(spans('4111 1111 1111 1111 123')).toEqual(['4111 1111 1111 1111']);
  });

  it('never puts the number into the finding', () => {
    expect(JSON.stringify(piiPaymentCard.detect('4111111111111111', RESULT))).not.toContain('4111');
  });
});
