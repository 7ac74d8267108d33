import type { Evidence, RegistryCheck, RegistrySubject } from '../check.ts';
import { REF } from '../references.ts';
import { textOf } from '../schema.ts';
import { skeleton } from '../text/canonical.ts';
import { nameDistance, wordOverlap, wordSet } from '../text/similarity.ts';

/**
 * The same or a look-alike name as another server's tool.
 *
 * Honest servers share names (`search`, `list_models`), each with a text of its own. A name made to be taken for
 * another comes with a copied text, with look-alike letters, or with a prefix that promises a better version.
 */
export const nameCollision: RegistryCheck = {
  scope: 'registry',
  id: 'sh-01-name-collision',
  version: 1,
  title: 'The name of another server’s tool',
  class: 'attack',
  severity: 'high',
  references: [REF.shadowServers, REF.supplyChain, REF.safeShadowing],
  remediation: 'Find out which of the two is meant; disable the other, or serve them under prefixed names only.',
  run,
};

function run({ server, tool, peers }: RegistrySubject): Evidence[] {
  const evidence: Evidence[] = [];
  const name = tool.reading.name;
  if (name === '') return [];
  const own = skeleton(name);
  const text = textOf(tool.definition, 'description');
  for (const peer of peers) {
    if (peer.server === server) continue;
    const other = peer.reading.name;
    const theirs = skeleton(other);
    const overlap = wordOverlap(wordsOf(tool.definition), wordsOf(peer.tool));
    const place = { path: '/name', start: 0, end: name.length };
    if (name === other) {
      const confidence = overlap >= 0.85 ? 0.82 : overlap >= 0.55 ? 0.68 : overlap >= 0.3 ? 0.4 : 0.2;
      evidence.push({
        ...place,
        confidence,
        note: overlap >= 0.55 ? 'same name and much the same text as a tool of another server' : 'same name as a tool of another server',
        ...(overlap < 0.3 ? { severity: 'low' as const } : {}),
      });
    } else if (own === theirs) {
      evidence.push({
        ...place,
        confidence: /[^\x20-\x7e]/.test(name) ? 0.92 : overlap >= 0.5 ? 0.75 : 0.45,
        note: 'a name that looks the same as that of another server’s tool',
      });
    } else if (
      own.length >= 5 &&
      theirs.length >= 5 &&
      !numbered(own, theirs) &&
      nameDistance(own, theirs, own.length >= 9 ? 2 : 1) <= (own.length >= 9 ? 2 : 1)
    ) {
      evidence.push({
        ...place,
        confidence: overlap >= 0.5 ? 0.75 : overlap >= 0.25 ? 0.52 : 0.35,
        note: 'a name one or two letters from that of another server’s tool',
      });
    } else if (extended(name, other) || extended(other, name)) {
      evidence.push({
        ...place,
        confidence: overlap >= 0.6 ? 0.7 : overlap >= 0.4 ? 0.52 : 0.3,
        note: 'another server’s tool name with a prefix or suffix',
      });
    } else if (overlap >= 0.9 && text.length >= 25) {
      evidence.push({
        path: '/description',
        start: 0,
        end: text.length,
        confidence: 0.55,
        note: 'the text of another server’s tool under another name',
      });
    }
    if (evidence.length >= 20) break;
  }
  return evidence;
}

/** A definition is compared with many others: its words are kept as long as it is. */
function wordsOf(definition: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  let words = kept.get(definition);
  if (words === undefined) kept.set(definition, (words = wordSet(textOf(definition, 'description'))));
  return words;
}
const kept = new WeakMap<object, ReadonlySet<string>>();

/** One name is the other with a promise attached: `_secure`, `enhanced_`, `_v2`, `official_`. */
function extended(longer: string, shorter: string): boolean {
  const a = longer.toLowerCase().replace(/[-.\s]/g, '_');
  const b = shorter.toLowerCase().replace(/[-.\s]/g, '_');
  if (a.length <= b.length || b.length < 4) return false;
  const rest = a.startsWith(`${b}_`) ? a.slice(b.length + 1) : a.endsWith(`_${b}`) ? a.slice(0, -b.length - 1) : null;
  return rest !== null && PROMISES.has(rest);
}
const PROMISES = new Set([
  'secure',
  'safe',
  'enhanced',
  'v2',
  'v3',
  'pro',
  'plus',
  'official',
  'new',
  'better',
  'advanced',
  'trusted',
  'verified',
  'fast',
  'premium',
  'improved',
  'updated',
  'real',
  'original',
  'fixed',
  'ex',
  '2',
  'native',
  'smart',
  'super',
  'true',
  'latest',
  'next',
]);

/** Names that differ in a number only are a family, not look-alikes. */
function numbered(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') === b.replace(/\d+/g, '') && a !== b;
}
