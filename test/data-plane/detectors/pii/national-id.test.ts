import { describe, expect, it } from 'vitest';
import { piiNationalId } from '../../../../data-plane/detectors/pii/national-id.ts';
import { piiUsSsn } from '../../../../data-plane/detectors/pii/us-ssn.ts';
import { found, labels } from '../sample.ts';

// Numbers with valid check digits that authorities print as samples, or that were computed for this test.
const named: readonly (readonly [label: string, text: string, number: string])[] = [
  ['UK_NHS', 'NHS number: 943 476 5919', '943 476 5919'],
  ['UK_NINO', 'national insurance AB123456C', 'AB123456C'],
  ['DE_TAX_ID', 'Steuer-ID: 86095742719', '86095742719'],
  ['ES_NIF', 'DNI: 12345678Z', '12345678Z'],
  ['ES_NIF', 'NIE X1234567L', 'X1234567L'],
  ['IT_FISCAL_CODE', 'codice fiscale RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
  ['NL_BSN', 'BSN 111222333', '111222333'],
  ['PL_PESEL', 'PESEL: 44051401359', '44051401359'],
  ['BR_CPF', 'CPF: 529.982.247-25', '529.982.247-25'],
  ['BR_CNPJ', 'CNPJ 11.222.333/0001-81', '11.222.333/0001-81'],
  ['IN_AADHAAR', 'Aadhaar: 2341 2341 2346', '2341 2341 2346'],
  ['IN_PAN', 'PAN: ABCPE1234F', 'ABCPE1234F'],
  ['CN_RESIDENT_ID', 'id card 11010519491231002X', '11010519491231002X'],
  ['CA_SIN', 'SIN 130-692-544', '130-692-544'],
  ['AU_TFN', 'TFN: 123 456 782', '123 456 782'],
  ['TR_TCKN', 'TC Kimlik No: 10000000146', '10000000146'],
  ['SE_PERSONNUMMER', 'personnummer 811228-9874', '811228-9874'],
  ['FI_HETU', 'hetu 131052-308T', '131052-308T'],
  ['MX_CURP', 'CURP: HEGG560427MVZRRL04', 'HEGG560427MVZRRL04'],
  ['SG_NRIC', 'NRIC S1234567D', 'S1234567D'],
  ['CH_AHV', 'AHV 756.9217.0769.85', '756.9217.0769.85'],
  ['CL_RUT', 'RUT 30.686.957-4', '30.686.957-4'],
];

describe('pii.national-id', () => {
  it.each(named)('finds a %s beside its name: %s', (label, text, number) => {
    expect(found(piiNationalId, text)).toEqual([number]);
    expect(labels(piiNationalId, text)).toEqual([label]);
  });

  it.each(named)('stays silent on a %s with one digit off, standing alone', (_label, _text, number) => {
    const at = number.search(/\d(?=\D*\d?\D*$)/);
    const wrong = number.slice(0, at) + ((Number(number[at]) + 1) % 10) + number.slice(at + 1);
    if (/^[A-Z]{2}\d{6}[A-Z]$|^[A-Z]{5}\d{4}[A-Z]$/.test(number)) return; // no check digit
    expect(found(piiNationalId, `ref ${wrong} (line 3)`)).toEqual([]);
  });

  it('leaves numbers that prove little alone when no word names them', () => {
    for (const number of ['943 476 5919', '86095742719', '111222333', '44051401359', '130692544', '10000000146'])
      expect(found(piiNationalId, `order ${number}`)).toEqual([]);
  });

  it('reads the word from the head of a column', () => {
    expect(found(piiNationalId, `id,bsn,plan\n4108,${'111222333'},basic\n`)).toEqual(['111222333']);
  });

  it('does not take a part of a longer number', () => {
    expect(found(piiNationalId, 'GB44 NWBK 2341 2341 2346 40')).toEqual([]);
    expect(found(piiNationalId, 'v1.529.982.247-25')).toEqual([]);
    expect(found(piiNationalId, '')).toEqual([]);
  });
});

describe('pii.us-ssn', () => {
  it('finds a number beside its name, however it is written', () => {
    expect(found(piiUsSsn, 'SSN: 536-22-8714', 0.9)).toEqual(['536-22-8714']);
    expect(found(piiUsSsn, 'ssn=536228714', 0.9)).toEqual(['536228714']);
    expect(found(piiUsSsn, '{"social_security":"536 22 8714"}', 0.9)).toEqual(['536 22 8714']);
  });

  it('stays silent on ranges that are never issued (SSA, 2011)', () => {
    for (const number of ['000-22-8714', '666-22-8714', '536-00-8714', '536-22-0000']) expect(found(piiUsSsn, `ref ${number}`)).toEqual([]);
  });

  it('is unsure of a number that nothing names, and silent inside longer ones', () => {
    expect(found(piiUsSsn, 'score 536-22-8714', 0.5)).toEqual([]);
    expect(found(piiUsSsn, 'score 536-22-8714', 0.4)).toEqual(['536-22-8714']);
    expect(found(piiUsSsn, 'ssn part 1536-22-87145', 0.4)).toEqual([]);
  });
});
