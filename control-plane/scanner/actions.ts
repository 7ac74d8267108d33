import type { DefinitionSubject } from './check.ts';
import { C } from './text/concepts.ts';
import type { Concept } from './text/concepts.ts';
import { isAct } from './text/query.ts';
import type { Reading } from './text/reading.ts';
import { readName } from './text/sentences.ts';

/** What a tool does to the world, as far as its own words tell. */
export type Action = 'read' | 'write' | 'delete' | 'send' | 'execute' | 'pay' | 'fetch';

/** A tool's actions, by where they are stated. */
export interface Actions {
  /** From the verbs of its name: the hardest to misread. */
  readonly named: ReadonlySet<Action>;
  /** From the first sentences of its description. */
  readonly described: ReadonlySet<Action>;
}

/** Reads a tool's actions off its name and the opening of its description. */
export function actionsOf({ reading }: Pick<DefinitionSubject, 'reading'>): Actions {
  let actions = kept.get(reading);
  if (actions === undefined) kept.set(reading, (actions = readActions(reading)));
  return actions;
}
const kept = new WeakMap<Reading, Actions>();

function readActions(reading: Reading): Actions {
  const named = new Set<Action>();
  const name = readName(reading.name);
  for (const token of name.tokens) {
    const action = BY_WORD.get(token.word);
    if (action === undefined) continue;
    named.add(action); // the first verb is what it does; later words are what it does it to
    break;
  }
  const described = new Set<Action>();
  for (const { field, sentences } of reading.fields) {
    if (field.path !== '/description') continue;
    for (const sentence of sentences.slice(0, 2)) {
      sentence.tokens.slice(0, 40).forEach((token, index) => {
        const action =
          BY_WORD.get(token.word) ??
          BY_WORD.get(token.word.replace(/(?:s|ing|ed)$/, '')) ??
          BY_WORD.get(token.word.replace(/(?:es|ing|ed)$/, 'e'));
        if (action === undefined) return;
        const denied = [C.not, C.without].some(
          (concept: Concept) => sentence.at[concept]?.some((at) => at < index && index - at <= 4) === true,
        );
        const verbLike =
          index === 0 ||
          (isAct(sentence, index) && LINKS.has(sentence.tokens[index - 1]?.word ?? '')) ||
          (index < 4 && token.word.endsWith('s') && LINKS.has(sentence.tokens[index - 1]?.word ?? ''));
        if (!denied && verbLike) described.add(action);
      });
    }
  }
  return { named, described };
}

/** Whether any of these words stands in the name, title or opening sentence. */
export function speaksOf({ reading }: DefinitionSubject, words: ReadonlySet<string>): boolean {
  for (const word of reading.purposeWords) if (words.has(word) || words.has(word.replace(/s$/, ''))) return true;
  return false;
}

/** Words after which a verb stands, not a noun. */
const LINKS = new Set([
  'and',
  'or',
  'to',
  'tool',
  'it',
  'then',
  'also',
  'which',
  'that',
  'can',
  'will',
  'may',
  'function',
  'server',
  'automatically',
  'by',
  'for',
]);

const WORDS: Readonly<Record<Action, string>> = {
  read: 'get list read search find describe show view query lookup count check inspect summarize retrieve browse status info',
  write:
    'create update write add set edit modify insert put patch save append upsert rename move merge assign import replace register enable disable configure change apply commit push upload archive restore',
  delete:
    'delete remove drop erase purge destroy wipe truncate clear clean cleanup uninstall terminate kill prune reset revoke unlink rm del cancel',
  send: 'send post publish email notify forward share tweet reply message broadcast invite comment',
  execute: 'execute run exec eval evaluate invoke shell launch spawn script deploy start restart stop command process',
  pay: 'pay transfer purchase buy charge refund withdraw checkout trade swap',
  fetch: 'fetch download crawl scrape curl request proxy ping navigate browse http',
};
const BY_WORD: ReadonlyMap<string, Action> = new Map(
  (Object.entries(WORDS) as [Action, string][]).flatMap(([action, words]) =>
    words.split(' ').map((word): [string, Action] => [word, action]),
  ),
);
