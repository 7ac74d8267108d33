import type { DetectorFamily } from '../detectors/detector.ts';

/**
 * What stands in the place of a redacted value: typed, so that a reader knows what was there, and holding nothing that
 * JSON would have to escape. Card and account numbers keep their last four digits, as receipts do, where they stood in the clear.
 */
export function placeholderFor(family: DetectorFamily, label: string | null, detectorId: string, matched: string): string {
  const kind = kindOf(family, label, detectorId);
  const isInClear =
    kind === 'card' ? /^[\d .-]{12,40}$/.test(matched) : kind === 'iban' && /^[A-Za-z]{2}\d{2}[A-Za-z0-9 ]{8,40}$/.test(matched);
  return isInClear ? `[${kind} ****${matched.replace(/[^0-9A-Za-z]/g, '').slice(-4)}]` : `[${kind}]`;
}

/** The word a placeholder and a token use for a kind of value. */
export function kindOf(family: DetectorFamily, label: string | null, detectorId: string): string {
  if (family === 'prompt-injection') return 'removed text';
  const raw = (label ?? detectorId.slice(detectorId.indexOf('.') + 1))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const kind = SHORTER[raw] ?? (raw === '' ? family : raw.slice(0, MAX_KIND_CHARS));
  return family === 'secret' ? `secret ${kind}` : kind;
}

const MAX_KIND_CHARS = 40;
const SHORTER: Readonly<Record<string, string>> = {
  'credit-card': 'card',
  'payment-card': 'card',
  'email-address': 'email',
  'phone-number': 'phone',
};
