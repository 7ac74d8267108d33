import type { Detector, Finding } from '../detector.ts';

/** One phrase that only makes sense when its reader is a model. */
interface Rule {
  readonly label: string;
  readonly pattern: RegExp;
  readonly confidence: number;
}

const RULES: readonly Rule[] = [
  {
    label: 'override',
    confidence: 0.95,
    pattern:
      /\b(?:ignore|disregard|forget|override|discard|bypass)\s{1,4}(?:(?:all|any|every|everything|the|of|your|my|these|those|please|completely)\s{1,4}){0,4}(?:previous|prior|earlier|preceding|above|former|past|original|system|initial)\s{1,4}(?:\w{1,16}\s{1,4}){0,2}(?:instructions?|directives?|prompts?|rules|commands?|orders|guidelines|context|messages?|constraints)/gi,
  },
  { label: 'role-marker', confidence: 0.92, pattern: /<\|(?:im_start|im_end|eot_id|start_header_id|end_header_id|system|user|assistant|endoftext)\|>|\[\/?INST\]|<<\/?SYS>>/g },
  {
    label: 'reader-mention',
    confidence: 0.9,
    pattern:
      /\b(?:note|message|instructions?|attention|notice|important|request)\s{1,4}(?:to|for)\s{1,4}(?:the\s{1,4}|any\s{1,4}|all\s{1,4}|every\s{1,4}|your\s{1,4})?(?:ai|llm|language model|assistant|agent|chatbot|gpt|claude|gemini|copilot|bot)s?\b/gi,
  },
  { label: 'secrecy', confidence: 0.9, pattern: /\b(?:do\s{1,4}not|don't|never|without)\s{1,4}(?:ever\s{1,4})?(?:tell|telling|inform|informing|notify|notifying|mention|reveal|alert|alerting|show)\s{1,4}(?:\w{1,12}\s{1,4}){0,3}(?:the\s{1,4})?user\b/gi },
];

/**
 * Wording and markers that address the model which reads a text rather than a person.
 *
 * Cost: one linear pass per rule; every quantifier is bounded.
 * Misses: plain requests without attack words, which are the classifier's part.
 */
export const promptInjectionRules: Detector = {
  id: 'prompt-injection.rules',
  family: 'prompt-injection',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    for (const rule of RULES) {
      for (const match of text.matchAll(rule.pattern)) {
        findings.push({ detectorId: 'prompt-injection.rules', start: match.index, end: match.index + match[0].length, confidence: rule.confidence, label: rule.label });
        if (findings.length >= 64) return findings;
      }
    }
    return findings;
  },
};
