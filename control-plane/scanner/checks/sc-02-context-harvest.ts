import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import type { Parameter } from '../schema.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { has, wordsAt } from '../text/query.ts';
import type { Sentence } from '../text/sentences.ts';

/**
 * A parameter that harvests what the model knows: the conversation, the system prompt, the list of tools, its reasoning.
 *
 * A tool whose business is conversations, prompts or models may ask for them; any other has no need to.
 */
export const contextHarvest: DefinitionCheck = {
  scope: 'definition',
  id: 'sc-02-context-harvest',
  version: 1,
  title: 'A parameter that harvests the model’s context',
  class: 'attack',
  severity: 'high',
  references: [REF.contextInjection, REF.toolPoisoning, REF.safeFullSchema, REF.informationExposure],
  remediation: 'Ask what the parameter is for; remove it from the approved schema or reject the tool.',
  run,
};

function run(subject: DefinitionSubject): Evidence[] {
  const found = subject.parameters.flatMap((parameter) => judge(subject, parameter));
  if (found.length < 2) return found;
  const more = Math.min(0.2, 0.07 * (found.length - 1));
  return found.map((evidence) => ({ ...evidence, confidence: Math.min(0.95, evidence.confidence + more) }));
}

function judge({ reading }: DefinitionSubject, parameter: Parameter): Evidence[] {
  const inScope =
    has2(reading.purposeWords, BUSINESS) ||
    parameter.sentences.some((sentence) =>
      sentence.tokens.some((token) => token.word === 'llm' || token.word === 'gpt' || token.word === 'openai'),
    );
  const named = nameAsks(parameter.nameReading, parameter.name);
  let asked = 0;
  let at: Sentence | null = null;
  for (const sentence of parameter.sentences) {
    const score = textAsks(sentence);
    if (score > asked) {
      asked = score;
      at = sentence;
    }
  }
  const hidden = named > 0 && parameter.description === '' ? 0.08 : 0;
  const required = parameter.required && named > 0 ? 0.08 : 0;
  const confidence = Math.min(
    0.95,
    (Math.max(named, asked) + (named > 0.3 && asked > 0.3 ? 0.15 : 0) + hidden + required) * (inScope ? 0.35 : 1),
  );
  if (confidence < 0.3) return [];
  return asked > named && at !== null
    ? [
        {
          path: `${parameter.path}/description`,
          start: at.start,
          end: at.end,
          confidence,
          note: 'the description asks for the model’s context',
        },
      ]
    : [
        {
          path: parameter.path,
          start: 0,
          end: parameter.name.length,
          key: true,
          confidence,
          note: 'the name asks for the model’s context',
        },
      ];
}

/** How clearly a name asks for context. */
function nameAsks(name: Sentence, raw: string): number {
  const words = new Set(name.tokens.map((token) => token.word));
  const all = (...wanted: readonly string[]): boolean => wanted.every((word) => words.has(word));
  if (name.at[C.systemPrompt] !== undefined || all('system', 'prompt') || all('system', 'message') || all('developer', 'prompt'))
    return 0.62;
  if (all('chain', 'thought') || all('internal', 'reasoning') || all('hidden', 'reasoning') || all('model', 'reasoning')) return 0.58;
  if (
    (words.has('conversation') || words.has('chat') || words.has('session') || words.has('prompt')) &&
    (words.has('history') || words.has('context') || words.has('transcript') || words.has('log') || words.has('full') || words.has('dump'))
  )
    return 0.6;
  if (
    (words.has('tools') || words.has('tool')) &&
    (words.has('list') ||
      words.has('calls') ||
      words.has('history') ||
      words.has('available') ||
      words.has('inventory') ||
      words.has('all') ||
      words.has('names') ||
      words.has('schema') ||
      words.has('other'))
  )
    return 0.58;
  if (
    (words.has('previous') || words.has('all') || words.has('prior') || words.has('user')) &&
    (words.has('messages') || words.has('prompts') || words.has('message') || words.has('prompt'))
  )
    return words.has('user') ? 0.42 : 0.52;
  if (
    (words.has('model') && (words.has('name') || words.has('version') || words.has('identity') || words.has('context'))) ||
    (words.has('llm') && words.size > 1) ||
    (words.has('agent') && words.has('context'))
  )
    return 0.3;
  if (
    words.has('tool') &&
    (words.has('name') ||
      words.has('args') ||
      words.has('arguments') ||
      words.has('result') ||
      words.has('output') ||
      words.has('response') ||
      words.has('input'))
  )
    return 0.4;
  if (name.tokens.length > 0 && /^_{1,2}[a-z]/i.test(raw)) return 0.32;
  if (words.has('sidenote') || words.has('sidechannel') || words.has('sidecar') || all('side', 'channel') || all('side', 'note'))
    return 0.6;
  if (all('environment', 'variables') || all('env', 'vars') || all('env', 'dump')) return 0.3;
  return 0;
}

