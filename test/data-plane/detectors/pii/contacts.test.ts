import { describe, expect, it } from 'vitest';
import { piiDeviceId } from '../../../../data-plane/detectors/pii/device-id.ts';
import { piiDocumentNumber } from '../../../../data-plane/detectors/pii/document-number.ts';
import { piiEmail } from '../../../../data-plane/detectors/pii/email.ts';
import { piiIpAddress } from '../../../../data-plane/detectors/pii/ip-address.ts';
import { piiPhone } from '../../../../data-plane/detectors/pii/phone.ts';
import { piiPostalAddress } from '../../../../data-plane/detectors/pii/postal-address.ts';
import { found, labels } from '../sample.ts';

describe('pii.email', () => {
  it.each(['jo.doe+news@acme.co.uk', 'ana@sub.dept.gov.au', 'jürgen@müller.de', 'kim%40acme.com'])('finds %s', (address) => {
    expect(found(piiEmail, `write to ${address}, please`)).toEqual([address]);
    expect(found(piiEmail, `<a href="mailto:${address}">`)).toEqual([address]);
  });

  it('stays silent on what only has the sign', () => {
    for (const text of [
      'icon@2x.png',
      '@scope/package',
      'git@github.com:acme/app.git',
      'https://user@host.io/x',
      'pkg@1.2.3',
      'a @ b.c',
      '@',
    ])
      expect(found(piiEmail, text)).toEqual([]);
  });
});

describe('pii.phone', () => {
  it.each(['+49 30 901820', '+1 (415) 555-2671', '+442079460958', '+81 3-1234-5678', '(415) 555-2671'])('finds %s', (number) => {
    expect(found(piiPhone, `reach me on ${number} today`)).toEqual([number]);
    expect(found(piiPhone, `phone=${number}`)).toEqual([number]);
  });

  it('finds national numbers only beside a word for them', () => {
    expect(found(piiPhone, 'phone: 020 7946 0958')).toEqual(['020 7946 0958']);
    expect(found(piiPhone, 'offset: 020 7946 0958')).toEqual([]);
  });

  it('stays silent on dates, versions, addresses and plain numbers', () => {
    for (const text of [
      '2024-05-15',
      '2024-05-15 10:11:12',
      '10.20.30.40',
      '1.234.567',
      'id 4155552671',
      '+1',
      'a+12 b',
      'call 12.05.2024',
    ])
      expect(found(piiPhone, text)).toEqual([]);
  });
});

describe('pii.ip-address', () => {
  it('finds IPv4, IPv6 and hardware addresses', () => {
    expect(found(piiIpAddress, 'login from 81.2.69.142, then')).toEqual(['81.2.69.142']);
    expect(found(piiIpAddress, 'client 2a02:6b8::2:242 said')).toEqual(['2a02:6b8::2:242']);
    expect(labels(piiIpAddress, 'mac 00:1a:2b:3c:4d:5e')).toEqual(['MAC_ADDRESS']);
    expect(labels(piiIpAddress, 'mac 00-1A-2B-3C-4D-5E')).toEqual(['MAC_ADDRESS']);
  });

  it('stays silent on versions, times and local addresses', () => {
    for (const text of ['version 1.2.3.4', 'chapter 3.2.1.3019', '10:11:12', 'std::vector', '127.0.0.1', '300.1.1.1', '1.2.3.4.5', 'a::b'])
      expect(found(piiIpAddress, text)).toEqual([]);
  });
});

describe('pii.document-number', () => {
  it.each([
    ['PASSPORT_NUMBER', 'passport number: C01X00T47', 'C01X00T47'],
    ['DRIVER_LICENSE_NUMBER', "driver's license no D1234567", 'D1234567'],
    ['MEDICAL_RECORD_NUMBER', 'MRN: 00482913', '00482913'],
    ['DATE_OF_BIRTH', '"dob": "1984-02-29"', '1984-02-29'],
  ])('finds a %s after its name', (label, text, value) => {
    expect(found(piiDocumentNumber, text)).toEqual([value]);
    expect(labels(piiDocumentNumber, text)).toEqual([label]);
  });

  it('stays silent without the name and on names without a number', () => {
    for (const text of ['C01X00T47', 'your passport is ready', 'driver: postgres', 'release date: 2024-02-01', 'policy number to follow'])
      expect(found(piiDocumentNumber, text)).toEqual([]);
  });
});

describe('pii.device-id', () => {
  it('finds a vehicle number by its check digit (49 CFR 565.15) and a named IMEI by its Luhn digit', () => {
    expect(found(piiDeviceId, 'car 1HGBH41JXMN109186 sold')).toEqual(['1HGBH41JXMN109186']);
    expect(found(piiDeviceId, 'IMEI 490154203237518')).toEqual(['490154203237518']);
  });

  it('stays silent when the check fails', () => {
    expect(found(piiDeviceId, 'car 1HGBH41J0MN109186 sold')).toEqual([]);
    expect(found(piiDeviceId, 'IMEI 490154203237519')).toEqual([]);
    expect(found(piiDeviceId, 'id 490154203237518')).toEqual([]);
  });
});

describe('pii.postal-address', () => {
  it.each([
    '4445 Hickory Boulevard, Georgetown, FL 34145',
    '221B Baker Street, London',
    'Hauptstraße 12, 10115 Berlin',
    '10 rue de Rivoli, 75001 Paris',
    'Calle Mayor 5',
  ])('finds %s', (address) => {
    expect(found(piiPostalAddress, `ship to ${address}.`)).toEqual([address]);
  });

  it('stays silent on sentences with numbers and on code', () => {
    for (const text of ['42 places to go', '3 ways to drive', 'Via email 5 times', 'line 12 of file', '1 St'])
      expect(found(piiPostalAddress, text)).toEqual([]);
  });
});
