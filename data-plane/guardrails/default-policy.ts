import { PROMPT_INJECTION_THRESHOLDS } from '../detectors/prompt-injection/index.ts';
import type { Action, Mode, Phase, Policy, PolicyRule } from './policy.ts';

/**
 * What a new registry enforces.
 *
 * Answers: injected instructions block, weaker signs of them are recorded; secrets and numbers with a checksum are
 * masked, other personal data is recorded. Calls: attacks on the tool block; credentials that leave block; the rest is
 * recorded. What could not be read for its size, depth or time blocks; images and sounds pass and are recorded.
 */
export function defaultPolicy(id: string): Policy {
  return {
    id,
    rules: [
      rule('injection', 'family:prompt-injection', 'response', PROMPT_INJECTION_THRESHOLDS.block, 'block', 'The answer was withheld: it holds instructions addressed to the assistant.'),
      rule('injection-suspected', 'family:prompt-injection', 'both', PROMPT_INJECTION_THRESHOLDS.monitor, 'allow'),
      rule('secret-in-answer', 'family:secret', 'response', 0.7, 'redact'),
      rule('secret-in-call', 'family:secret', 'request', 0.9, 'block', 'The call was not sent: its arguments hold a credential.'),
      rule('secret-suspected', 'family:secret', 'both', 0.5, 'allow'),
      rule('card', 'pii.payment-card', 'both', 0.9, 'redact'),
      rule('personal-data', 'family:pii', 'both', 0.5, 'allow'),
      ...ATTACK_FAMILIES.flatMap((family) => [
        rule(`${family}`, `family:${family}`, 'request', 0.8, 'block', 'The call was not sent: an argument looks like an attack on the tool.'),
        rule(`${family}-suspected`, `family:${family}`, 'both', 0.5, 'allow'),
      ]),
      rule('uninspected', 'uninspected', 'both', 0, 'allow'),
      ...['too-large', 'too-deep', 'too-many', 'time'].map((reason) =>
        rule(`uninspected-${reason}`, `uninspected:${reason}`, 'both', 0, 'block', 'The message was withheld: not all of it could be inspected.'),
      ),
    ],
  };
}

const ATTACK_FAMILIES = ['sql-injection', 'command-injection', 'path-traversal', 'ssrf', 'template-injection', 'deserialization'] as const;

function rule(id: string, match: string, phase: Phase | 'both', threshold: number, action: Action, message: string | null = null): PolicyRule {
  const mode: Mode = 'enforce';
  return { id, match, phase, threshold, action, mode, message, onFailure: 'block', server: null, tool: null, applicationId: null };
}
