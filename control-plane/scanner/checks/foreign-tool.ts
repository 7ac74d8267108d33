import { C } from '../text/concepts.ts';
import type { Sentence } from '../text/sentences.ts';

/**
 * The first identifier of a sentence that is spoken of as a tool other than this one: "the send_email tool", "before
 * calling transferFunds". Null when there is none.
 *
 * An identifier that is one of the tool's own parameters, or of its server's own tools, is not foreign.
 */
export function foreignTool(
  sentence: Sentence,
  own: string,
  parameters: ReadonlySet<string>,
  siblings: ReadonlySet<string> | null = null,
): number | null {
  for (const at of sentence.at[C.identifier] ?? []) {
    const word = sentence.tokens[at]?.word ?? '';
    const lower = word.toLowerCase();
    if (lower === own.toLowerCase() || parameters.has(word) || parameters.has(lower) || siblings?.has(word) === true) continue;
    const before = sentence.tokens[at - 1]?.word ?? '';
    const after = sentence.tokens[at + 1]?.word ?? '';
    const then = sentence.tokens[at + 2]?.word ?? '';
    if (
      CALLS.has(before) ||
      TOOLS.has(after) ||
      (BE.has(after) && CALLED.has(then)) ||
      (before === 'the' && TOOLS.has(after)) ||
      TOOLS.has(before)
    )
      return at;
  }
  return null;
}

const CALLS = new Set([
  'by',
  'call',
  'calls',
  'calling',
  'use',
  'uses',
  'using',
  'invoke',
  'invokes',
  'invoking',
  'run',
  'running',
  'execute',
  'executing',
  'via',
  'through',
  'before',
  'after',
  'supersedes',
  'replaces',
  'than',
  'of',
  'override',
  'overrides',
  'intercept',
  'intercepts',
  'modify',
]);
const TOOLS = new Set([
  'tool',
  'tools',
  'function',
  'call',
  'calls',
  'command',
  'operation',
  'requests',
  'invocation',
  'invocations',
  'api',
]);
const BE = new Set(['is', 'was', 'are', 'gets', 'has', 'must', 'should', 'will', 'runs', 'returns']);
const CALLED = new Set([
  'called',
  'invoked',
  'used',
  'executed',
  'run',
  'triggered',
  'deprecated',
  'broken',
  'unsafe',
  'insecure',
  'compromised',
  'obsolete',
  'unreliable',
]);
