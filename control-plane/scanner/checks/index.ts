import type { DefinitionCheck } from '../check.ts';
import { invisibleCharacters } from './ob-01-invisible.ts';
import { homoglyphs } from './ob-02-homoglyph.ts';
import { encodedPayload } from './ob-03-encoded.ts';
import { activeContent } from './ob-04-active-content.ts';
import { padding } from './ob-05-padding.ts';
import { splitPayload } from './ob-06-split.ts';
import { poisonedName } from './sc-01-poisoned-name.ts';
import { contextHarvest } from './sc-02-context-harvest.ts';
import { crossTool } from './sh-03-cross-tool.ts';
import { preference } from './sh-04-preference.ts';
import { redirection } from './sh-05-redirection.ts';
import { forcedOrder } from './sh-07-forced-order.ts';
import { modelAddressed } from './tp-01-model-addressed.ts';
import { instructionOverride } from './tp-02-override.ts';
import { concealment } from './tp-03-concealment.ts';
import { exfiltration } from './tp-04-exfiltration.ts';
import { sensitivePlace } from './tp-05-sensitive-place.ts';
import { commandDirective } from './tp-06-command.ts';
import { delayedTrigger } from './tp-07-trigger.ts';
import { consentBypass } from './tp-08-consent-bypass.ts';
import { parameterTampering } from './tp-09-tampering.ts';
import { deception } from './tp-10-deception.ts';
import { maliciousFunction } from './tp-11-malicious-function.ts';
import { fixedRecipient } from './tp-12-fixed-recipient.ts';

/** Every check of one definition, in the order of the taxonomy. */
export const definitionChecks: readonly DefinitionCheck[] = [
  modelAddressed, instructionOverride, concealment, exfiltration, sensitivePlace, commandDirective, delayedTrigger, consentBypass, parameterTampering, deception, maliciousFunction, fixedRecipient,
  invisibleCharacters, homoglyphs, encodedPayload, activeContent, padding, splitPayload,
  poisonedName, contextHarvest,
  crossTool, preference, redirection, forcedOrder,
];
