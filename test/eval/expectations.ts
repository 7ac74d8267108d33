import type { DetectorFamily } from '../../data-plane/detectors/detector.ts';
import type { TextFinding } from '../../data-plane/guardrails/index.ts';
import type { Row } from './rows.ts';

/** What a row says about one family: that something of it is there, or that nothing is. */
export interface Expectation {
  readonly family: DetectorFamily;
  readonly isPositive: boolean;
  /** Where set, the row is a negative for findings of this type only. */
  readonly onlyType: string | null;
}

const FAMILY_OF_KIND: Readonly<Record<string, DetectorFamily>> = {
  prompt_injection: 'prompt-injection',
  secret: 'secret',
  pii: 'pii',
  sqli: 'sql-injection',
  cmdi: 'command-injection',
  traversal: 'path-traversal',
  ssrf: 'ssrf',
};

const NEGATIVE_FOR: Readonly<Record<string, readonly DetectorFamily[]>> = {
  benign_tool_output: ['prompt-injection'],
  hard_negative: ['prompt-injection'],
  clean: ['secret', 'pii'],
  benign_arg: ['sql-injection', 'command-injection', 'path-traversal', 'ssrf'],
};

/** What is expected of a row, by its kind and label; nothing for a kind that is not known. */
export function expectationsOf(row: Row): Expectation[] {
  const own = FAMILY_OF_KIND[row.kind];
  if (own !== undefined) return [{ family: own, isPositive: row.label === 1, onlyType: null }];
  const onlyType = row.tags.find((tag) => tag.startsWith('not:'))?.slice(4) ?? null;
  return (NEGATIVE_FOR[row.kind] ?? []).map((family) => ({ family, isPositive: false, onlyType: family === 'pii' ? onlyType : null }));
}

/** Families that are reported for a row though it carries no label for them: what would be flagged on ordinary output. */
export function unlabelledFamilies(row: Row): readonly DetectorFamily[] {
  return row.kind === 'benign_tool_output' ? ['secret', 'pii'] : [];
}

/** Different names for one type of value. */
const SAME_TYPE: Readonly<Record<string, string>> = {
  CREDIT_CARD_NUMBER: 'CREDIT_CARD',
  SOCIAL_SECURITY_NUMBER: 'US_SSN',
  CRYPTOCURRENCY_ADDRESS: 'CRYPTO_WALLET',
  EMAIL: 'EMAIL_ADDRESS',
  PHONE: 'PHONE_NUMBER',
};

/** A type's usual name. */
export function typeName(type: string): string {
  const name = type.toUpperCase().replaceAll('-', '_');
  return SAME_TYPE[name] ?? name;
}

/** The findings that count for an expectation. */
export function countingFindings(findings: readonly TextFinding[], expectation: Expectation): TextFinding[] {
  return findings.filter(
    (finding) =>
      finding.family === expectation.family &&
      (expectation.onlyType === null || finding.label === null || typeName(finding.label) === typeName(expectation.onlyType)),
  );
}
