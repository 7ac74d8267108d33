import type { DefinitionCheck } from '../check.ts';
import { inProse } from '../prose.ts';
import type { Spoken } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { first, followed, has, isOrder } from '../text/query.ts';
import type { Sentence } from '../text/sentences.ts';

/**
 * A passage set apart for the model: a pseudo-tag, a pseudo-role or a form of address, with an order in it.
 *
 * A tag or label alone is style; it becomes evidence when what it holds is an order that reaches past this tool.
 */
export const modelAddressed: DefinitionCheck = {
  scope: 'definition',
  id: 'tp-01-model-addressed',
  version: 1,
  title: 'A passage addresses the model behind the user’s back',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.contextInjection, REF.safeToolPoisoning, REF.promptInjection],
  remediation: 'Ask the server’s owner why the definition gives the model orders; approve only a version that describes the tool.',
  run: (subject) => inProse(subject, (spoken) => addressed(spoken)),
};

function addressed({ sentence, opening }: Spoken): { hit: number[]; confidence: number; note: string } | null {
  const label = sentence.label ?? '';
  const tag = sentence.tag ?? '';
  const toModel = ADDRESS.test(label) || ADDRESS.test(tag);
  const hiddenTag = HIDING_TAG.test(tag);
  const stressedTag = STRESS.test(tag);
  if (!toModel && !hiddenTag && !stressedTag && !SYSTEM_LABEL.test(label)) return addressedInline(sentence, opening);
  const order = orderAt(sentence);
  const reach = reachesOut(sentence);
  if (tag === 'hidden comment')
    return reach
      ? { hit: [order ?? 0], confidence: 0.8, note: 'a comment holds an order' }
      : order !== null && sentence.at[C.must] !== undefined
        ? { hit: [order], confidence: 0.4, note: 'a comment holds an order' }
        : null;
  if (hiddenTag)
    return {
      hit: [order ?? 0],
      confidence: 0.7 + (reach ? 0.2 : order !== null ? 0.1 : 0),
      note: 'text in a tag that claims to be hidden or of the system',
    };
  if (SYSTEM_LABEL.test(label))
    return { hit: [order ?? 0], confidence: reach ? 0.85 : order !== null ? 0.6 : 0.35, note: 'a line poses as a message of the system' };
  if (toModel)
    return {
      hit: [order ?? 0],
      confidence: reach ? 0.85 : order !== null ? 0.5 : 0.25,
      note: 'a passage labelled as meant for the assistant',
    };
  return reach
    ? { hit: [order ?? 0], confidence: 0.7, note: 'a stressed block orders something beyond this tool' }
    : order !== null
      ? { hit: [order], confidence: 0.3, note: 'a stressed block gives an order' }
      : null;
}

/** "The assistant must …", "as an AI you should …": the model as the one who is told to act. */
function addressedInline(sentence: Sentence, opening: boolean): { hit: number[]; confidence: number; note: string } | null {
  const told = followed(sentence, [C.model], [C.must], 1);
  if (
    told === null ||
    opening ||
    !has(sentence, C.secret, C.secretPath, C.conversation, C.systemPrompt, C.safety, C.email, C.otherTool, C.silent, C.file)
  )
    return null;
  return { hit: [...told], confidence: 0.5, note: 'the model is told what it must do beyond this tool' };
}

function orderAt(sentence: Sentence): number | null {
  for (const concept of [
    C.read,
    C.send,
    C.include,
    C.run,
    C.call,
    C.reply,
    C.ignore,
    C.tell,
    C.modify,
    C.redirect,
    C.write,
    C.remove,
  ] as const) {
    for (const index of sentence.at[concept] ?? []) if (isOrder(sentence, index)) return index;
  }
  return first(sentence, C.must);
}

/** Speaks of secrets, conversations, other tools, addresses or the model's own rules. */
function reachesOut(sentence: Sentence): boolean {
  return has(
    sentence,
    C.secret,
    C.secretPath,
    C.conversation,
    C.systemPrompt,
    C.safety,
    C.attacker,
    C.email,
    C.ip,
    C.otherTool,
    C.malware,
    C.startup,
    C.roleChange,
    C.silent,
    C.sensitive,
    C.context,
  );
}

const ADDRESS =
  /\b(?:to|for|by)? ?(?:the )?(?:ai|llms?|assistants?|agents?|models?|claude|gpt|copilot|gemini|bot)\b(?: instructions?| directive| only| note| notice| must| behaviou?r)?$|^(?:ai|llm|assistant|agent|model|bot)\b|^(?:note|message|instruction|instructions|reminder|notice|directive)s? (?:to|for) /;
const HIDING_TAG =
  /(?:^|[_ -])(?:hidden|secret|system|override|inst|internal|private|admin|root|invisible|im_start|sys|assistant|covert|backdoor)(?:$|[_ -])/;
const STRESS =
  /important|instruction|critical|urgent|mandatory|required|must|note|warning|attention|directive|global|priority|security|rule|task|requirement/;
const SYSTEM_LABEL =
  /^\/?inst$|^(?:new |updated |hidden |important |internal |override |critical |secret )*(?:system|(?:system|admin|root|developer|hidden|internal|secret|covert|concealed|operator|sudo) (?:message|prompt|note|instruction|directive|injection|override|update|notice|command|alert|instructions|directives|rule|task|operation|behaviou?r))s?$|^(?:hidden|secret|internal|covert) \w+$|(?:^| )(?:system (?:instruction|message|override|prompt)|override)s?$|^(?:metadata|override|instruction|behaviou?r|processing|execution|meta|core|policy|agent|security) (?:directive|override|injection)s?$/;
