import type { Detector } from '../detector.ts';
import { piiBankAccount } from './bank-account.ts';
import { piiCryptoWallet } from './crypto-wallet.ts';
import { piiDeviceId } from './device-id.ts';
import { piiDocumentNumber } from './document-number.ts';
import { piiEmail } from './email.ts';
import { piiIban } from './iban.ts';
import { piiIpAddress } from './ip-address.ts';
import { piiNationalId } from './national-id.ts';
import { piiPaymentCard } from './payment-card.ts';
import { piiPhone } from './phone.ts';
import { piiPostalAddress } from './postal-address.ts';
import { piiUsSsn } from './us-ssn.ts';

/** Everything that finds personal and payment data, in the order the detectors run. */
export const piiDetectors: readonly Detector[] = [
  piiPaymentCard,
  piiIban,
  piiUsSsn,
  piiNationalId,
  piiBankAccount,
  piiCryptoWallet,
  piiDocumentNumber,
  piiDeviceId,
  piiPhone,
  piiEmail,
  piiPostalAddress,
  piiIpAddress,
];