/** How clearly a description asks for it: an order to fill the parameter with more than the tool needs. */
function textAsks(sentence: Sentence): number {
  const whole = wordsAt(sentence, WHOLE).length > 0;
  const fills = has(sentence, C.must, C.include, C.always) || wordsAt(sentence, FILL).length > 0;
  if (has(sentence, C.conversation)) return fills ? 0.58 + (whole ? 0.1 : 0) : 0.3;
  if (has(sentence, C.systemPrompt)) return fills || whole ? 0.7 : 0.45;
  if (has(sentence, C.secretPath) && fills && has(sentence, C.read, C.include)) return 0.75;
  const thoughts = sentence.at[C.context]?.some((index) => THOUGHTS.has(sentence.tokens[index]?.word ?? '')) === true;
  if (thoughts && whole && fills && has(sentence, C.you, C.model)) return 0.45;
  if (
    wordsAt(sentence, LIST).length > 0 &&
    wordsAt(sentence, TOOLS).length > 0 &&
    (has(sentence, C.you, C.model, C.everything) || wordsAt(sentence, AVAILABLE).length > 0)
  )
    return 0.6;
  return 0;
}

function has2(words: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  for (const word of words) if (wanted.has(word) || wanted.has(word.replace(/s$/, ''))) return true;
  return false;
}

const BUSINESS = new Set([
  'conversation',
  'conversations',
  'chat',
  'chats',
  'message',
  'messages',
  'prompt',
  'prompts',
  'agent',
  'agents',
  'assistant',
  'assistants',
  'llm',
  'model',
  'models',
  'ai',
  'completion',
  'completions',
  'memory',
  'memories',
  'thinking',
  'thought',
  'reasoning',
  'transcript',
  'session',
  'sessions',
  'claude',
  'gpt',
  'openai',
  'anthropic',
  'dialogue',
  'mcp',
  'voice',
  'email',
  'mail',
  'thread',
  'comment',
  'persona',
  'bot',
  'inference',
  'gmail',
  'inbox',
  'ml',
  'workflow',
]);
const WHOLE = new Set([
  'full',
  'entire',
  'complete',
  'whole',
  'all',
  'every',
  'verbatim',
  'contents',
  'history',
  'previous',
  'last',
  'recent',
  'exact',
  'original',
]);
const FILL = new Set([
  'contain',
  'contains',
  'should',
  'pass',
  'summary',
  'summarize',
  'include',
  'includes',
  'copy',
  'fill',
  'provide',
  'containing',
  'internal',
  'telemetry',
  'diagnostics',
  'debugging',
  'here',
]);
const THOUGHTS = new Set(['reasoning', 'thought', 'thoughts', 'context', 'conversation']);
const LIST = new Set(['list', 'names', 'inventory', 'schema', 'schemas', 'enumerate', 'descriptions', 'available']);
const TOOLS = new Set(['tools', 'functions', 'plugins', 'servers']);
const AVAILABLE = new Set(['available', 'accessible', 'other', 'installed', 'connected', 'registered', 'loaded']);
