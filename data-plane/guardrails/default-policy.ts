import { PROMPT_INJECTION_THRESHOLDS } from '../detectors/prompt-injection/index.ts';
import type { Action, Mode, Phase, Policy, PolicyRule } from './policy.ts';

/**
 * What a new registry enforces.
 *
 * Injected instructions in answers block, weaker signs of them are recorded. Secrets and numbers with a checksum are masked
 * in answers and calls, other personal data is recorded. Attacks on a tool through its arguments block. What could not be
 * read for its size, depth or time blocks; images and sounds pass and are recorded.
 */
export function defaultPolicy(id: string): Policy {
  return {
    id,
    rules: [
      rule(
        'injection',
        'family:prompt-injection',
        'response',
        PROMPT_INJECTION_THRESHOLDS.block,
        'block',
        'The answer was withheld: it holds instructions addressed to the assistant.',
      ),
      rule('injection-suspected', 'family:prompt-injection', 'both', PROMPT_INJECTION_THRESHOLDS.monitor, 'allow'),
      rule('secret', 'family:secret', 'both', 0.75, 'redact'),
      rule('secret-suspected', 'family:secret', 'both', 0.6, 'allow'),
      rule('card', 'pii.payment-card', 'both', 0.9, 'redact'),
      rule('iban', 'pii.iban', 'both', 0.9, 'redact'),
      rule('us-ssn', 'pii.us-ssn', 'both', 0.6, 'redact'),
      rule('national-id', 'pii.national-id', 'both', 0.75, 'redact'),
      rule('personal-data', 'family:pii', 'both', 0.5, 'allow'),
      ...TARGETED.map(([family, threshold]) =>
        rule(
          family,
          `family:${family}`,
          'request',
          threshold,
          'block',
          'The call was not sent: an argument looks like an attack on the tool.',
        ),
      ),
      rule('uninspected', 'uninspected', 'both', 0, 'allow'),
      ...['too-large', 'too-deep', 'too-many', 'time'].map((reason) =>
        rule(
          `uninspected-${reason}`,
          `uninspected:${reason}`,
          'both',
          0,
          'block',
          'The message was withheld: not all of it could be inspected.',
        ),
      ),
    ],
  };
}

/** Attacks on the tool, judged by the role of the argument. Suspicion of the last two needs more before it blocks. */
const TARGETED = [
  ['sql-injection', 0.6],
  ['command-injection', 0.6],
  ['path-traversal', 0.6],
  ['ssrf', 0.6],
  ['template-injection', 0.8],
  ['deserialization', 0.8],
] as const;

function rule(
  id: string,
  match: string,
  phase: Phase | 'both',
  threshold: number,
  action: Action,
  message: string | null = null,
): PolicyRule {
  const mode: Mode = 'enforce';
  return { id, match, phase, threshold, action, mode, message, onFailure: 'block', server: null, tool: null, applicationId: null };
}
