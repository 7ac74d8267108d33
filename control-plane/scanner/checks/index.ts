import type { Check, DefinitionCheck, RegistryCheck, ServerCheck } from '../check.ts';
import { announcedParameters, destructiveUnmarked, hintContradiction, nameContradiction, readOnlyContradiction } from './an-annotations.ts';
import { invisibleCharacters } from './ob-01-invisible.ts';
import { homoglyphs } from './ob-02-homoglyph.ts';
import { encodedPayload } from './ob-03-encoded.ts';
import { activeContent } from './ob-04-active-content.ts';
import { padding } from './ob-05-padding.ts';
import { splitPayload } from './ob-06-split.ts';
import { missingDescription, unknownKeys } from './qa-quality.ts';
import { poisonedName } from './sc-01-poisoned-name.ts';
import { contextHarvest } from './sc-02-context-harvest.ts';
import { parameterChecks } from './sc-parameters.ts';
import { broadSchema, invalidSchema } from './sc-schema.ts';
import { declaresNoAuthentication, embeddedSecret, internalDetail, secretOutlet } from './se-secrets.ts';
import { nameCollision } from './sh-01-name-collision.ts';
import { crossTool } from './sh-03-cross-tool.ts';
import { preference } from './sh-04-preference.ts';
import { redirection } from './sh-05-redirection.ts';
import { reservedName } from './sh-06-reserved-name.ts';
import { forcedOrder } from './sh-07-forced-order.ts';
import { serverChecks as connectionChecks } from './sv-connection.ts';
import { graveReach, toxicFlow } from './tf-flows.ts';
import { learnedOrder } from './tp-00-learned.ts';
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
  learnedOrder,
  modelAddressed,
  instructionOverride,
  concealment,
  exfiltration,
  sensitivePlace,
  commandDirective,
  delayedTrigger,
  consentBypass,
  parameterTampering,
  deception,
  maliciousFunction,
  fixedRecipient,
  invisibleCharacters,
  homoglyphs,
  encodedPayload,
  activeContent,
  padding,
  splitPayload,
  poisonedName,
  contextHarvest,
  crossTool,
  preference,
  redirection,
  forcedOrder,
  reservedName,
  ...parameterChecks,
  broadSchema,
  invalidSchema,
  readOnlyContradiction,
  destructiveUnmarked,
  hintContradiction,
  nameContradiction,
  announcedParameters,
  unknownKeys,
  embeddedSecret,
  secretOutlet,
  internalDetail,
  declaresNoAuthentication,
  missingDescription,
];

/** Every check of a server and its connection. */
export const serverChecks: readonly ServerCheck[] = connectionChecks;

/** Every check of a tool among the servers of its registry. */
export const registryChecks: readonly RegistryCheck[] = [nameCollision, toxicFlow, graveReach];

/** All of them: what a complete scan asks. */
export const allChecks: readonly Check[] = [...definitionChecks, ...serverChecks, ...registryChecks];
